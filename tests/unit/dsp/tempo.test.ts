import { describe, expect, it } from 'vitest';
import { TempoListener, type HeardTempo } from '../../../renderer/dsp/tempo/tempo.ts';
import { playDrums, seededNoise, steadyBeats, whiteNoise, type DrumPattern, type MadeSound } from './made-music.ts';

const rock: DrumPattern = { stepsPerBeat: 2, kick: 'x...xx..', snare: '..x...x.', hat: 'xxxxxxxx' };
const house: DrumPattern = { stepsPerBeat: 2, kick: 'x.x.x.x.', snare: '..x...x.', hat: '.x.x.x.x' };
const breakbeat: DrumPattern = {
  stepsPerBeat: 4,
  kick: 'x.x.......x.....',
  snare: '....x..x....x...',
  hat: 'x.x.x.x.x.x.x.x.',
};
const strokes: DrumPattern = { stepsPerBeat: 1, kick: 'x', snare: 'x', hat: 'x' };
const shuffle: DrumPattern = { stepsPerBeat: 3, kick: 'x.....x.....', snare: '...x.....x..', hat: 'x.xx.xx.xx.x' };

/** In pieces of odd lengths, as they come. */
function hear({ samples, sampleRate }: MadeSound): HeardTempo | null {
  const listener = new TempoListener(sampleRate);
  for (let from = 0; from < samples.length; from += 10_007) {
    const piece = samples.subarray(from, from + 10_007);
    listener.push(piece, piece, piece.length);
  }
  return listener.finish();
}

/** Of the beats played, the part that was heard within 20 ms, less beats heard in between. */
function beatScore(heard: HeardTempo, played: readonly number[]): number {
  const first = (played[0] ?? 0) - 0.02;
  const last = (played.at(-1) ?? 0) + 0.02;
  const inside = heard.beatSeconds.filter((beat) => beat >= first && beat <= last);
  const found = played.filter((beat) => inside.some((other) => Math.abs(other - beat) <= 0.02));
  return found.length / Math.max(played.length, inside.length);
}

function expectTempo(heard: HeardTempo | null, bpm: number, played: readonly number[]): HeardTempo {
  if (heard === null) throw new Error('No tempo was heard.');
  expect(Math.abs(heard.bpm / bpm - 1)).toBeLessThan(0.005);
  expect(beatScore(heard, played)).toBeGreaterThanOrEqual(0.95);
  return heard;
}

describe('tempo and beats', () => {
  it.each([
    ['rock', rock, 61.7],
    ['rock', rock, 87.5],
    ['rock', rock, 120],
    ['rock', rock, 133.3],
    ['rock', rock, 174],
    ['nothing but equal strokes', strokes, 96],
    ['nothing but equal strokes', strokes, 120],
    ['house', house, 120],
    ['house', house, 133.3],
    ['breakbeat', breakbeat, 87.5],
    ['shuffle', shuffle, 87.5],
    ['shuffle', shuffle, 120],
  ] as const)('of $0 are heard at $2 bpm', (_, pattern, bpm) => {
    const beatSeconds = steadyBeats(bpm, 30);
    const heard = expectTempo(hear(playDrums(pattern, { beatSeconds }, 30)), bpm, beatSeconds);
    expect(heard.confidence).toBeGreaterThan(0.4);
  });

  it('are heard through loose hands, swing and fills', () => {
    const beatSeconds = steadyBeats(104, 30);
    const played = { beatSeconds, looseSeconds: 0.012, swing: 0.6, hasFills: true };
    expectTempo(hear(playDrums(breakbeat, played, 30)), 104, beatSeconds);
  });

  it('are followed when the band gets faster by a hundredth', () => {
    const beatSeconds = steadyBeats(112, 40, 0.3, 0.01);
    expectTempo(hear(playDrums(rock, { beatSeconds }, 40)), 112 * 1.005, beatSeconds);
  });

  it.each([
    ['97 bpm', 97, 0],
    ['a ramp from 90 to 110 bpm', 90, 20 / 90],
  ])('of %s are within 10 ms everywhere', (_, bpm, drift) => {
    const beatSeconds = steadyBeats(bpm, 60, 0.3, drift);
    const heard = hear(playDrums(rock, { beatSeconds }, 60));
    const offMs = beatSeconds.map((beat) =>
      Math.min(...(heard?.beatSeconds ?? []).map((other) => 1000 * Math.abs(other - beat))),
    );
    expect(Math.max(...offMs)).toBeLessThan(10);
  });

  it('go through a half-time part without losing a beat', () => {
    const beatSeconds = steadyBeats(120, 40);
    const halfTime: DrumPattern = { stepsPerBeat: 2, kick: 'x.......', snare: '....x...', hat: 'xxxxxxxx' };
    const before = playDrums(rock, { beatSeconds: beatSeconds.slice(0, 48) }, 40);
    const after = playDrums(halfTime, { beatSeconds: beatSeconds.slice(48) }, 40);
    const samples = before.samples.map((sample, at) => sample + (after.samples[at] ?? 0));
    expectTempo(hear({ ...before, samples }), 120, beatSeconds);
  });

  it('go on evenly where the drums pause, before they enter and after they end', () => {
    const beatSeconds = steadyBeats(96, 60, 0.1);
    const sounding = beatSeconds.filter((beat) => (beat > 12 && beat < 24) || (beat > 34 && beat < 50));
    const first = playDrums(rock, { beatSeconds: sounding.filter((beat) => beat < 24) }, 60);
    const second = playDrums(rock, { beatSeconds: sounding.filter((beat) => beat > 34) }, 60);
    const samples = first.samples.map((sample, at) => sample + (second.samples[at] ?? 0));
    expectTempo(hear({ ...first, samples }), 96, beatSeconds);
  });

  it.each([22_050, 48_000, 96_000])('do not depend on the sample rate: %d Hz', (sampleRate) => {
    const beatSeconds = steadyBeats(100, 20);
    expectTempo(hear(playDrums(rock, { beatSeconds }, 20, sampleRate)), 100, beatSeconds);
  });

  it('do not depend on the level', () => {
    const beatSeconds = steadyBeats(100, 20);
    const { samples, sampleRate } = playDrums(rock, { beatSeconds }, 20);
    const quiet = { sampleRate, samples: samples.map((sample) => sample / 30) };
    expectTempo(hear(quiet), 100, beatSeconds);
  });

  it('are not found in silence, noise or a single tone, nor in a few seconds', () => {
    const silence = { sampleRate: 44_100, samples: new Float32Array(44_100 * 20) };
    const tone = { ...silence, samples: silence.samples.map((_, n) => 0.5 * Math.sin(n / 20)) };
    const short = playDrums(rock, { beatSeconds: steadyBeats(120, 5) }, 5);
    const heard = [silence, tone, short, whiteNoise(44_100, 20, 0.3), whiteNoise(44_100, 20, 0.001, 2)].map(hear);
    expect(heard).toEqual([null, null, null, null, null]);
  });

  it.each([1, 2, 3])('are at best a guess when strokes fall by chance, row %d', (seed) => {
    const chance = seededNoise(seed);
    const strokes: number[] = [];
    for (let at = 0.2; at < 38; at += 0.2 + 0.8 * Math.abs(chance())) strokes.push(at);
    const once: DrumPattern = { stepsPerBeat: 1, kick: 'x.', snare: '.x', hat: 'xx' };
    const heard = hear(playDrums(once, { beatSeconds: strokes }, 40));
    expect(heard?.confidence ?? 0).toBeLessThan(0.2);
  });
});
