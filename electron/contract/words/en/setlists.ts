/** Setlists. */
export const setlists = {} as const;
