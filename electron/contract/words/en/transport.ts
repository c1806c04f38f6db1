/** The transport bar, the master, and tempo, key and details of a song. */
export const transport = {} as const;
