import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { epochMs } from '../../../electron/contract/index.ts';
import { stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { diskError, kindOf, mp3Bytes, openLibrary, soundFolder, troubledFs, valueOf } from './rig.ts';

const vocals = stemIdSchema.parse('vocals');

/** A disk that is well until `trouble.code` is set; then the named operation on a path that ends so fails. */
function failingFs() {
  const trouble = { operation: '', ending: '', code: '' };
  const fs = troubledFs((operation, path) => {
    if (trouble.code !== '' && operation === trouble.operation && path.endsWith(trouble.ending))
      throw diskError(trouble.code);
  });
  return { fs, trouble };
}

async function partOnItsWay() {
  const { fs, trouble } = failingFs();
  const { store, root } = await openLibrary(fs);
  const library = new TaskLibrary(store);
  const { id } = valueOf(await library.createForTask(taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7'), 'Task'));
  const stems = [{ id: vocals, kind: 'vocals', name: 'Vocals' }] as const;
  valueOf(await library.setPlan(id, { title: null, stems, expiresAt: epochMs(99), note: null }));
  const open = async () => valueOf(await library.openPart(id, vocals));
  const part = await open();
  const bytes = mp3Bytes(9000);
  valueOf(await part.restart({ etag: '"a"', totalBytes: bytes.length, container: 'mp3' }));
  valueOf(await part.append(bytes));
  const parts = async () => (await readdir(join(root, id))).filter((name) => name.includes('.part'));
  const state = () => library.find(id)?.stems[0]?.file.state;
  return { part, open, parts, state, trouble, library, id };
}

const fsyncFails = { operation: 'sync', ending: 'vocals.part', code: 'EIO' };

describe('F27 an fsync that fails', () => {
  it('is never asked again: what came is thrown away when the stem should be saved', async () => {
    const { part, open, parts, state, trouble } = await partOnItsWay();
    Object.assign(trouble, fsyncFails);
    expect(kindOf(await part.commit())).toBe('diskError');
    trouble.code = '';
    expect([await parts(), state()]).toEqual([[], 'missing']);
    const next = await open();
    expect(next.resumeFrom()).toBeNull();
    await next.discard();
  });

  it('is never asked again: what came is thrown away when it should be kept for later', async () => {
    const { part, parts, trouble } = await partOnItsWay();
    Object.assign(trouble, fsyncFails);
    await part.keep();
    expect(await parts()).toEqual([]);
  });

  it('in the middle of a stem ends it there', async () => {
    const { part, open, parts, trouble } = await partOnItsWay();
    Object.assign(trouble, fsyncFails);
    // More than is ever left without an fsync.
    expect(kindOf(await part.append(new Uint8Array(9 * 2 ** 20)))).toBe('diskError');
    trouble.code = '';
    await part.keep();
    expect(await parts()).toEqual([]);
    const next = await open();
    expect(next.resumeFrom()).toBeNull();
    await next.discard();
  });
});

describe('F27 a disk with other troubles', () => {
  it.each([
    ['cannot be read back', 'open read', 'vocals.part', 'EIO'],
    ['has no files left to open', 'open create', 'song.json.tmp', 'EMFILE'],
    ['cannot make a name durable', 'sync folder', 'stems', 'EIO'],
  ])('that %s does not save the stem, and the next try does', async (_what, operation, ending, code) => {
    const { part, open, state, trouble } = await partOnItsWay();
    Object.assign(trouble, { operation, ending, code });
    expect(kindOf(await part.commit())).toBe('diskError');
    expect(state()).toBe('missing');
    trouble.code = '';
    const bytes = mp3Bytes(9000);
    const next = await open();
    valueOf(await next.restart({ etag: '"a"', totalBytes: bytes.length, container: 'mp3' }));
    valueOf(await next.append(bytes));
    valueOf(await next.commit());
    expect(state()).toBe('saved');
  });

  it('F26 that holds the name for ever keeps the part, to be gone on with', async () => {
    const { part, open, state, trouble } = await partOnItsWay();
    await part.keep();
    const again = await open();
    Object.assign(trouble, { operation: 'rename', ending: '.mp3', code: 'EBUSY' });
    expect(kindOf(await again.commit())).toBe('fileLocked');
    trouble.code = '';
    expect(state()).toBe('missing');
    const next = await open();
    expect(next.resumeFrom()?.offsetBytes).toBe(9000);
    valueOf(await next.commit());
    expect(state()).toBe('saved');
  });

  it('has no files left to open for a document: it stays as it was', async () => {
    const { fs, trouble } = failingFs();
    const { store, root } = await openLibrary(fs);
    const song = valueOf(await importSong(store, [await soundFolder('Song', ['Bass.mp3'])]));
    const library = new Library(store);
    Object.assign(trouble, { operation: 'open create', ending: 'song.json.tmp', code: 'EMFILE' });
    expect(kindOf(await library.renameSession({ id: song.id, title: 'New' }))).toBe('diskError');
    trouble.code = '';
    expect((await openLibrary(undefined, root)).store.catalogue.find(song.id)?.title).toBe('Song');
    valueOf(await library.renameSession({ id: song.id, title: 'New' }));
  });
});
