import { decibels, emptySheet, frames, type SongSheet } from '#contract';
import { stemIdSchema } from '#contract/schemas';

/** A sheet with something in every part, a muted stretch and a click that is off among it. */
export const fullSheet: SongSheet = {
  grid: { bpm: 97.5, beatSeconds: [0.25, 0.86, 1.5], downbeat: -1, meters: [{ bar: 9, beats: 3, unit: 4 }] },
  sections: [{ name: 'Verse', startFrames: frames(0), endFrames: frames(88_200), colour: 1 }],
  chords: [{ startSeconds: 0.25, symbol: 'F#m7/E' }],
  capo: 3,
  lyrics: [
    {
      words: [
        { text: 'Night', startSeconds: 1.25, endSeconds: 1.5, joinsNext: true },
        { text: 'drive', startSeconds: null, endSeconds: null, joinsNext: false },
      ],
      startSeconds: 1.25,
      endSeconds: null,
      singer: 'Ana',
      sectionTag: 'Verse 1',
    },
  ],
  stretches: [
    {
      stemId: stemIdSchema.parse('drums'),
      startFrames: frames(44_100),
      endFrames: frames(88_200),
      levelDb: decibels(-Infinity),
    },
  ],
  click: { ...emptySheet.click, isOn: true, sound: 'wood', levelDb: decibels(-Infinity) },
  countIn: { bars: 2, isEveryPass: true },
  practice: {
    passes: 4,
    after: 'stop',
    chain: [0, 0],
    ramp: { isOn: true, stepPercent: 2.5, everyPasses: 2, targetSpeed: 1.1 },
  },
  scenes: [
    {
      key: 2,
      name: 'Without drums',
      strips: [
        {
          stemId: stemIdSchema.parse('drums'),
          levelDb: decibels(-Infinity),
          pan: -0.3,
          isMuted: true,
          isSoloed: false,
        },
      ],
      groups: [{ key: 1, levelDb: decibels(-Infinity), isMuted: false, isSoloed: true }],
    },
  ],
};
