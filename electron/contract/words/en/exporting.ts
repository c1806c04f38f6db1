/** The export panel. */
export const exporting = {} as const;
