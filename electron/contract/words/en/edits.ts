/** Names of what can be undone. */
export const edits = {} as const;
