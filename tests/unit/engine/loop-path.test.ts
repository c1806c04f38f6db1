import { expect, test } from 'vitest';
import { createSongMemory, pageFrames, PageTable } from '../../../renderer/engine/page-cache/pages.ts';
import { isReadable } from '../../../renderer/engine/reader/loop-path.ts';

test('a stem that sounds later than its file needs nothing of it beyond the end of the song', () => {
  const length = 5 * pageFrames - 100;
  const shift = pageFrames - 10;
  const table = new PageTable(createSongMemory([length]));
  for (let page = 0; page < 4; page += 1) table.publish(0, page, page);
  expect(isReadable(table, 0, length - 5000, 10_000, null, shift)).toBe(true);
  expect(isReadable(table, 0, length - 5000, 10_000, null, 0)).toBe(false);
});
