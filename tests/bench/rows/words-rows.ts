import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordSpeakers, type Recorder } from '../../engine/harness/speakers.ts';
import { DrivenApp, pause } from '../support/driven-app.ts';
import { loadText, percentile, rowOf, type Row } from '../support/results.ts';
import {
  clickFrames,
  clicking,
  clicksIn,
  layVoice,
  lineOf,
  openWords,
  pressing,
  provideSong,
} from '../support/sung-song.ts';

/** What rows of lyrics and of the stage need. */
export type WordsBench = {
  readonly executable: string;
  readonly env: NodeJS.ProcessEnv;
  /** Holds `out`. */
  readonly appFolder: string;
};

/** When words are sung, in seconds: at intervals that do not repeat, so that one word cannot be taken for another. */
const sungAt = [0.4, 0.83, 1.19, 1.7, 2.02, 2.61, 2.99, 3.46, 3.8, 4.37, 4.71, 5.22, 5.6, 6.13];
/** Speeds in percent, with the presses of a key, 5 % each, that lead there from the speed before. */
const speeds = [
  [100, 0],
  [75, -5],
  [50, -5],
  [150, 20],
] as const;

const line = lineOf(sungAt, 6.5);

/** Notes from now on when words of a class are drawn, in milliseconds of the wall clock. */
const watching = (name: string): string => `(() => {
  globalThis.litAtMs = [];
  new MutationObserver((changes) => {
    const isNew = ({ target, oldValue }) => target.classList.contains('${name}') && !(oldValue ?? '').includes('${name}');
    if (!changes.some(isNew)) return;
    requestAnimationFrame(() => setTimeout(() => litAtMs.push(performance.timeOrigin + performance.now())));
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['class'], attributeOldValue: true });
})()`;

/**
 * How far the moment at which a word is lit, in the panel and on the stage, lies from the moment at which it is heard, as the speakers are
 * recorded: what nine words in ten do not exceed, in milliseconds. The wall clock of the machine serves both.
 */
export async function wordsRows({ executable, env, appFolder }: WordsBench): Promise<readonly Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'stemroom-words-'));
  const folder = layVoice(home, 'Sung', 7, sungAt);
  const app = new DrivenApp(executable, [appFolder, `--user-data-dir=${join(home, 'user-data')}`], env);
  try {
    await openSungSong(app, folder);
    const rows: Row[] = [];
    for (const [percent, presses] of speeds) {
      await app.evaluate(pressing(presses < 0 ? 'ArrowLeft' : 'ArrowRight', Math.abs(presses), { alt: true }));
      await pause(2000);
      const recorder = await recordSpeakers(4, env);
      await Promise.all([app.evaluate('litAtMs.splice(0)'), app.ask('runOnStage', 'litAtMs.splice(0)')]);
      await app.evaluate(pressing(' ', 1));
      await pause((7200 * 100) / percent);
      const panel = (await app.evaluate('litAtMs.splice(0)')) as readonly number[];
      const stage = (await app.ask('runOnStage', 'litAtMs.splice(0)')) as readonly number[];
      await app.evaluate(`document.querySelector('button[aria-label=Stop]')?.click()`);
      rows.push(await rowOfSpeed(percent, [...panel, ...stage], recorder));
    }
    return rows;
  } finally {
    await app.quit();
    rmSync(home, { recursive: true, force: true });
  }
}

async function openSungSong(app: DrivenApp, folder: string): Promise<void> {
  await provideSong(app, folder, [line]);
  await app.until(`document.querySelector('button[aria-label="Sung"]')`);
  await app.evaluate(clicking('Sung'));
  await app.until(`document.querySelector('button[aria-label="Mute Vocals"]')`);
  await openWords(app);
  await pause(3000);
  await app.evaluate(watching('lit'));
  await app.ask('runOnStage', watching('sung'));
}

async function rowOfSpeed(percent: number, litAtMs: readonly number[], recorder: Recorder): Promise<Row> {
  await pause(300);
  const starts = clicksIn(await recorder.stop()).map((frame) => recorder.wallMsOf(frame - clickFrames / 2));
  const lateMs = litAtMs.map((ms) =>
    starts.reduce((least, start) => (Math.abs(ms - start) < Math.abs(least) ? ms - start : least), Infinity),
  );
  const worst = percentile(lateMs.map(Math.abs), 0.9);
  const counts = `${String(litAtMs.length)} words lit, ${String(starts.length)} heard`;
  const late = [0.1, 0.5, 0.9].map((part) => percentile(lateMs, part).toFixed(0)).join(', ');
  console.log(`  ${String(percent)} %: ${counts}, late by ${late} ms (tenth, half, nine tenths) (${loadText()})`);
  // Fewer than were sung were lit: nothing was measured.
  return rowOf(`litWord${String(percent)}`, litAtMs.length < sungAt.length ? NaN : worst, 'ms', '<= 30');
}
