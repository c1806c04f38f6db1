import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SessionId, TaskId } from '../../../electron/contract/index.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { savedAudioOf } from '../../../electron/main/library/catalogue.ts';
import { stemPath } from '../../../electron/main/library/folders.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import type { FileStep } from '../../fakes/file-steps.ts';
import { quietLog } from '../../fakes/quiet-log.ts';
import { ready, twelveFields } from '../../fakes/record-answers.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { tally } from '../tally.ts';
import { bundled, runKilled, wordsAt } from './killed-child.ts';
import type { SavedPlace } from './save-child.ts';

/** How many downloads are killed; a night may take more. */
const kills = Number(process.env.STEMROOM_KILLS ?? 100);
/** How many libraries one killed process works at. */
const places = 10;
const numbers = Array.from({ length: places }, (_, place) => place);
const msPerKill = 10_000;
/** As late as a timer can be. */
const never = 2 ** 31 - 1;
const taskId = 'e649edb7abfd759285bd41a47a634b10';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stemroom-kills-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function openStore(root: string): Promise<SongStore> {
  const store = new SongStore({ fs: nodeFs, root, log: quietLog(), announce: () => undefined });
  expect((await store.opened()).ok).toBe(true);
  return store;
}

/** In pieces with pauses, as a network does; each honours Range. */
const slowly: FileStep = (request, response, { bytes, etag }) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range =
    from > 0 ? { 'content-range': `bytes ${String(from)}-${String(bytes.length - 1)}/${String(bytes.length)}` } : {};
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length - from, etag: etag ?? '', ...range });
  let at = from;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, (at += 16_384)));
    if (at < bytes.length && !response.destroyed) return;
    clearInterval(timer);
    response.end();
  }, 2);
};

async function serveTwelve(server: RecordInfoServer): Promise<ReadonlySet<string>> {
  const files = twelveFields.map((field) => {
    const bytes = Buffer.concat([Buffer.from('ID3\x04'), randomBytes(120_000)]);
    const url = server.file(`/s/${field}.mp3`, { bytes, etag: `"${field}"` }, Array(10_000).fill(slowly) as FileStep[]);
    return { field, url, sha256: sha256Of(bytes) };
  });
  server.task(taskId, [ready(taskId, Object.fromEntries(files.map(({ field, url }) => [field, url])), Date.now())]);
  return Promise.resolve(new Set(files.map(({ sha256 }) => sha256)));
}

it(
  `F21 ${String(kills)} downloads killed in the middle: nothing that was announced is lost, and each is finished later`,
  async (context) => {
    const server = await RecordInfoServer.start();
    const hashes = await serveTwelve(server);
    const program = await bundled('fetch-child', folder);
    const libraries = numbers.map((place) => ({
      root: join(folder, `library-${String(place)}`),
      announced: new Set<string>(),
    }));
    let made = libraries.length;

    /** Whether all is there that was announced: files, in the library, whole. Gives how many there are. */
    async function check({ root, announced }: (typeof libraries)[number], where: string): Promise<number> {
      const store = await openStore(root);
      const session = store.catalogue.findByTask(taskId as TaskId);
      const saved = session === null ? [] : savedAudioOf(session);
      for (const audio of saved) {
        const bytes = session === null ? null : await readFile(stemPath(store.folders(session.id), audio));
        expect(bytes === null ? '' : sha256Of(bytes), where).toBe(audio.sha256);
        expect(hashes.has(audio.sha256)).toBe(true);
      }
      const savedHashes = new Set<string>(saved.map(({ sha256 }) => sha256));
      expect(
        [...announced].filter((hash) => !savedHashes.has(hash)),
        where,
      ).toEqual([]);
      return savedHashes.size;
    }

    async function killedAfter(killAfterMs: number, where: string): Promise<number> {
      const roots = libraries.map(({ root }) => root);
      const words = await runKilled(program, [server.origin, server.key, taskId, ...roots], killAfterMs);
      let whole = 0;
      for (const [place, library] of libraries.entries()) {
        const said = wordsAt(words, place);
        for (const word of said) if (hashes.has(word)) library.announced.add(word);
        const saved = await check(library, where);
        if (!said.includes('whole')) continue;
        whole += 1;
        expect(saved).toBe(twelveFields.length);
        libraries[place] = { root: join(folder, `library-${String((made += 1))}`), announced: new Set() };
      }
      return whole;
    }

    for (let kill = 0; kill < kills / places; kill += 1)
      await killedAfter(Math.random() * 600, `after kill ${String(kill)}`);
    expect(await killedAfter(never, 'at the end')).toBe(places);
    await server.close();
    tally(context, { kills });
  },
  kills * msPerKill,
);

it(
  `F40 ${String(kills * 2)} times killed while the mix and the settings are saved: each is the old one or the new one`,
  async (context) => {
    const music = join(folder, 'Song');
    await mkdir(music);
    await writeFile(join(music, 'Vocals.mp3'), Buffer.concat([Buffer.from('ID3\x04'), randomBytes(2000)]));
    const saved: SavedPlace[] = [];
    for (const place of numbers) {
      const root = join(folder, `saves-${String(place)}`);
      const imported = await importSong(await openStore(root), [music]);
      if (!imported.ok) throw new Error(imported.failure.kind);
      saved.push({ root, settingsPath: join(folder, `settings-${String(place)}.json`), id: imported.value.id });
    }
    const program = await bundled('save-child', folder);
    const levelOf = (number: number): number => -(number % 1000) / 100;
    /** What each library held after the last kill. */
    const held = numbers.map((): { set: number; levelDb: number | undefined } => ({ set: 0, levelDb: undefined }));
    for (let kill = 0; kill < (kills * 2) / places; kill += 1) {
      const words = await runKilled(program, [JSON.stringify(saved)], Math.random() * 160);
      for (const [place, { root, settingsPath, id }] of saved.entries()) {
        const [said, before] = [wordsAt(words, place).at(-1), held[place]];
        const kept = Number(said ?? before?.set);
        const set = Number((await SettingsFile.open(nodeFs, settingsPath)).current.importFolder ?? 0);
        expect([kept, kept + 1], `settings after kill ${String(kill)}`).toContain(set);
        const opened = await new Library(await openStore(root)).openSession(id as SessionId);
        const levelDb = opened.ok ? opened.value.mix?.masterDb : undefined;
        const levels = [said === undefined ? before?.levelDb : levelOf(kept), levelOf(kept + 1)];
        expect(levels, `mix after kill ${String(kill)}`).toContain(levelDb);
        held[place] = { set, levelDb };
      }
    }
    tally(context, { kills: kills * 2 });
  },
  kills * 2 * msPerKill,
);
