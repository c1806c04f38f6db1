import { decibels, emptySheet, frames, type SessionId, type SongSheet, type StemId } from '#contract';
import type { BenchApp } from '../support/bench-app.ts';
import { framesOf, song12 } from '../support/corpus.ts';
import { pause } from '../support/driven-app.ts';
import { median, rowOf, type Row } from '../support/results.ts';
import { cpuPercent } from './cpu-percent.ts';

const demo = 'Ferry Lights';
const stretchCount = 200;
const rounds = 3;
const steady: SongSheet['grid'] = { bpm: 120, beatSeconds: [0], downbeat: 0, meters: [] };

/**
 * CPU of the 12-stem song with 200 stretches of automation and the click on, as part of what it takes without; with and without in turn,
 * so that what else the machine does meets both.
 */
export async function sheetRows(app: BenchApp, seconds: number): Promise<readonly Row[]> {
  const { id, stemIds } = await app.probe('idsOf', song12.title);
  const full = fullSheet(stemIds);
  const [without, withAll]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    without.push(await cpuWith(app, id, emptySheet, seconds));
    withAll.push(await cpuWith(app, id, full, seconds));
  }
  await save(app, id, emptySheet);
  const plain = median(without);
  const peer = { name: 'without, %', value: plain };
  return [rowOf('200 stretches and the click, over without', median(withAll) / plain, 'x', '<= 1.1', peer)];
}

/** Each stem lower for half a second at a time, all over the song, and a click at 120. */
function fullSheet(stems: readonly StemId[]): SongSheet {
  const step = framesOf(song12) / stretchCount;
  const stretches = Array.from({ length: stretchCount }, (_, index) => {
    const start = Math.round(index * step);
    const stemId = stems[index % stems.length] ?? ('vocals' as StemId);
    return { stemId, startFrames: frames(start), endFrames: frames(start + 22_050), levelDb: decibels(-12) };
  });
  return { ...emptySheet, grid: steady, stretches, click: { ...emptySheet.click, isOn: true } };
}

async function cpuWith(app: BenchApp, id: SessionId, sheet: SongSheet, seconds: number): Promise<number> {
  await app.probe('openAndPlay', demo);
  await pause(1500);
  await save(app, id, sheet);
  await app.probe('openAndPlay', song12.title);
  const isClicking = await app.evaluate(`document.querySelector('button[aria-label=Click]')?.ariaPressed === 'true'`);
  if (isClicking !== sheet.click.isOn) throw new Error('The song did not open with its sheet.');
  return (await cpuPercent(app, seconds, sheet === emptySheet ? 'without a sheet' : 'with a full sheet')).all;
}

async function save(app: BenchApp, id: SessionId, sheet: SongSheet): Promise<void> {
  const isSaved = await app.evaluate(`stemroom.saveSheet(${JSON.stringify({ id, sheet })}).then(({ ok }) => ok)`);
  if (isSaved !== true) throw new Error('The sheet was not saved.');
}
