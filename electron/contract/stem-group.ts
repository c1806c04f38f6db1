/** The four parts of a stem file (`.stem.mp4`), in the order in which its players have them. */
export const stemGroups = ['drums', 'bass', 'melody', 'vocals'] as const;
export type StemGroupName = (typeof stemGroups)[number];
