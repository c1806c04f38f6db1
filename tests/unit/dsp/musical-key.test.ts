import { describe, expect, it } from 'vitest';
import type { MusicalKey } from '#contract';
import { KeyListener, type HeardKey } from '../../../renderer/dsp/musical-key.ts';
import { playChords, playDrums, steadyBeats, whiteNoise, type MadeSound } from './made-music.ts';

function hear({ samples, sampleRate }: MadeSound): HeardKey | null {
  const listener = new KeyListener(sampleRate);
  for (let from = 0; from < samples.length; from += 10_007) {
    const piece = samples.subarray(from, from + 10_007);
    listener.push(piece, piece, piece.length);
  }
  return listener.finish();
}

const major = [0, 4, 7];
const minor = [0, 3, 7];
/** Each chord as its degree in semitones above the tonic, and its kind; kept within an octave. */
const chordsOf = (tonic: number, chords: readonly (readonly [number, readonly number[]])[]): number[][] =>
  chords.map(([degree, kind]) => kind.map((tone) => ((tonic + degree) % 12) + tone));

const cadence = {
  major: [[0, major], [5, major], [7, major], [0, major]],
  minor: [[0, minor], [5, minor], [7, major], [0, minor]],
} as const; // prettier-ignore
const loop = {
  major: [[0, major], [7, major], [9, minor], [5, major]],
  minor: [[0, minor], [10, major], [8, major], [7, major]],
} as const; // prettier-ignore

const allKeys = (['major', 'minor'] as const).flatMap((mode) =>
  Array.from({ length: 12 }, (_, tonic): MusicalKey => ({ tonic, mode })),
);

describe('the key', () => {
  it.each(allKeys)('$tonic $mode is heard in its cadence and in a loop of chords', ({ tonic, mode }) => {
    const seconds = 12;
    const heard = [cadence, loop].map((song) => hear(playChords(chordsOf(tonic, song[mode]), { seconds })));
    expect(heard).toMatchObject([
      { tonic, mode },
      { tonic, mode },
    ]);
  });

  it.each([-45, -20, 20, 45])('is heard in a song tuned %d cents off', (cents) => {
    const sound = playChords(chordsOf(2, cadence.major), { cents });
    expect(hear(sound)).toMatchObject({ tonic: 2, mode: 'major' });
  });

  it.each([8000, 44_100, 48_000])('does not depend on the sample rate: %d Hz', (sampleRate) => {
    const sound = playChords(chordsOf(9, cadence.minor), { sampleRate, seconds: 12 });
    expect(hear(sound)).toMatchObject({ tonic: 9, mode: 'minor' });
  });

  it('is surer with a cadence than with one bare fifth', () => {
    const sure = hear(playChords(chordsOf(4, cadence.major)))?.confidence ?? 0;
    const bare = hear(playChords([[4, 11]]))?.confidence ?? 0;
    expect(sure).toBeGreaterThan(0.4);
    expect(bare).toBeLessThan(sure);
  });

  it('is none in silence and at best a guess in noise or drums', () => {
    expect(hear({ sampleRate: 44_100, samples: new Float32Array(44_100) })).toBeNull();
    const noises = [1, 2, 3, 4].map((seed) => hear(whiteNoise(44_100, 30, 0.3, seed)));
    const kit = { stepsPerBeat: 2, kick: 'x...x...', snare: '..x...x.', hat: 'xxxxxxxx' };
    const drums = hear(playDrums(kit, { beatSeconds: steadyBeats(100, 20) }, 20));
    for (const heard of [...noises, drums]) expect(heard?.confidence ?? 0).toBeLessThan(0.2);
  });

  it('of all twelve notes at once is at best a guess', () => {
    const cluster = Array.from({ length: 12 }, (_, note) => note);
    const heard = hear(playChords([cluster.map((note) => note), cluster.map((note) => note + 1)], { seconds: 12 }));
    expect(heard?.confidence ?? 0).toBeLessThan(0.2);
  });
});
