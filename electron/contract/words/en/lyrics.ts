/** Lyrics and the stage window. */
export const lyrics = {} as const;
