import { expect, test } from 'vitest';
import type { Sha256, StemId } from '#contract';
import { changedFiles, type StemFiles, withStemFile } from '../../../renderer/mix/stem-files.ts';

const [vocals, drums] = ['vocals', 'drums'] as unknown as readonly [StemId, StemId];
const [one, two, three] = ['1', '2', '3'] as unknown as readonly [Sha256, Sha256, Sha256];

test('a stem has one file at a time', () => {
  const files = withStemFile(withStemFile(withStemFile([], vocals, one), drums, two), vocals, three);
  expect(files).toEqual([
    { stemId: drums, sha256: two },
    { stemId: vocals, sha256: three },
  ]);
});

test('what is taken back is the file that a stem had at first', () => {
  const first: StemFiles = [{ stemId: vocals, sha256: one }];
  const replaced: StemFiles = [{ stemId: vocals, sha256: two }];
  expect(changedFiles(first, [], replaced)).toEqual(replaced);
  expect(changedFiles(first, replaced, [])).toEqual(first);
  expect(changedFiles(first, replaced, [{ stemId: vocals, sha256: three }])).toEqual([
    { stemId: vocals, sha256: three },
  ]);
  expect(changedFiles(first, replaced, replaced)).toEqual([]);
  // The file that was there again, and a stem that had none.
  expect(changedFiles(first, [], first)).toEqual([]);
  expect(changedFiles([], [{ stemId: drums, sha256: two }], [])).toEqual([]);
});
