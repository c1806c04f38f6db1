/** Names of things that both processes show: kinds of stems, formats, keys. */
export const names = {} as const;
