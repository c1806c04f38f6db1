import type { SongAnalysis } from '../../../electron/contract/session.ts';
import { expect, test, type Stemroom } from '../stemroom.ts';
import { readyToPlay } from '../support/hands.ts';
import { openedSong } from '../support/opened-song.ts';

/** What is kept about the open demo song, as main would give it to the next window. */
const savedAnalysis = async ({ page }: Stemroom): Promise<SongAnalysis | null> =>
  (await openedSong(page))?.analysis ?? null;

test.use({ library: 'new' });

test('the demo song is listened to by itself, and what was heard is kept', async ({ stemroom }) => {
  await readyToPlay(await stemroom.start());
  await expect.poll(() => savedAnalysis(stemroom), { timeout: 90_000, intervals: [1000] }).not.toBeNull();
  const heard = await savedAnalysis(stemroom);
  // As its score says.
  expect(heard?.tempo?.bpm).toBeCloseTo(112, 1);
  expect(heard?.key).toMatchObject({ tonic: 3, mode: 'major' });
  expect(heard?.stems).toHaveLength(13);
  expect(heard?.stems.filter(({ isSilent, shiftHint }) => isSilent || shiftHint !== null)).toEqual([]);
  expect(heard).toMatchObject({ residualDb: null, stated: { bpm: null, key: null } });
  await stemroom.kill();

  await readyToPlay(await stemroom.start());
  expect(await savedAnalysis(stemroom)).toEqual(heard);
});
