import type { PoolMemory } from '../pages/page-pool.ts';
import type { SongMemory } from '../pages/song-memory.ts';

export const readerName = 'stem-reader';

export type ReaderOptions = {
  readonly command: SharedArrayBuffer;
  readonly log: SharedArrayBuffer;
  /** To the pitch buses. */
  readonly cue: SharedArrayBuffer;
};

export type ReaderMessage =
  | { readonly kind: 'song'; readonly song: SongMemory; readonly pool: PoolMemory }
  /** The node is done for. */
  | { readonly kind: 'retire' };

/** The song ran out; `seekSerial` tells it from an end that a newer seek has made stale. */
export type ReaderReport = { readonly kind: 'ended'; readonly seekSerial: number };
