/** What can go wrong, in three sentences: what happened, what Stemroom did, what the user can do. */
export const failures = {} as const;
