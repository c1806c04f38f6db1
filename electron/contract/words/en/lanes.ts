/** The lanes, the ruler and what lies above them. */
export const lanes = {} as const;
