import {
  decibels,
  emptySheet,
  flatMix,
  frames,
  hertz,
  type ChannelStrip,
  type Mix,
  type SongAnalysis,
  type StemKind,
} from '#contract';
import { stemIdSchema } from '#contract/schemas';
import type { BeatGrid } from '../../../renderer/song/beat-grid.ts';
import { planHandoff, type HandoffSong } from '../../../renderer/export/handoff/handoff.ts';

export const oddNames = [
  'Vocals',
  '-dash "first" & <last>',
  `both "double" and 'single'`,
  `all "of" 'the' \`three\``,
  'two\nlines\tand\u0000a zero',
  '🎸 Gitarre №5 \ud800 half',
  "l'orgue",
  '> a bracket',
  '',
];
const kinds: readonly StemKind[] = ['vocals', 'drums', 'bass', 'guitar', 'piano', 'guitar', 'keyboard', 'fx', 'other'];

export const oddStems = oddNames.map((name, index) => ({
  id: stemIdSchema.parse(`stem-${String(index)}`),
  kind: kinds[index] ?? 'other',
  name,
  fileName: `stems/${String(index)} ${name.replaceAll(/["<>\n\t\u0000]/g, '_')}.wav`,
}));

export const heard: SongAnalysis = {
  stems: [],
  tempo: { bpm: 120, confidence: 1, beatSeconds: [0.25, 0.75, 1.25] },
  key: { tonic: 9, mode: 'minor', confidence: 1 },
  residualDb: null,
  stated: { bpm: null, key: null },
};

const rate = hertz(44_100);

/** `strips`: what is not flat, in the order of the stems. */
export function songWith(
  strips: readonly Partial<ChannelStrip>[] = [],
  whole: Partial<Mix> = {},
  more: Partial<HandoffSong> = {},
): HandoffSong {
  const flat = flatMix(oddStems.map(({ id }) => id));
  return {
    title: 'Ferry "Lights" & <more>',
    artist: null,
    appVersion: '1.2.3',
    mix: { ...flat, strips: flat.strips.map((strip, index) => ({ ...strip, ...strips[index] })), ...whole },
    sheet: emptySheet,
    analysis: heard,
    region: { startFrames: 0, endFrames: 441_000 },
    songRate: rate,
    fileRate: rate,
    stems: oddStems,
    ...more,
  };
}

/** The first stem is lowered for a second and then muted for another, the second one muted beyond the end of the files. */
export const automatedSong = songWith(
  [{ levelDb: decibels(-6) }],
  { speed: 0.5 },
  {
    region: { startFrames: 44_100, endFrames: 441_000 },
    sheet: {
      ...emptySheet,
      stretches: [
        [0, 44_100, 88_200, -12],
        [0, 88_200, 132_300, -Infinity],
        [1, 396_900, 500_000, -Infinity],
        [2, 0, 44_100, -6],
      ].map(([stem = 0, start = 0, end = 0, levelDb = 0]) => ({
        stemId: stemIdSchema.parse(`stem-${String(stem)}`),
        startFrames: frames(start),
        endFrames: frames(end),
        levelDb: decibels(levelDb),
      })),
    },
  },
);

const verse = { name: 'Verse "1" & <2>', startFrames: frames(0), endFrames: frames(220_500), colour: 0 };

/**
 * A pick-up of a beat, three bars of 4/4 that drift from 120 to 100, then 6/8, two sections and three chords. Of the files, which begin half
 * a second into the song and are at double speed and two semitones up, the first section and the first chord are cut.
 */
export const drifting: BeatGrid = {
  bpm: 100,
  beatSeconds: Array.from({ length: 40 }, (_, beat) => 0.75 + beat * 0.5 + beat * beat * 0.001),
  downbeat: 1,
  meters: [{ bar: 4, beats: 6, unit: 8 }],
};
export const mappedSong = songWith(
  [],
  { speed: 2, transposeCents: 200 },
  {
    region: { startFrames: 22_050, endFrames: 617_400 },
    sheet: {
      ...emptySheet,
      grid: { ...drifting, downbeat: 1, meters: [{ bar: 4, beats: 6, unit: 8 }] },
      sections: [
        verse,
        { ...verse, name: 'Chorus', startFrames: frames(220_500), endFrames: frames(700_000), colour: 3 },
      ],
      chords: [
        { startSeconds: 0, symbol: 'Am7' },
        { startSeconds: 5, symbol: 'F/C' },
        { startSeconds: 8, symbol: 'N.C.' },
        { startSeconds: 10, symbol: 'Bb' },
      ],
    },
  },
);

/** At half the speed, so that every time is twice as late in the files as in the song. */
export const aHandoff = planHandoff(
  songWith(
    [{ levelDb: decibels(-6), pan: -0.5, isMuted: true }, { levelDb: decibels(-Infinity), isSoloed: true }, { pan: 1 }],
    {
      masterDb: decibels(3),
      loop: { startFrames: frames(44_100), endFrames: frames(88_200), isOn: true },
      speed: 0.5,
      transposeCents: 200,
    },
  ),
);
