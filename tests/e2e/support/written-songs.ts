import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type WrittenSong = {
  /** 26 characters of Crockford base 32. */
  readonly id: string;
  readonly title: string;
  readonly addedAt: number;
  readonly origin: object;
  readonly arrival: object;
  /** Of its one stem, a file with a hole in the place of sound; null: it is not here. */
  readonly stemBytes: number | null;
};

/** Lays a song into a library that no app has open. */
export function writeSong(userData: string, { id, title, addedAt, origin, arrival, stemBytes }: WrittenSong): void {
  const folder = join(userData, 'library', id);
  mkdirSync(join(folder, 'stems'), { recursive: true });
  const audio = { sha256: 'a'.repeat(64), byteLength: stemBytes, container: 'mp3' };
  const file = stemBytes === null ? { state: 'missing', failure: null } : { state: 'saved', audio };
  if (stemBytes !== null) {
    const path = join(folder, 'stems', `${audio.sha256}.mp3`);
    writeFileSync(path, '');
    truncateSync(path, stemBytes);
  }
  const stems = [{ id: 'vocals', kind: 'vocals', name: 'Vocals', file, facts: null, hasOverview: false }];
  const song = { version: 1, title, origin, addedAt, arrival, stems, original: null };
  writeFileSync(join(folder, 'song.json'), JSON.stringify(song));
}
