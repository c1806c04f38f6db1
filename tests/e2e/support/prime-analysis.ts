import type { Page } from '@playwright/test';
import { join } from 'node:path';
import type { Result } from '../../../electron/contract/index.ts';
import type { Session, SongAnalysis } from '../../../electron/contract/session.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { quietLog } from '../../fakes/quiet-log.ts';
import type { Stemroom } from '../stemroom.ts';
import { readyToPlay } from './hands.ts';

/** The third stem is late, the fifth is empty. */
const lateStem = 2;
const silentStem = 4;
export const lateByFrames = 1105;

/** Starts the app with its demo song listened to, and what that told decided here. The library is a used one. */
export async function startListenedTo(stemroom: Stemroom): Promise<Page> {
  await primeAnalysis(stemroom.userData);
  const page = await stemroom.start();
  await readyToPlay(page);
  return page;
}

/** Keeps with the demo song of a used library, which no app has open, what listening to it could have told. */
export async function primeAnalysis(userData: string): Promise<void> {
  const root = join(userData, 'library');
  const store = new SongStore({ fs: nodeFs, root, log: quietLog(), announce: () => undefined });
  valueOf(await store.opened());
  const [session] = store.catalogue.list();
  if (session === undefined) throw new Error('There is no song to listen to.');
  const analysis = analysisOf(session);
  valueOf(await new Library(store).saveAnalysis({ id: session.id, analysis }));
}

function analysisOf({ stems }: Session): SongAnalysis {
  return {
    stems: stems.flatMap(({ id, file }, index): SongAnalysis['stems'] => {
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
    }),
    tempo: { bpm: 120, confidence: 0.9, beatSeconds: Array.from({ length: 150 }, (_, beat) => beat / 2) },
    key: { tonic: 9, mode: 'minor', confidence: 0.5 },
    residualDb: -31.5,
    stated: { bpm: null, key: null },
  };
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
}
