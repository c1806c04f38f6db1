import { describe, expect, it } from 'vitest';
import { VarispeedStream } from '../../../renderer/dsp/varispeed.ts';
import { pageFrames } from '../../../renderer/engine/page-cache/pages.ts';
import { stretchLatency } from '../../../renderer/dsp/stretch.ts';
import { largestError, largestStep, noise, noiseStem, ReaderRig, type Stereo } from './reader-rig.ts';

const rate = 44_100;
const fade = 221;
const latency = stretchLatency(rate);
const song = (seconds: number): Stereo => noiseStem(Math.round(rate * seconds), 7);

function sineStem(hertz: number, seconds: number): Stereo {
  const samples = Float32Array.from({ length: rate * seconds }, (_, frame) =>
    Math.sin((2 * Math.PI * hertz * frame) / rate),
  );
  return { left: samples, right: samples };
}

/** The sound at another speed, from its first frame on. */
function sped(sound: Float32Array, speed: number): Float32Array {
  const stream = new VarispeedStream(speed, sound.length + 200);
  const room = stream.mostOutput(sound.length + 200);
  const padded = new Float32Array(sound.length + 200);
  padded.set(sound);
  const [left, right] = [new Float32Array(room), new Float32Array(room)];
  stream.push(padded, padded, padded.length, left, right);
  return left;
}

describe('a reader at another speed', () => {
  it('reads every stem between its frames, all at one position', () => {
    const stems = [song(1), song(1)];
    for (const speed of [0.5, 0.773, 1.3, 2]) {
      const rig = new ReaderRig(stems).fillAll();
      rig.line.ask({ isPlaying: true, speed });
      rig.render(130);
      expect(rig.heard(1)).toEqual(rig.heard(0));
      expect(
        largestError(rig.heard(0).left, 0, sped(stems[0]?.left ?? noise(0, 0), speed).slice(0, 16_000)),
      ).toBeLessThan(1e-5);
    }
  });

  it('takes as long as the song has frames at that speed', () => {
    const rig = new ReaderRig([song(1)]).fillAll();
    rig.line.ask({ isPlaying: true, speed: 0.75 });
    rig.render(Math.ceil(rate / 0.75 / 128) + 2);
    const last = rig.line.log.spanAt(Infinity);
    expect(last).toEqual({ contextFrame: rate / 0.75, position: rate, rate: 0, seekSerial: 0, delay: latency });
    expect(rig.ended).toEqual([0]);
  });

  it('keeps the exact length of a loop in every one of 20 passes', () => {
    const rig = new ReaderRig([song(2)]).fillAll();
    const [start, end, passes] = [20_001, 38_001, 20];
    const pass = (end - start) / 0.75;
    rig.line.seek(start);
    rig.line.ask({ isPlaying: true, speed: 0.75, isLoopOn: true, loopStart: start, loopEnd: end });
    rig.render(Math.ceil((passes * pass) / 128) + 1);
    const { left } = rig.heard(0);
    const second = left.slice(pass, 2 * pass);
    for (let number = 2; number < passes; number += 1) {
      expect(largestError(left, number * pass, second), `pass ${String(number)}`).toBeLessThan(1e-5);
    }
    // Within a pass it is the song, and the turn is logged where it is, between two frames of output or on one.
    const inside = sped(song(2).left.slice(start - 3000, end), 0.75);
    expect(largestError(left, pass + 4000, inside.slice(4000 + 4000, 4000 + 8000))).toBeLessThan(1e-5);
    expect(rig.line.log.spanAt(passes * pass)?.contextFrame).toBe(passes * pass);
  });

  it('changes its speed, and goes back to whole frames, without a step', () => {
    const stem = sineStem(200, 3);
    const rig = new ReaderRig([stem]).fillAll();
    rig.line.ask({ isPlaying: true, speed: 0.8 });
    for (const speed of [0.9, 1.7, 0.333, 1, 0.51, 2]) {
      rig.render(60);
      // Transposed, so that the pitch buses stay in use at speed 1 as well.
      rig.line.ask({ speed, transposeRatio: 1.1 });
    }
    rig.render(60);
    expect(largestStep(rig.heard(0).left)).toBeLessThan((2 * 2 * Math.PI * 200) / rate + 1e-3);
  });
});

describe('a reader and the stretch', () => {
  it('puts it into the way after it was filled, and goes back to what was heard when it takes it out', () => {
    const stem = song(4);
    const rig = new ReaderRig([stem]).fillAll();
    rig.line.ask({ isPlaying: true });
    rig.render(10);
    rig.line.ask({ transposeRatio: 1.1 });
    rig.render(10);
    expect(rig.order.stage()).toBe('warming');
    rig.render(Math.ceil(latency / 128));
    expect(rig.order.stage()).toBe('shifting');
    expect(rig.line.log.spanAt(Infinity)).toMatchObject({ rate: 1, delay: latency });
    const before = rig.heard(0).left.length;
    rig.line.ask({ transposeRatio: 1 });
    rig.render(20);
    expect(rig.order.stage()).toBe('bypass');
    const { left } = rig.heard(0);
    expect(largestError(left, 0, stem.left.slice(0, before))).toBe(0);
    expect(largestError(left, before, stem.left.slice(before - latency, before - latency + 2560))).toBe(0);
  });

  it('stops where it was heard, has the rest cut, and starts from there when that is done', () => {
    const rig = new ReaderRig([song(3)]).fillAll();
    rig.line.ask({ isPlaying: true, speed: 0.5 });
    rig.render(200);
    rig.line.ask({ isPlaying: false });
    rig.render(1);
    const paused = (200 * 128 - latency) * 0.5;
    expect(rig.line.log.cursor()).toBe(Math.round(paused));
    expect([rig.order.cuts(), rig.order.cutFrames()]).toEqual([2, 256]);
    rig.line.ask({ isPlaying: true });
    rig.render(10);
    expect(rig.line.log.spanAt(Infinity)).toMatchObject({ contextFrame: 202 * 128, position: Math.round(paused) });
  });

  it('lets what it holds be heard through a seek, and needs no stretch at the recorded speed', () => {
    const rig = new ReaderRig([song(3)]).fillAll();
    rig.line.ask({ isPlaying: true, speed: 1.5 });
    rig.render(100);
    const cuts = rig.order.cuts();
    rig.line.seek(50_000);
    rig.render(10);
    expect(rig.order.cuts()).toBe(cuts);
    rig.line.ask({ isPlaying: false, speed: 1 });
    rig.render(10);
    expect(rig.order.stage()).toBe('bypass');
  });
});

describe('a shifted stem', () => {
  it('that is late by 1105 frames and shifted by as many nulls, at any speed', () => {
    const stem = song(2);
    const late = {
      left: new Float32Array(stem.left.length + 1105),
      right: new Float32Array(stem.left.length + 1105),
    };
    late.left.set(stem.left, 1105);
    late.right.set(stem.right, 1105);
    for (const speed of [1, 0.773]) {
      const rig = new ReaderRig([stem, late]).fillAll();
      rig.table.setShift(1, -1105);
      rig.line.ask({ isPlaying: true, speed });
      rig.render(200);
      rig.line.seek(30_000);
      rig.render(200);
      expect(rig.heard(1)).toEqual(rig.heard(0));
    }
  });

  it('is later than its file by a positive shift, with silence before it', () => {
    const stem = song(1);
    const rig = new ReaderRig([stem]).fillAll();
    rig.table.setShift(0, 500);
    rig.line.ask({ isPlaying: true });
    rig.render(100);
    const { left } = rig.heard(0);
    expect(left.subarray(0, 500).every((sample) => sample === 0)).toBe(true);
    expect(largestError(left, 500, stem.left.slice(0, 12_000))).toBe(0);
  });

  it('moves while it plays without a step, and leaves the others as they are', () => {
    const stems = [sineStem(200, 2), sineStem(200, 2)];
    const rig = new ReaderRig(stems).fillAll();
    rig.line.ask({ isPlaying: true });
    rig.render(50);
    rig.table.setShift(1, 777);
    rig.render(50);
    const [still, moved] = [rig.heard(0).left, rig.heard(1).left];
    expect(largestError(still, 0, (stems[0]?.left ?? noise(0, 0)).slice(0, 12_800))).toBeLessThan(1e-6);
    expect(largestStep(moved)).toBeLessThan((2 * Math.PI * 200) / rate + 1 / fade + 0.01);
    expect(largestError(moved, 8000, (stems[1]?.left ?? noise(0, 0)).slice(8000 - 777, 12_000 - 777))).toBe(0);
  });

  it('waits for the pages that it needs elsewhere', () => {
    const rig = new ReaderRig([song(2)]).fillAll();
    rig.line.seek(6 * pageFrames);
    rig.line.ask({ isPlaying: true });
    rig.render(10);
    rig.table.publish(0, 5, -1);
    rig.table.setShift(0, 3000);
    rig.render(10);
    const { left } = rig.heard(0);
    const stem = song(2).left;
    expect(largestError(left, 300, stem.slice(6 * pageFrames + 300, 6 * pageFrames + 2560))).toBe(0);
    rig.fill(0, 5);
    rig.render(20);
    const shifted = stem.slice(6 * pageFrames + 3000 - 3000, 6 * pageFrames + 5000 - 3000);
    expect(largestError(rig.heard(0).left, 3000, shifted)).toBe(0);
    expect(rig.line.log.dropouts()).toBe(0);
  });
});
