import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionId, Setlists } from '../../../electron/contract/index.ts';
import { noTuning } from '../../../electron/contract/stage/setlist.ts';
import { recordSpeakers } from '../../engine/harness/speakers.ts';
import { pageSeconds, type ProcessOfApp } from '../support/cpu-parts.ts';
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
import type { WordsBench } from './words-rows.ts';

const firstClickSeconds = 0.4;
/** A line of eight words every four seconds. */
const lines = Array.from({ length: 14 }, (_, at) =>
  lineOf(
    Array.from({ length: 8 }, (__, word) => 0.4 + 4 * at + word / 2),
    4.3 + 4 * at,
  ),
);
const longSeconds = 60;

/** What a stage costs: panel and stage window together, and how long after a press the next song of a setlist is heard. */
export async function stageRows(options: WordsBench, seconds: number, times: number): Promise<readonly Row[]> {
  const { executable, env, appFolder } = options;
  const home = mkdtempSync(join(tmpdir(), 'stemroom-stage-'));
  const started = (): DrivenApp =>
    new DrivenApp(executable, [appFolder, `--user-data-dir=${join(home, 'user-data')}`], env);
  const app = started();
  try {
    const sung = await provideSong(app, layVoice(home, 'Sung', longSeconds, [firstClickSeconds]), lines);
    const silent = await provideSong(app, layVoice(home, 'Silent', longSeconds, []), []);
    await app.evaluate(`stemroom.setlists(${JSON.stringify(setOf(silent, sung))})`);
    await app.quit();
    const again = started();
    try {
      const next = await nextRow(again, env, times);
      return [next, await wordsCpuRow(again, seconds)];
    } finally {
      await again.quit();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const setOf = (...ids: readonly SessionId[]): Setlists => ({
  lists: [
    {
      id: 'set',
      name: 'Set',
      songs: ids.map((sessionId, at) => ({
        ...{ id: `song-${String(at)}`, sessionId, title: 'x', tuning: noTuning, ending: 'stop', note: '' },
      })),
    },
  ],
  shownId: 'set',
});

/** From the press to the sound, in milliseconds, as the speakers are recorded. */
async function pressToSound(app: DrivenApp, env: NodeJS.ProcessEnv, press: string): Promise<number> {
  const recorder = await recordSpeakers(4, env);
  const pressedMs = (await app.evaluate(press)) as number;
  await pause(1500);
  const [click] = clicksIn(await recorder.stop());
  if (click === undefined) return NaN;
  return recorder.wallMsOf(click - clickFrames / 2) - pressedMs - firstClickSeconds * 1000;
}

/** The next song of a setlist, while one plays, against Play in a song that is open. Both pass the same device. */
async function nextRow(app: DrivenApp, env: NodeJS.ProcessEnv, times: number): Promise<Row> {
  await app.until(`document.querySelector('button[aria-label="Ferry Lights"]')`);
  await app.evaluate(
    `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Setlist').click()`,
  );
  await app.until(`document.querySelector('button[aria-label="Silent"]')`);
  const nexts: number[] = [];
  const plays: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await app.evaluate(clicking('Silent'));
    await app.until(
      `document.querySelector('button[aria-label^="Next: Sung"], button[aria-current="true"][aria-label="Silent"]')`,
    );
    await pause(2500);
    await app.evaluate(pressing(' ', 1));
    await pause(2000);
    nexts.push(await pressToSound(app, env, pressing('PageDown', 1, { shift: true })));
    await app.evaluate(clicking('Stop'));
    await pause(1500);
    plays.push(await pressToSound(app, env, pressing(' ', 1)));
    await app.evaluate(clicking('Stop'));
    await pause(500);
  }
  const [next, play] = [percentile(nexts, 0.5), percentile(plays, 0.5)];
  console.log(`  the next song ${next.toFixed(0)} ms, Play ${play.toFixed(0)} ms after the press (${loadText()})`);
  return rowOf('nextInSet', next - play, 'ms', '<= 100', { name: 'Play in an open song', value: play });
}

/** What following words in the panel and in the stage window costs both pages together, in percent of a core. */
async function wordsCpuRow(app: DrivenApp, seconds: number): Promise<Row> {
  const used = async (): Promise<number> => {
    await pause(2000);
    const processes = (): Promise<readonly ProcessOfApp[]> => app.ask('processes') as Promise<readonly ProcessOfApp[]>;
    const before = pageSeconds(await processes());
    await pause(seconds * 1000);
    return ((pageSeconds(await processes()) - before) / seconds) * 100;
  };
  await app.evaluate(pressing(' ', 1));
  const without = await used();
  await app.evaluate(clicking('Stop'));
  await openWords(app);
  await pause(2000);
  await app.evaluate(pressing(' ', 1));
  const withWords = await used();
  await app.evaluate(clicking('Stop'));
  console.log(`  pages: ${without.toFixed(1)} % without words, ${withWords.toFixed(1)} % with both (${loadText()})`);
  return rowOf('wordsCpu', withWords - without, '% of a core', '<= 2');
}
