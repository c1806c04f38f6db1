/** Commands, their keys and MIDI. */
export const controls = {} as const;
