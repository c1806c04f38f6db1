import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TaskId } from '../../../electron/contract/index.ts';
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
import { bundled, runKilled } from './killed-child.ts';

/** How often each is killed; a night may take more. */
const kills = Number(process.env.STEMROOM_KILLS ?? 100);
const msPerKill = 10_000;
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
  `F21 killed ${String(kills)} times in the middle of a download: nothing that was announced is lost, and each is finished later`,
  async (context) => {
    const server = await RecordInfoServer.start();
    const hashes = await serveTwelve(server);
    const program = await bundled('fetch-child', folder);
    let finished = 0;
    let library = 0;
    let announced = new Set<string>();
    for (let kill = 0; kill < kills; kill += 1) {
      const root = join(folder, `library-${String(library)}`);
      const words = await runKilled(program, [root, server.origin, server.key, taskId], Math.random() * 150);
      for (const word of words) if (hashes.has(word)) announced.add(word);
      const store = await openStore(root);
      const session = store.catalogue.findByTask(taskId as TaskId);
      const saved = session === null ? [] : savedAudioOf(session);
      for (const audio of saved) {
        const bytes = session === null ? null : await readFile(stemPath(store.folders(session.id), audio));
        expect(bytes === null ? '' : sha256Of(bytes), `after kill ${String(kill)}`).toBe(audio.sha256);
        expect(hashes.has(audio.sha256)).toBe(true);
      }
      const savedHashes = new Set<string>(saved.map(({ sha256 }) => sha256));
      expect(
        [...announced].filter((hash) => !savedHashes.has(hash)),
        `lost by kill ${String(kill)}`,
      ).toEqual([]);
      if (!words.includes('whole')) continue;
      finished += 1;
      expect(savedHashes.size).toBe(twelveFields.length);
      library += 1;
      announced = new Set();
    }
    await server.close();
    expect(finished).toBeGreaterThan(0);
    tally(context, { kills });
  },
  kills * msPerKill,
);

it(
  `F40 killed ${String(kills * 2)} times while the mix and the settings are saved: each is the old one or the new one`,
  async (context) => {
    const music = join(folder, 'Song');
    await mkdir(music);
    await writeFile(join(music, 'Vocals.mp3'), Buffer.concat([Buffer.from('ID3\x04'), randomBytes(2000)]));
    const root = join(folder, 'saves');
    const settingsPath = join(folder, 'settings.json');
    const imported = await importSong(await openStore(root), [music]);
    if (!imported.ok) throw new Error(imported.failure.kind);
    const { id } = imported.value;
    const program = await bundled('save-child', folder);
    for (let kill = 0; kill < kills * 2; kill += 1) {
      const words = await runKilled(program, [root, settingsPath, id], Math.random() * 40);
      const kept = Number(words.at(-1));
      const set = Number((await SettingsFile.open(nodeFs, settingsPath)).current.importFolder);
      expect([kept, kept + 1], `settings after kill ${String(kill)}`).toContain(set);
      const opened = await new Library(await openStore(root)).openSession(id);
      const levelDb = opened.ok ? opened.value.mix?.masterDb : undefined;
      const levels = [kept, kept + 1].map((number) => -(number % 1000) / 100);
      expect(levels, `mix after kill ${String(kill)}`).toContain(levelDb);
    }
    tally(context, { kills: kills * 2 });
  },
  kills * 2 * msPerKill,
);
