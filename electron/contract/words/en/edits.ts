/** Names of what can be undone. */
export const edits = {
  click: {
    level: 'Level of the click',
    pan: 'Pan of the click',
    sound: 'Sound of the click',
    perBeat: 'Clicks to the beat',
  },
} as const;
