import { sep } from 'node:path';
import type { LibraryFacts } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import type { Room } from './room.ts';
import type { SongStore } from './song-store.ts';

/** A path to be read by people: the home folder is `~`. */
export function shownPath(path: string, home: string): string {
  return path === home || path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}

/** What the page may know of the library's place. */
export async function libraryFacts(store: SongStore, room: Room, home: string): Promise<LibraryFacts> {
  const free = await onDisk(() => store.fs.freeBytes(store.root));
  const evictableBytes = await room.evictableBytes();
  return { folder: shownPath(store.root, home), evictableBytes, freeBytes: free.ok ? free.value : null };
}
