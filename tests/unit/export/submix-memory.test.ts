import { expect, test } from 'vitest';
import { SubmixMemory } from '../../../renderer/export/workers/submixes.ts';
import type { StereoMatrix } from '../../../renderer/mix/audibility.ts';

const frames = 1003;
const wave = (seed: number): Float32Array => Float32Array.from({ length: frames }, (_, at) => Math.sin(at * seed + 1));
const emptyBuffer = () => ({ left: new Float64Array(frames), right: new Float64Array(frames) });

const middle: StereoMatrix = { leftToLeft: 0.3, rightToRight: 0.7, leftToRight: 0, rightToLeft: 0 };
const across: StereoMatrix = { leftToLeft: 0.1, rightToRight: 0.9, leftToRight: -0.4, rightToLeft: 1.7 };

function lay(memory: SubmixMemory, seed: number): readonly [Float32Array, Float32Array] {
  const channels = [wave(seed), wave(seed + 0.5)] as const;
  memory.left.set(channels[0]);
  memory.right.set(channels[1]);
  return channels;
}

test('stems are added bit by bit as doubles are, from the frame on that is asked for', () => {
  const memory = new SubmixMemory(2, frames);
  const wanted = emptyBuffer();
  for (const [stem, matrix] of [middle, across, middle].entries()) {
    const [left, right] = lay(memory, 0.1 * (stem + 1));
    const [at, count] = [stem * 3, frames - stem * 5];
    memory.add(1, at, count, matrix);
    for (let frame = 0; frame < count; frame++) {
      const [one = 0, other = 0] = [left[frame], right[frame]];
      const [sumLeft = 0, sumRight = 0] = [wanted.left[at + frame], wanted.right[at + frame]];
      wanted.left[at + frame] = sumLeft + one * matrix.leftToLeft + other * matrix.rightToLeft;
      wanted.right[at + frame] = sumRight + one * matrix.leftToRight + other * matrix.rightToRight;
    }
  }
  const made = emptyBuffer();
  memory.read(1, made, frames);
  expect(made).toEqual(wanted);
  memory.read(0, made, frames);
  expect(made).toEqual(emptyBuffer());
});

test('submixes are copied and cleared as far as is asked for', () => {
  const memory = new SubmixMemory(12, frames);
  lay(memory, 0.3);
  memory.add(0, 0, frames, middle);
  memory.copy(0, 11, 500);
  memory.clear(0, 200);
  const [first, last] = [emptyBuffer(), emptyBuffer()];
  memory.read(0, first, frames);
  memory.read(11, last, frames);
  expect(first.left.subarray(0, 200)).toEqual(new Float64Array(200));
  expect(first.left[200]).not.toBe(0);
  expect(last.left.subarray(200, 500)).toEqual(first.left.subarray(200, 500));
  expect(last.right.subarray(500)).toEqual(new Float64Array(frames - 500));
});
