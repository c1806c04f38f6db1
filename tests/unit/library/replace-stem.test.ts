import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mostSpares, type Session, type Sha256, type StemId } from '../../../electron/contract/index.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { mayBeEvicted } from '../../../electron/main/library/library-quota.ts';
import { addStemFile, discardStemFile, useStemFile } from '../../../electron/main/library/stems/replace-stem.ts';
import { epochMs } from '../../../electron/contract/units.ts';
import {
  diskError,
  kindOf,
  mp3Bytes,
  openLibrary,
  sha256Of,
  soundFolder,
  tempFolder,
  troubledFs,
  valueOf,
} from './rig.ts';

async function songWithFile(fs = nodeFs) {
  const rig = await openLibrary(fs);
  const folder = await soundFolder('Song', ['Vocals.mp3', 'Drums.mp3']);
  const session = valueOf(await importSong(rig.store, [folder]));
  const stem = { id: session.id, stemId: session.stems[0]?.id ?? ('' as StemId) };
  const song = join(rig.root, session.id);
  const document = join(song, 'song.json');
  const files = async () => (await readdir(join(song, 'stems'))).sort();
  const reopened = async () => (await openLibrary(undefined, rig.root)).store.catalogue.find(session.id);
  const newFile = async (name = 'Take 2.mp3', bytes = mp3Bytes(9000)) => {
    const path = join(await tempFolder(), name);
    await writeFile(path, bytes);
    return { path, sha256: sha256Of(bytes) as Sha256 };
  };
  return { ...rig, session, stem, document, files, reopened, newFile };
}

const firstFile = (session: Session | null): Sha256 | undefined => {
  const file = session?.stems[0]?.file;
  return file?.state === 'saved' ? file.audio.sha256 : undefined;
};
const spares = (session: Session | null): readonly Sha256[] =>
  session?.stems[0]?.spares?.map(({ sha256 }) => sha256) ?? [];
const versionIn = async (document: string): Promise<unknown> =>
  (JSON.parse(await readFile(document, 'utf8')) as { version: unknown }).version;

describe('another file for a stem', () => {
  it('lies beside the one that plays until it is used, and takes its place in the document', async () => {
    const { store, session, stem, document, reopened, newFile } = await songWithFile();
    const before = firstFile(session) ?? ('' as Sha256);
    expect(await versionIn(document)).toBe(1);
    const { path, sha256 } = await newFile();
    const added = valueOf(await addStemFile(store, stem, path));
    expect(added).toEqual({ audio: { sha256, byteLength: 9000, container: 'mp3' }, name: 'Take 2.mp3' });
    expect(firstFile(await reopened())).toBe(before);
    const used = valueOf(await useStemFile(store, { ...stem, sha256 }));
    expect([firstFile(used), spares(used), used.stems[0]?.facts]).toEqual([sha256, [before], null]);
    expect(used.byteLength).toBe(session.byteLength + 9000);
    expect(await versionIn(document)).toBe(2);
    const again = await reopened();
    expect([firstFile(again), spares(again)]).toEqual([sha256, [before]]);
    // Both are served, and the song is whole.
    expect(await new Library(store).findSound(before)).not.toBeNull();
    const verified = valueOf(await new Library(store).verifySession(stem.id));
    expect(verified.stems.map(({ file }) => file.state)).toEqual(['saved', 'saved']);

    const back = valueOf(await useStemFile(store, { ...stem, sha256: before }));
    expect([firstFile(back), spares(back)]).toEqual([before, [sha256]]);
    expect(valueOf(await useStemFile(store, { ...stem, sha256: before }))).toBe(back);
  });

  it('is refused when it is no sound, is empty or gone, and nothing changes', async () => {
    const { store, stem, document, files, newFile } = await songWithFile();
    const [text, kept] = [await readFile(document, 'utf8'), await files()];
    const words = new TextEncoder().encode('These are words.');
    for (const { path } of [
      await newFile('a.mp3', words),
      await newFile('b.mp3', new Uint8Array(0)),
      { path: '/gone.mp3' },
    ]) {
      expect(kindOf(await addStemFile(store, stem, path))).toBe('unsupportedFile');
    }
    const { path } = await newFile();
    expect(kindOf(await addStemFile(store, { ...stem, stemId: 'none' as StemId }, path))).toBe('notFound');
    expect(kindOf(await useStemFile(store, { ...stem, sha256: 'f'.repeat(64) as Sha256 }))).toBe('notFound');
    expect([await readFile(document, 'utf8'), await files()]).toEqual([text, kept]);
  });

  it('that cannot be kept leaves the song as it was', async () => {
    let isBroken = false;
    const fs = troubledFs((operation) => {
      if (isBroken && operation === 'sync folder') throw diskError('EIO');
    });
    const { store, session, stem, document, newFile } = await songWithFile(fs);
    const text = await readFile(document, 'utf8');
    const { path } = await newFile();
    isBroken = true;
    expect(kindOf(await addStemFile(store, stem, path))).toBe('diskError');
    expect(await readFile(document, 'utf8')).toBe(text);
    expect(store.catalogue.find(session.id)).toEqual(session);
  });

  it('is not used when it went missing, and can be discarded', async () => {
    const { store, session, stem, root, files, newFile } = await songWithFile();
    const kept = await files();
    const { path, sha256 } = await newFile();
    valueOf(await addStemFile(store, stem, path));
    valueOf(await discardStemFile(store, { ...stem, sha256 }));
    expect(await files()).toEqual(kept);
    expect(store.catalogue.find(session.id)).toEqual(session);

    valueOf(await addStemFile(store, stem, path));
    await rm(join(root, session.id, 'stems', `${sha256}.mp3`));
    expect(kindOf(await useStemFile(store, { ...stem, sha256 }))).toBe('fileMissing');
    expect(firstFile(store.catalogue.find(session.id))).toBe(firstFile(session));
  });

  it('makes way for later ones when there are many, and keeps the song from eviction', async () => {
    const { store, session, stem, files, newFile } = await songWithFile();
    for (let count = 0; count <= mostSpares; count += 1)
      valueOf(await addStemFile(store, stem, (await newFile()).path));
    const known = store.catalogue.find(session.id);
    expect(spares(known)).toHaveLength(mostSpares);
    expect(await files()).toHaveLength(2 + mostSpares);
    const use = { isOpen: false, hasMix: false, trustedNow: epochMs(1) };
    const origin = { from: 'task', expiresAt: epochMs(1e15) } as Session['origin'];
    expect(mayBeEvicted({ ...session, origin }, use)).toBe(true);
    expect(mayBeEvicted({ ...(known ?? session), origin }, use)).toBe(false);
  });
});
