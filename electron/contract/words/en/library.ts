/** The library panel and its songs. */
export const library = {} as const;
