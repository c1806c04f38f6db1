import { expect, it } from 'vitest';
import { TempoListener } from '../../../renderer/dsp/tempo/tempo.ts';
import { playDrums, steadyBeats, type DrumPattern } from './made-music.ts';

type Style = { readonly pattern: DrumPattern; readonly bpms: readonly number[] };

/** Styles, each at tempi that it is played at. */
const styles: Readonly<Record<string, Style>> = {
  rock: {
    pattern: { stepsPerBeat: 2, kick: 'x...xx..', snare: '..x...x.', hat: 'xxxxxxxx' },
    bpms: [78, 96, 112, 134, 158],
  },
  'four on the floor': {
    pattern: { stepsPerBeat: 2, kick: 'x.x.x.x.', snare: '........', hat: '.x.x.x.x' },
    bpms: [72, 84, 92, 96, 126],
  },
  'four with claps': {
    pattern: { stepsPerBeat: 2, kick: 'x.x.x.x.', snare: '..x...x.', hat: '.x.x.x.x' },
    bpms: [76, 88, 96, 118, 128],
  },
  'half-time': {
    pattern: { stepsPerBeat: 2, kick: 'x....x..', snare: '....x...', hat: 'xxxxxxxx' },
    bpms: [124, 132, 140, 146, 152],
  },
  'drum and bass': {
    pattern: { stepsPerBeat: 2, kick: 'x....x..', snare: '..x...x.', hat: 'xxxxxxxx' },
    bpms: [164, 168, 172, 174, 178],
  },
  sixteenths: {
    pattern: { stepsPerBeat: 4, kick: 'x.....x.x.......', snare: '....x.......x...', hat: 'xxxxxxxxxxxxxxxx' },
    bpms: [84, 92, 98, 106, 114],
  },
  shuffle: {
    pattern: { stepsPerBeat: 3, kick: 'x.....x.....', snare: '...x.....x..', hat: 'x.xx.xx.xx.x' },
    bpms: [82, 94, 108, 120, 132],
  },
};

it('seven styles at five tempi each, with loose hands and rolls, are heard at the tempo that they are counted in', () => {
  const wrong: string[] = [];
  for (const [name, { pattern, bpms }] of Object.entries(styles)) {
    for (const bpm of bpms) {
      const { samples, sampleRate } = playDrums(
        pattern,
        { beatSeconds: steadyBeats(bpm, 24), looseSeconds: 0.006, hasFills: true },
        24,
        22_050,
      );
      const listener = new TempoListener(sampleRate);
      listener.push(samples, samples, samples.length);
      const heard = listener.finish();
      const octaves = Math.log2((heard?.bpm ?? NaN) / bpm);
      if (!(Math.abs(octaves) < 0.01)) wrong.push(`${name} at ${String(bpm)}: ${String(heard?.bpm)}`);
    }
  }
  expect(wrong).toEqual([]);
});
