/** The settings dialog. */
export const settings = {
  language: 'Language',
  matchSystem: 'Match system',
} as const;
