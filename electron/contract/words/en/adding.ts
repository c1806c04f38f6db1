/** Dialogs that add, separate or remove a song, and what they cost. */
export const adding = {} as const;
