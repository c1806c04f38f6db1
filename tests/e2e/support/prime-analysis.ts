import type { Page } from '@playwright/test';
import type { SongAnalysis } from '../../../electron/contract/session.ts';
import { expect, type Stemroom } from '../stemroom.ts';
import { readyToPlay } from './hands.ts';
import { openedSong } from './opened-song.ts';

/** The third stem is late, the fifth is empty. */
const lateStem = 2;
const silentStem = 4;
export const lateByFrames = 1105;

/** Starts the app with its demo song listened to, and what that told decided here. */
export async function startListenedTo(stemroom: Stemroom): Promise<Page> {
  await readyToPlay(await stemroom.start());
  await primeAnalysis(stemroom);
  await stemroom.quit();
  const page = await stemroom.start();
  await readyToPlay(page);
  return page;
}

/** Keeps with the first song what listening to it could have told, as if that had been done already; the song must be opened anew. */
async function primeAnalysis({ page }: Stemroom): Promise<void> {
  const session = (await openedSong(page))?.session;
  if (session === undefined) throw new Error('There is no song to listen to.');
  const stems = session.stems.flatMap(({ id, file }, index): SongAnalysis['stems'] => {
    if (file.state !== 'saved') return [];
    const isSilent = index === silentStem;
    return [
      {
        stemId: id,
        sha256: file.audio.sha256,
        integratedLufs: isSilent ? null : -20 - index,
        truePeakDb: isSilent ? null : -1 - index,
        isSilent,
        shiftHint: index === lateStem ? { shiftFrames: -lateByFrames, basis: 'length' } : null,
      },
    ];
  });
  const beatSeconds = Array.from({ length: 150 }, (_, beat) => beat / 2);
  const analysis: SongAnalysis = {
    stems,
    tempo: { bpm: 120, confidence: 0.9, beatSeconds },
    key: { tonic: 9, mode: 'minor', confidence: 0.5 },
    residualDb: -31.5,
    stated: { bpm: null, key: null },
  };
  const saved = await page.evaluate((change) => globalThis.stemroom.saveAnalysis(change), { id: session.id, analysis });
  expect(saved.ok).toBe(true);
}
