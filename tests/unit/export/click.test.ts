import { expect, test } from 'vitest';
import { decibels } from '#contract';
import type { TargetClick } from '../../../renderer/export/render-job.ts';
import { clickTrack, CountInLength } from '../../../renderer/song/click.ts';
import { noise, wavOf } from '../codecs/fixtures.ts';
import { valueOf } from '../library/rig.ts';
import { mixOf, rate, renderAllHere, stemInMemory } from './render-here.ts';

const songFrames = 100_000;
const stems = [stemInMemory('one', wavOf([noise(1, songFrames), noise(2, songFrames)]))];
const mix = mixOf(stems, {}, { masterDb: decibels(-12) });
/** A beat every 10 000 frames. */
const track = clickTrack({ bpm: (60 * rate) / 10_000, beatSeconds: [0] }, 1, songFrames, rate);

function clickOf(startFrame: number, bars: number, speed = 1): TargetClick {
  const length = new CountInLength();
  const isCounted = length.measure(track, bars, startFrame, speed, rate);
  return {
    ...{ track, sound: 'beep', isOn: true, leftGain: 0.5, rightGain: 0.25 },
    countIn: isCounted ? length : null,
  };
}

/** Frames at which a click begins: sound after 10 ms of nearly none. Dither lies below a ten-thousandth. */
function onsetsIn(samples: Float32Array): readonly number[] {
  const onsets: number[] = [];
  let still = Infinity;
  samples.forEach((sample, frame) => {
    if (Math.abs(sample) < 1e-4) still += 1;
    else {
      if (still > 441) onsets.push(frame);
      still = 0;
    }
  });
  return onsets;
}

const region = { startFrames: 40_000, endFrames: 90_000 };

test('a file of the click alone begins with its count-in and is as long as the mix beside it', async () => {
  const click = clickOf(40_000, 1);
  const leadFrames = click.countIn?.frames ?? 0;
  const muted = mixOf(stems, { one: { isMuted: true } });
  const { files, reports } = await renderAllHere(
    stems,
    [
      { mix, leadFrames },
      { mix: muted, leadFrames, click, isClickAlone: true },
    ],
    { region },
  );
  expect(reports.map((report) => valueOf(report).lengthFrames)).toEqual([90_000, 90_000]);
  const [song, alone] = await Promise.all(files.map((file) => file.sound()));
  if (song === undefined || alone === undefined) throw new Error('No files.');
  const onsets = onsetsIn(alone.left);
  expect(onsets).toHaveLength(9);
  for (const [beat, onset] of onsets.entries()) expect(Math.abs(onset - beat * 10_000)).toBeLessThan(5);
  const peak = (samples: Float32Array): number => samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  expect(peak(alone.left) / peak(alone.right)).toBeCloseTo(2, 2);
  expect(peak(song.left.subarray(0, 40_000))).toBeLessThan(1e-5);
  expect(peak(song.left.subarray(40_000, 40_010))).toBeGreaterThan(0.01);
});

test('a mix with the click is the mix and the click, sample for sample', async () => {
  const click = clickOf(40_000, 0);
  const muted = mixOf(stems, { one: { isMuted: true } });
  const { files } = await renderAllHere(stems, [{ mix }, { mix, click }, { mix: muted, click, isClickAlone: true }], {
    region,
  });
  const [song, both, alone] = await Promise.all(files.map((file) => file.sound()));
  if (song === undefined || both === undefined || alone === undefined) throw new Error('No files.');
  for (const side of ['left', 'right'] as const) {
    let worst = 0;
    both[side].forEach((sample, frame) => {
      worst = Math.max(worst, Math.abs(sample - (song[side][frame] ?? 0) - (alone[side][frame] ?? 0)));
    });
    // Each file has its own dither of 24 bits.
    expect(worst).toBeLessThan(4 / 2 ** 23);
  }
});
