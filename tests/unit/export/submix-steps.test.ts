import { expect, test } from 'vitest';
import { submixSteps } from '../../../renderer/export/workers/submixes.ts';

const at = (gain: number) => ({ leftToLeft: gain, rightToRight: gain, leftToRight: 0, rightToLeft: 0 });

/** What the steps come to when every stem is its own letter, with its gain. */
function made(stems: Parameters<typeof submixSteps>[0], submixCount: number) {
  const { first, steps, last } = submixSteps(stems, submixCount);
  const sums = Array.from({ length: submixCount }, () => 'never made');
  let additions = 0;
  sums[first] = '';
  for (const [index, { copies, adds }] of steps.entries()) {
    for (const { from, to } of copies) sums[to] = sums[from] ?? 'never made';
    for (const { submix, matrix } of adds) {
      sums[submix] = `${sums[submix] ?? ''}${'abcdefgh'.charAt(index)}${String(matrix.leftToLeft)}`;
      additions++;
    }
  }
  for (const { from, to } of last) sums[to] = sums[from] ?? 'never made';
  return { sums, additions };
}

test('every submix is made of its own stems, in their order', () => {
  const stems = [
    [
      { submix: 0, matrix: at(1) },
      { submix: 2, matrix: at(1) },
    ],
    [{ submix: 1, matrix: at(3) }],
    [
      { submix: 0, matrix: at(1) },
      { submix: 1, matrix: at(1) },
      { submix: 2, matrix: at(2) },
    ],
  ];
  expect(made(stems, 4).sums).toEqual(['a1c1', 'b3c1', 'a1c2', '']);
});

test('submixes of the same stems are made once', () => {
  const both = [
    { submix: 0, matrix: at(1) },
    { submix: 1, matrix: at(1) },
  ];
  expect(made([both, both], 2)).toEqual({ sums: ['a1b1', 'a1b1'], additions: 2 });
});

test('what songs less one stem each have in common from the start is added once', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
  const stems = letters.map((_, stem) =>
    [...letters, ''].flatMap((_left, submix) => (submix === stem ? [] : [{ submix, matrix: at(1) }])),
  );
  const { sums, additions } = made(stems, 7);
  expect(sums).toEqual([...letters, ''].map((left) => letters.filter((one) => one !== left).join('1') + '1'));
  expect(additions).toBe(21);
});
