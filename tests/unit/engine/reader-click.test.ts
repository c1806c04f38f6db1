import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { CountIn } from '#contract';
import type { BeatGrid } from '../../../renderer/song/beat-grid.ts';
import { clickTrack } from '../../../renderer/song/click.ts';
import { largestError, noiseStem, ReaderRig } from './reader-rig.ts';

const rate = 44_100;
const fade = 221;
const songFrames = 6 * rate;
/** A beat every 10 000 frames. */
const grid: BeatGrid = { bpm: (60 * rate) / 10_000, beatSeconds: [0] };
const noCountIn: CountIn = { bars: 0, isEveryPass: false };

function rigWith(countIn: CountIn, isOn: boolean): { readonly rig: ReaderRig; readonly left: Float32Array } {
  const stem = noiseStem(songFrames, 7);
  const rig = new ReaderRig([stem]).fillAll();
  rig.setClick({ track: clickTrack(grid, 1, songFrames, rate), sound: 'beep', isOn, countIn });
  return { rig, left: stem.left };
}

/** Frames at which a click begins: sound after 10 ms of none. */
function onsetsIn(samples: Float32Array): readonly number[] {
  const onsets: number[] = [];
  let still = Infinity;
  samples.forEach((sample, frame) => {
    if (sample === 0) still += 1;
    else {
      // The first sample of a sine is 0.
      if (still > 441) onsets.push(frame - 1);
      still = 0;
    }
  });
  return onsets;
}

describe('the click of the reader', () => {
  it('is on every beat of the song it plays, and the stems are as without it', () => {
    const { rig, left } = rigWith(noCountIn, true);
    rig.line.ask({ isPlaying: true });
    rig.render(690);
    expect(onsetsIn(rig.heardClick())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((beat) => beat * 10_000));
    expect(largestError(rig.heard(0).left, 0, left.slice(0, 80_000))).toBe(0);
  });

  it('stays on the beat for 100 passes of a loop that is no whole number of quanta', () => {
    const { rig } = rigWith(noCountIn, true);
    rig.line.seek(20_000);
    rig.line.ask({ isPlaying: true, isLoopOn: true, loopStart: 20_000, loopEnd: 40_000 });
    rig.render(Math.floor((100 * 20_000) / 128));
    const onsets = onsetsIn(rig.heardClick());
    expect(onsets).toEqual(Array.from({ length: 200 }, (_, beat) => beat * 10_000));
  });

  it.each([0.75, 1.3])('stays within a frame of the beat through loops at speed %d', (speed) => {
    const { rig } = rigWith(noCountIn, true);
    rig.line.seek(20_000);
    rig.line.ask({ speed });
    rig.line.ask({ isPlaying: true, isLoopOn: true, loopStart: 20_000, loopEnd: 40_000 });
    rig.render(Math.floor((20 * 20_000) / speed / 128));
    const onsets = onsetsIn(rig.heardClick());
    expect(onsets).toHaveLength(40);
    const first = onsets[0] ?? NaN;
    for (const [beat, onset] of onsets.entries()) {
      expect(Math.abs(onset - first - (beat * 10_000) / speed)).toBeLessThanOrEqual(1);
    }
  });

  it('begins and ends when it is switched, and rings out after a pause', () => {
    const { rig } = rigWith(noCountIn, false);
    rig.line.ask({ isPlaying: true });
    rig.render(100);
    expect(onsetsIn(rig.heardClick())).toEqual([]);
    rig.setClick({ track: clickTrack(grid, 1, songFrames, rate), sound: 'beep', isOn: true, countIn: noCountIn });
    rig.render(58);
    rig.line.ask({ isPlaying: false });
    rig.render(100);
    expect(onsetsIn(rig.heardClick())).toEqual([20_000]);
    expect(
      rig
        .heardClick()
        .subarray(20_000 + 0.055 * rate, 20_000 + 0.059 * rate)
        .some((sample) => sample !== 0),
    ).toBe(true);
  });
});

describe('a count-in', () => {
  it('of two bars plays before the song, whose first frame comes exactly a beat after the last click', () => {
    const { rig, left } = rigWith({ bars: 2, isEveryPass: false }, false);
    rig.line.seek(40_000);
    rig.line.ask({ isPlaying: true });
    rig.render(800);
    expect(onsetsIn(rig.heardClick())).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((beat) => beat * 10_000));
    const heard = rig.heard(0).left;
    expect(heard.subarray(0, 80_000).every((sample) => sample === 0)).toBe(true);
    expect(largestError(heard, 80_000 + fade, left.slice(40_000 + fade, 60_000))).toBe(0);
  });

  it('goes over into the click of the song without a gap', () => {
    const { rig } = rigWith({ bars: 1, isEveryPass: false }, true);
    rig.line.ask({ isPlaying: true });
    rig.render(700);
    expect(onsetsIn(rig.heardClick())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((beat) => beat * 10_000));
  });

  it('is not repeated by a loop, unless each pass is to be counted in', () => {
    const once = rigWith({ bars: 1, isEveryPass: false }, false).rig;
    const each = rigWith({ bars: 1, isEveryPass: true }, false).rig;
    for (const rig of [once, each]) {
      rig.line.seek(40_000);
      rig.line.ask({ isPlaying: true, isLoopOn: true, loopStart: 40_000, loopEnd: 60_000 });
      rig.render(1400);
    }
    expect(onsetsIn(once.heardClick())).toEqual([0, 1, 2, 3].map((beat) => beat * 10_000));
    // 40 000 frames of count-in, 20 000 of the loop, three times.
    expect(onsetsIn(each.heardClick())).toEqual(
      [0, 60_000, 120_000].flatMap((from) => [0, 1, 2, 3].map((beat) => from + beat * 10_000)),
    );
    const { left } = rigWith(noCountIn, false);
    const heard = each.heard(0).left;
    for (const pass of [40_000, 100_000, 160_000]) {
      expect(largestError(heard, pass + fade, left.slice(40_000 + fade, 58_000))).toBe(0);
    }
  });

  it('is not played at a seek, stops with a pause, and is counted anew after it', () => {
    const { rig } = rigWith({ bars: 1, isEveryPass: false }, false);
    rig.line.ask({ isPlaying: true });
    rig.render(160);
    rig.line.ask({ isPlaying: false });
    rig.render(100);
    expect(onsetsIn(rig.heardClick())).toEqual([0, 10_000, 20_000]);
    rig.line.ask({ isPlaying: true });
    rig.render(400);
    const before = onsetsIn(rig.heardClick()).length;
    expect(before).toBe(7);
    rig.line.seek(90_000);
    rig.render(200);
    expect(onsetsIn(rig.heardClick())).toHaveLength(before);
    expect(rig.line.log.spanAt(Infinity)).toMatchObject({ position: 90_000, rate: 1 });
  });

  it('keeps the playhead where the song will begin', () => {
    const { rig } = rigWith({ bars: 1, isEveryPass: false }, false);
    rig.line.seek(40_000);
    rig.line.ask({ isPlaying: true });
    rig.render(200);
    expect(rig.line.positionAt(200 * 128, songFrames)).toBe(40_000);
    rig.render(200);
    expect(rig.line.positionAt(40_000 + 1000, songFrames)).toBe(41_000);
  });
});

describe('the audio thread', () => {
  it('allocates nothing while it plays, loops, seeks, changes speed and clicks', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const stems = [1, 2, 3, 4].map((seed) => noiseStem(songFrames, seed));
    const rig = new ReaderRig(stems).fillAll();
    rig.setClick({ track: clickTrack(grid, 4, songFrames, rate), sound: 'wood', isOn: true, countIn: noCountIn });
    const outputs = stems.map(() => [new Float32Array(128), new Float32Array(128)]);
    const click = [new Float32Array(128), new Float32Array(128)];
    const run = (quanta: number): void => {
      for (let done = 0; done < quanta; done += 1) rig.renderInto(outputs, click);
    };
    rig.line.ask({ isPlaying: true, isLoopOn: true, loopStart: 20_000, loopEnd: 23_001 });
    rig.line.seek(20_000);
    run(3000);
    /** Until V8 has compiled all of it, which a busy machine does late, numbers are boxed too: the least of up to eight turns counts. */
    const grown = (quanta: number, limitBytes: number): number => {
      let least = Infinity;
      for (let turns = 0; turns < 8 && least >= limitBytes; turns += 1) {
        collect();
        const before = process.memoryUsage().heapUsed;
        run(quanta);
        least = Math.min(least, process.memoryUsage().heapUsed - before);
      }
      return least;
    };
    // Each of 20 000 quanta with one small object would be a megabyte.
    expect(grown(20_000, 300_000)).toBeLessThan(300_000);
    rig.line.ask({ speed: 0.9 });
    run(1000);
    // Between frames V8 boxes a few of the positions, 16 bytes each; objects would be several hundred bytes a quantum.
    expect(grown(3000, 3000 * 125)).toBeLessThan(3000 * 125);
  });
});
