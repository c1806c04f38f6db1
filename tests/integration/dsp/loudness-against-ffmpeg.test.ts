import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LoudnessMeter } from '../../../renderer/dsp/loudness.ts';
import { TruePeakMeter } from '../../../renderer/dsp/true-peak.ts';

type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-loudness-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state * 2 ** -31;
  };
}

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

/** What ffmpeg's `ebur128` filter says of raw float sound. */
function asFfmpeg({ left, right }: Stereo, sampleRate: number) {
  const interleaved = Float32Array.from(
    { length: 2 * left.length },
    (_, at) => (at % 2 === 0 ? left : right)[at >> 1] ?? 0,
  );
  const path = join(folder, 'sound.f32');
  writeFileSync(path, new Uint8Array(interleaved.buffer));
  const input = ['-f', 'f32le', '-ar', `${sampleRate}`, '-ac', '2', '-i', path];
  const measure = 'ebur128=peak=true:metadata=1,ametadata=mode=print:file=-';
  const output = execFileSync('ffmpeg', ['-v', 'error', ...input, '-af', measure, '-f', 'null', '-'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const values = (name: string): readonly number[] =>
    [...output.matchAll(new RegExp(`^lavfi\\.r128\\.${name}=(.*)$`, 'gm'))].map(([, value]) => Number(value));
  const peaks = [...values('true_peaks_ch0'), ...values('true_peaks_ch1')];
  return {
    integrated: values('I').at(-1) ?? NaN,
    range: values('LRA').at(-1) ?? NaN,
    greatestMomentary: Math.max(...values('M')),
    greatestShortTerm: Math.max(...values('S')),
    truePeakDb: 20 * Math.log10(Math.max(...peaks)),
  };
}

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
