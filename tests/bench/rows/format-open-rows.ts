import { BenchApp } from '../support/bench-app.ts';
import { corpusFolder, otherFormats, song12, song12In, song15, type Song, stemsOf } from '../support/corpus.ts';
import { pause } from '../support/driven-app.ts';
import { PeerPage } from '../support/peer-page.ts';
import { loadText, median, percentile, rowOf, type Row } from '../support/results.ts';
import { type Effort, seekOnce } from './app-rows.ts';

type OpenBench = {
  readonly executable: string;
  readonly env: NodeJS.ProcessEnv;
  readonly appFolder?: string | undefined;
  readonly effort: Effort;
};

const demo = 'Ferry Lights';
const songs: readonly Song[] = [song15, song12, ...otherFormats.map(song12In)];
const nameOf = ({ stemCount, format }: Song): string => `${String(stemCount)} ${format ?? 'mp3'}`;

/** Times of the limit and ours, in milliseconds. */
type Times = { readonly open: number; readonly seek: number };

/**
 * From the click on a song to its first sound at the speakers, and from a press on the position slider to the first new sample, in each
 * format: against one media element that opens one stem of it, plays it and seeks in it.
 */
export async function formatOpenRows(bench: OpenBench): Promise<readonly Row[]> {
  const elements = await elementTimes(bench);
  const app = await BenchApp.start(bench.executable, bench.env, bench.appFolder);
  try {
    for (const song of songs) await app.provide(song, 'lent');
    const opens = new Map<Song, number[]>(songs.map((song) => [song, []]));
    for (let round = 0; round < bench.effort.opens; round += 1)
      for (const song of songs) opens.get(song)?.push(await openOnce(app, song));
    const rows: Row[] = [];
    for (const song of songs) {
      const seeks = await seeksIn(app, song, bench.effort.seeks);
      const [open, seek] = [median(opens.get(song) ?? []), percentile(seeks, 0.95)];
      const limit = elements.get(song) ?? { open: NaN, seek: NaN };
      const name = nameOf(song);
      const texts = [open, limit.open, seek, limit.seek].map((ms) => ms.toFixed(0));
      console.log(`  ${name}: open, element, seek, element: ${texts.join(', ')} ms (${loadText()})`);
      const element = (value: number) => ({ name: 'media element, ms', value });
      rows.push(rowOf(`open ${name} over element`, open / limit.open, 'x', '<= 2', element(limit.open)));
      rows.push(rowOf(`seek ${name} over element`, seek / limit.seek, 'x', '<= 1', element(limit.seek)));
    }
    return rows;
  } finally {
    await app.quit();
  }
}

async function elementTimes({ executable, env, effort }: OpenBench): Promise<ReadonlyMap<Song, Times>> {
  const firsts = await Promise.all(songs.map(async (song) => (await stemsOf(corpusFolder, song))[0] ?? ''));
  const page = await PeerPage.open(executable, env, firsts);
  const all = new Map<Song, Times>();
  try {
    for (const [index, song] of songs.entries()) {
      const opens: number[] = [];
      const seeks: number[] = [];
      for (let round = 0; round < effort.opens; round += 1) {
        const { heardMs, seeksMs } = await page.ask('timeElement', page.urls[index] ?? '', effort.seeks / effort.opens);
        opens.push(heardMs);
        seeks.push(...seeksMs);
      }
      all.set(song, { open: median(opens), seek: percentile(seeks, 0.95) });
    }
    return all;
  } finally {
    await page.quit();
  }
}

async function openOnce(app: BenchApp, { title }: Song): Promise<number> {
  await app.probe('openAndPlay', demo);
  await pause(1500);
  const { heardMs } = await app.probe('openAndPlay', title);
  await pause(1500);
  return heardMs;
}

async function seeksIn(app: BenchApp, { title }: Song, count: number): Promise<readonly number[]> {
  await app.probe('openAndPlay', demo);
  await app.probe('openAndPlay', title);
  const times: number[] = [];
  while (times.length < count) {
    await pause(400);
    const delay = await seekOnce(app, 'cold');
    if (delay !== null) times.push(delay);
  }
  return times;
}
