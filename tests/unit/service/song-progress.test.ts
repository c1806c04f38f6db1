import { expect, it } from 'vitest';
import type { FetchProgress } from '../../../electron/contract/index.ts';
import { sessionIdSchema, stemIdSchema } from '../../../electron/contract/schemas.ts';
import { SongProgress } from '../../../electron/main/service/song-progress.ts';
import { TestClock } from '../../fakes/test-clock.ts';

const drums = stemIdSchema.parse('drums');

function progressOf() {
  const told: FetchProgress[] = [];
  const stems = new Map([[drums, { receivedBytes: 0, totalBytes: null }]]);
  const id = sessionIdSchema.parse('0'.repeat(26));
  const progress = new SongProgress(id, stems, new TestClock(), (news) => told.push(news));
  const received = () => told.map(({ stems: [stem] }) => stem?.receivedBytes);
  return { progress, received };
}

it('what comes right after the last news is told a little later, though nothing more comes', async () => {
  const { progress, received } = progressOf();
  progress.count(drums, { receivedBytes: 1, totalBytes: 100 });
  progress.count(drums, { receivedBytes: 2, totalBytes: 100 });
  progress.count(drums, { receivedBytes: 3, totalBytes: 100 });
  expect(received()).toEqual([1]);
  await expect.poll(received).toEqual([1, 3]);
});

it('nothing is told after the end', async () => {
  const { progress, received } = progressOf();
  progress.count(drums, { receivedBytes: 1, totalBytes: 100 });
  progress.count(drums, { receivedBytes: 2, totalBytes: 100 });
  progress.end();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(received()).toEqual([1]);
});
