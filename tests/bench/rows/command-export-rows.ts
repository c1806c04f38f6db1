import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { corpusFolder, otherFormats, song12, song12In, stemsOf } from '../support/corpus.ts';
import { mixMs } from '../support/ffmpeg-peer.ts';
import { loadText, median, rowOf, type Row } from '../support/results.ts';

const run = promisify(execFile);
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

type CommandBench = {
  readonly executable: string;
  readonly env: NodeJS.ProcessEnv;
  /** Holds `out`. */
  readonly appFolder: string;
  readonly times: number;
};

/** `--export` of a folder of twelve stems in each format as a whole process, as part of what ffmpeg takes for the same work right after. */
export async function commandExportRows(bench: CommandBench): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const home = mkdtempSync(join(tmpdir(), 'stemroom-commands-'));
  try {
    for (const song of [song12, ...otherFormats.map(song12In)]) {
      const format = song.format ?? 'mp3';
      const stems = await stemsOf(corpusFolder, song);
      // Whoever comes first does not wait for the disk alone.
      for (const stem of stems) await readFile(stem);
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let time = 0; time < bench.times; time += 1) {
        ours.push(await commandMs(bench, dirname(stems[0] ?? ''), home));
        theirs.push(await mixMs(stems));
      }
      const [mine, peer] = [median(ours), median(theirs)];
      console.log(
        `  --export from ${format}: ${String(Math.round(mine))} ms, ffmpeg ${String(Math.round(peer))} ms (${loadText()})`,
      );
      const ffmpeg = { name: 'ffmpeg amix, s', value: peer / 1000 };
      rows.push(rowOf(`--export from ${format}`, mine / peer, 'x', '<= 1', ffmpeg));
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return rows;
}

async function commandMs({ executable, env, appFolder }: CommandBench, folder: string, home: string): Promise<number> {
  const out = join(home, 'mix.wav');
  const words = ['--export', folder, '--format', 'wav16', '--out', out, '--overwrite'];
  const began = performance.now();
  await run(executable, [...asRoot, appFolder, `--user-data-dir=${join(home, 'user-data')}`, ...words], { env });
  return performance.now() - began;
}
