import fc from 'fast-check';
import { mkdir, readFile, readdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { epochMs, parseTaskId } from '../../../electron/contract/index.ts';
import { sessionIdSchema, sha256Schema, stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { answerRequest } from '../../../electron/main/app-protocol/answer.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { foldersOf, overviewPath } from '../../../electron/main/library/folders.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { openLibrary, soundFolder, tempFolder, valueOf } from './rig.ts';

const day = 24 * 3600;

describe('F30 what was left behind', () => {
  async function pendingSong() {
    const { store, root } = await openLibrary();
    const library = new TaskLibrary(store);
    const { id } = valueOf(await library.createForTask(taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7'), 'Task'));
    const stems = [{ id: stemIdSchema.parse('vocals'), kind: 'vocals', name: 'Vocals' }] as const;
    valueOf(await library.setPlan(id, { title: null, stems, expiresAt: epochMs(99), note: null }));
    return { root, song: join(root, id) };
  }
  const leave = async (song: string, name: string, ageSeconds: number): Promise<void> => {
    await writeFile(join(song, name), 'left');
    const at = Date.now() / 1000 - ageSeconds;
    await utimes(join(song, name), at, at);
  };

  it('by downloads is removed after 14 days, not before; a stranger stays however old it is', async () => {
    const { root, song } = await pendingSong();
    for (const name of ['vocals.part', 'vocals.part.json', 'drums.part']) await leave(song, name, 15 * day);
    for (const name of ['bass.part', 'bass.part.json']) await leave(song, name, 13 * day);
    await leave(song, 'lyrics.txt', 400 * day);
    await openLibrary(undefined, root);
    const names = await readdir(song);
    expect(names).toEqual(expect.arrayContaining(['bass.part', 'bass.part.json', 'lyrics.txt', 'song.json']));
    expect(names.filter((name) => /^(vocals|drums)/.test(name))).toEqual([]);
  });

  it('by strangers is counted in the log, not named, and left alone', async () => {
    const { root } = await pendingSong();
    await mkdir(join(root, 'Holiday pictures'));
    await writeFile(join(root, 'notes.txt'), 'mine');
    const lines: string[] = [];
    const note = (message: string, data?: unknown) => void lines.push(`${message} ${JSON.stringify(data)}`);
    const log = { info: note, warn: note, error: note };
    const store = new SongStore({ fs: nodeFs, root, log, announce: () => undefined });
    valueOf(await store.opened());
    expect(lines).toEqual(['what is not ours in the library is left alone {"count":2}']);
    expect(await readFile(join(root, 'notes.txt'), 'utf8')).toBe('mine');
    expect(store.catalogue.list()).toHaveLength(1);
  });
});

describe('F31 a link that leads out of the library', () => {
  async function savedSong() {
    const { store, root } = await openLibrary();
    const session = valueOf(await importSong(store, [await soundFolder('Song', ['Vocals.mp3'])]));
    const file = session.stems[0]?.file;
    if (file?.state !== 'saved') throw new Error('not saved');
    return { store, root, session, sha256: file.audio.sha256 };
  }

  it('in the place of a song is no song', async () => {
    const { root, session } = await savedSong();
    const outside = join(await tempFolder(), 'song');
    await rename(join(root, session.id), outside);
    await symlink(outside, join(root, session.id));
    expect((await openLibrary(undefined, root)).store.catalogue.list()).toEqual([]);
    expect(await readdir(outside)).toContain('song.json');
  });

  it('in the place of its stems is no song either', async () => {
    const { root, session } = await savedSong();
    const outside = join(await tempFolder(), 'stems');
    await rename(join(root, session.id, 'stems'), outside);
    await symlink(outside, join(root, session.id, 'stems'));
    expect((await openLibrary(undefined, root)).store.catalogue.list()).toEqual([]);
    expect(await readdir(outside)).toHaveLength(1);
  });

  it('in the place of a stem is not served, even when it was put there after the song was verified', async () => {
    const { root, session, store, sha256 } = await savedSong();
    const library = new Library(store);
    valueOf(await library.verifySession(session.id));
    const path = join(root, session.id, 'stems', `${sha256}.mp3`);
    const outside = join(await tempFolder(), 'secret');
    await rename(path, outside);
    await symlink(outside, path);
    const files = {
      pageFiles: () => Promise.resolve(new Map()),
      findCover: () => Promise.resolve(null),
      findSound: (hash: typeof sha256) => library.findSound(hash),
      findOverview: (hash: typeof sha256) => library.findOverview(hash),
      saveOverview: () => Promise.reject(new Error('not asked')),
      writeExport: () => Promise.reject(new Error('not asked')),
    };
    const asked = answerRequest(files, new Request(`app://bundle/__stem/${sha256}`));
    await expect(asked).rejects.toMatchObject({ code: 'ELOOP' });
    const [stem] = valueOf(await library.openSession(session.id)).session.stems;
    expect(stem?.file.state).toBe('away');
    expect(await readFile(outside)).toHaveLength(5000);
  });
});

describe('F32 an id that would lead elsewhere', () => {
  const part = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '\0',
    'a',
    '0',
    ':',
    '~',
    '-',
    '_',
    '\u202e',
    ' ',
    'é',
    '$(x)',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
  );
  const root = '/home/anna/library';

  it('passes no door, and what passes stays inside: 1,000 of them', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const [task, session, stem, sha256] = [
          parseTaskId(raw),
          sessionIdSchema.safeParse(raw),
          stemIdSchema.safeParse(raw),
          sha256Schema.safeParse(raw),
        ];
        const good = '01hzy3v7q8m4n5p6r7s8t9vwxy';
        const folders = foldersOf(root, sessionIdSchema.parse(good));
        const paths = [
          ...(task.ok ? [join(root, task.value)] : []),
          ...(session.success ? [foldersOf(root, session.data).song] : []),
          ...(stem.success ? [join(folders.song, `${stem.data}.part`)] : []),
          ...(sha256.success ? [overviewPath(folders, sha256.data)] : []),
        ];
        for (const path of paths) {
          const inside = relative(root, path);
          expect(inside.startsWith('..') || isAbsolute(inside) || inside === '').toBe(false);
          expect(path).not.toMatch(/\.\.|[\0\\%~$]/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['../../etc/passwd', '..', '.', 'a/b', 'a\\b', '%2e%2e', `${'a'.repeat(31)}\0`, '~root', 'C:'])(
    '%j is no id of anything',
    (raw) => {
      expect(parseTaskId(raw).ok).toBe(false);
      for (const schema of [sessionIdSchema, stemIdSchema, sha256Schema])
        expect(schema.safeParse(raw).success).toBe(false);
    },
  );
});
