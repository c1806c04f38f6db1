/** The strips of the mixer, and scenes. */
export const mixer = {} as const;
