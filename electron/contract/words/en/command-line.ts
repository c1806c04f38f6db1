/** The command line. */
export const commandLine = {} as const;
