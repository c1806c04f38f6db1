import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { forget, startPacked } from '../../packaged/installed-app.ts';
import { emptyWindow } from '../support/empty-window.ts';
import { loadText, median, rowOf, type Row } from '../support/results.ts';

const run = promisify(execFile);
const project = resolve(import.meta.dirname, '../../..');
const firstSong = '[aria-label=Songs] button[aria-describedby]';

/**
 * The packaged app from the start of its process until its demo song can be chosen, each time with a new profile, against an empty window
 * of the same Electron. `env` names the desktop.
 */
export async function packagedRows(
  executable: string,
  env: NodeJS.ProcessEnv,
  starts: number,
): Promise<readonly Row[]> {
  const dist = mkdtempSync(join(tmpdir(), 'stemroom-packed-'));
  try {
    const words = ['--flavour=e2e', '--only=folder', '--fast', `--dist=${dist}`];
    await run(process.execPath, [join(project, 'build/package.js'), ...words]);
    const packed = join(dist, 'linux-unpacked', 'stemroom');
    const times: number[] = [];
    // The first start reads the app from the disk.
    for (let start = 0; start <= starts; start += 1) {
      const ms = await usableMs(packed, env);
      if (start > 0) times.push(ms);
    }
    const empty = await emptyWindow(executable, env, starts);
    const usable = median(times);
    console.log(`  packaged: ${usable.toFixed(0)} ms, an empty window ${empty.openMs.toFixed(0)} ms (${loadText()})`);
    return [rowOf('packaged app usable', usable, 'ms', null, { name: 'empty window', value: empty.openMs })];
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
}

async function usableMs(packed: string, env: NodeJS.ProcessEnv): Promise<number> {
  // A home of its own: that of the bench would lend it its caches.
  const desktop = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined || name === 'HOME' ? [] : [[name, value]])),
  );
  const began = performance.now();
  const { page, home, stop } = await startPacked(packed, desktop, 'root');
  try {
    await page.waitForSelector(firstSong);
    return performance.now() - began;
  } finally {
    await stop();
    forget(home);
  }
}
