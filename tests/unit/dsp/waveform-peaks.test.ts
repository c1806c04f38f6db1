import { expect, test } from 'vitest';
import { frames, hertz } from '#contract';
import {
  decodePeaks,
  encodePeaks,
  type WaveformPeaks,
  PeaksBuilder,
  peaksSlice,
} from '../../../renderer/dsp/waveform-peaks.ts';

const rate = 44_100;

function overviewOf(left: Float32Array, right: Float32Array, pieces: number): WaveformPeaks {
  const builder = new PeaksBuilder(hertz(rate), frames(left.length));
  for (let at = 0; at < left.length; at += pieces) {
    builder.push(left.subarray(at, at + pieces), right.subarray(at, at + pieces));
  }
  return builder.finish();
}

/** Silence with one positive spike on the left and one negative on the right. */
function spikes(length: number, leftAt: number, rightAt: number): WaveformPeaks {
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  left[leftAt] = 0.5;
  right[rightAt] = -1;
  return overviewOf(left, right, 1000);
}

test('each point holds the least and the greatest sample of both channels', () => {
  const peaks = spikes(10_000, 300, 600);
  const points = peaks.levels[0] ?? new Int8Array(0);
  expect(peaks.framesPerPoint).toBe(256);
  expect(points.length).toBe(2 * Math.ceil(10_000 / 256));
  expect([...points.subarray(0, 8)]).toEqual([0, 0, 0, 64, -127, 0, 0, 0]);
});

test('the sizes of the pieces do not matter', () => {
  const left = Float32Array.from({ length: 5001 }, (_, frame) => Math.sin(frame / 7));
  const right = left.map((sample) => -sample / 2);
  expect(overviewOf(left, right, 5001)).toEqual(overviewOf(left, right, 37));
});

test('a spike is seen at every zoom, in the column where it is', () => {
  const peaks = spikes(1_000_000, 500_000, 750_000);
  for (const pixels of [10, 100, 1000, 3000]) {
    const slice = peaksSlice(peaks, { startFrames: 0, endFrames: 1_000_000, sampleRate: rate }, pixels);
    const column = Math.floor(pixels / 2);
    expect(Math.max(slice[2 * column + 1] ?? 0, slice[2 * column - 1] ?? 0)).toBe(64);
    expect(slice.filter((value) => value < 0).length).toBeLessThanOrEqual(pixels > 1000 ? 3 : 2);
  }
});

test('a stretch of the song is drawn at the stem’s place even when the rates differ', () => {
  const peaks = spikes(44_100, 22_050, 0);
  const slice = peaksSlice(peaks, { startFrames: 0, endFrames: 96_000, sampleRate: 48_000 }, 96);
  expect(slice.subarray(2 * 23, 2 * 25).some((value) => value === 64)).toBe(true);
  expect([...slice.subarray(2 * 50)].every((value) => value === 0)).toBe(true);
});

test('an peaks comes back from its bytes', () => {
  const peaks = spikes(300_000, 5, 299_999);
  expect(decodePeaks(encodePeaks(peaks))).toEqual({ ok: true, value: peaks });
});

test('bytes that are no peaks, or not a whole one, are told to be damaged', () => {
  const bytes = encodePeaks(spikes(300_000, 5, 9));
  const newer = bytes.slice();
  newer[4] = 9;
  for (const wrong of [new Uint8Array(0), bytes.subarray(0, 30), bytes.subarray(0, -1), newer, new Uint8Array(500)]) {
    expect(decodePeaks(wrong)).toMatchObject({ ok: false, failure: { kind: 'damaged' } });
  }
});

test('the peaks of four hours fits into a mebibyte', () => {
  const peaks = new PeaksBuilder(hertz(48_000), frames(4 * 3600 * 48_000)).finish();
  expect(encodePeaks(peaks).length).toBeLessThan(1 << 20);
});

test('an empty stem has an empty peaks', () => {
  const peaks = new PeaksBuilder(hertz(rate), frames(0)).finish();
  expect(peaksSlice(peaks, { startFrames: 0, endFrames: 100, sampleRate: rate }, 4)).toEqual(new Int8Array(8));
  expect(decodePeaks(encodePeaks(peaks)).ok).toBe(true);
});
