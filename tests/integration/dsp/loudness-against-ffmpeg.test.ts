import { expect, it } from 'vitest';
import { LoudnessMeter } from '../../../renderer/dsp/loudness.ts';
import { TruePeakMeter } from '../../../renderer/dsp/true-peak.ts';
import { seeded } from '../../unit/dsp/seeded.ts';
import { asFfmpeg } from './ffmpeg-measures.ts';

type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

const seconds = 30;
const made: readonly (readonly [string, (sampleRate: number) => Stereo])[] = [
  [
    'noise that swells',
    (sampleRate) => {
      const random = seeded(3);
      const swell = (frame: number) => 0.02 + 0.4 * Math.sin((Math.PI * frame) / (seconds * sampleRate)) ** 4;
      const channel = () => Float32Array.from({ length: seconds * sampleRate }, (_, frame) => swell(frame) * random());
      return { left: channel(), right: channel() };
    },
  ],
  [
    'beats over a bass, with a pause',
    (sampleRate) => {
      const random = seeded(5);
      let smooth = 0;
      const sound = (other: number) =>
        Float32Array.from({ length: seconds * sampleRate }, (_, frame) => {
          const at = frame / sampleRate;
          if (at > 12 && at < 20) return 0.0004 * random();
          smooth += 0.5 * (random() - smooth);
          const beat = 0.9 * smooth * Math.exp(-12 * (at % 0.5));
          const bass = 0.25 * Math.sin(2 * Math.PI * 55 * at) * (at % 2 < 1.5 ? 1 : 0);
          const voice = 0.12 * Math.sin(2 * Math.PI * (440 + other) * at + 3 * Math.sin(2 * Math.PI * 5 * at));
          return beat + bass + voice;
        });
      return { left: sound(0), right: sound(7) };
    },
  ],
];

const cases = made.flatMap(([name, make]) => [44_100, 48_000].map((sampleRate) => ({ name, sampleRate, make })));

it.each(cases)('$name at $sampleRate Hz measures as it does in ffmpeg', ({ sampleRate, make }) => {
  const sound = make(sampleRate);
  const loudness = new LoudnessMeter(sampleRate);
  const peak = new TruePeakMeter();
  loudness.push(sound.left, sound.right);
  peak.push(sound.left, sound.right);
  const theirs = asFfmpeg(sound, sampleRate);
  expect(Math.abs((loudness.integratedLufs() ?? NaN) - theirs.integrated)).toBeLessThanOrEqual(0.1);
  expect(Math.abs(loudness.rangeLu() - theirs.range)).toBeLessThanOrEqual(0.3);
  expect(Math.abs(loudness.greatestMomentaryLufs() - theirs.greatestMomentary)).toBeLessThanOrEqual(0.1);
  expect(Math.abs(loudness.greatestShortTermLufs() - theirs.greatestShortTerm)).toBeLessThanOrEqual(0.1);
  expect(Math.abs(peak.peakDb() - theirs.truePeakDb)).toBeLessThanOrEqual(0.2);
});
