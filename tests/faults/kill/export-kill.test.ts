import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { ExportWriter } from '../../../electron/main/export/export-writer.ts';
import { nodeFolders } from '../../../electron/main/export/find-places.ts';
import { tally } from '../tally.ts';
import { bundled, runKilled } from './killed-child.ts';

/** How often it is killed; a night may take more. */
const kills = Number(process.env.STEMROOM_KILLS ?? 100) / 5;
const msPerKill = 10_000;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stemroom-export-kills-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the app does as it starts. */
async function startAgain(home: string): Promise<void> {
  const writer = new ExportWriter({
    ...{ fs: nodeFs, folders: nodeFolders, ledgerPath: join(home, 'exports.json') },
    askWhere: () => Promise.resolve(null),
    watch: { writing: () => undefined, finished: () => undefined, discarded: () => undefined },
  });
  await writer.removeLeftovers();
}

/** The number that the exported file is filled with, when it is whole. */
async function numberIn(path: string): Promise<number> {
  const bytes = await readFile(path);
  const number = Number(bytes.toString('latin1').split('|')[0]);
  expect(bytes.equals(Buffer.alloc(60_000, `${String(number)}|`)), 'the file is whole').toBe(true);
  return number;
}

it(
  `F38 killed ${String(kills)} times in the middle of exports: the old file or the new one, and after the next start nothing else`,
  async (context) => {
    const music = join(folder, 'music');
    await mkdir(music);
    const program = await bundled('export-child', folder);

    await runKilled(program, [folder, music, '1', 'hold'], 0);
    const left = await readdir(music, { recursive: true });
    expect(left.filter((name) => name.endsWith('.part'))).toHaveLength(4);
    expect(left).toContain('Set');
    await startAgain(folder);
    expect(await readdir(music)).toEqual([]);

    let kept = 0;
    for (let kill = 1; kill < kills; kill += 1) {
      const words = await runKilled(program, [folder, music, String(kept + 1)], Math.random() * 60);
      const told = Number(words.findLast((word) => word !== 'open') ?? kept);
      await startAgain(folder);
      const files = await readdir(music);
      expect(files, `after kill ${String(kill)}`).toEqual(files.length === 0 && told === 0 ? [] : ['Mix.wav']);
      kept = files.length === 0 ? 0 : await numberIn(join(music, 'Mix.wav'));
      expect([told, told + 1], `after kill ${String(kill)}`).toContain(kept);
    }
    tally(context, { kills });
  },
  kills * msPerKill,
);
