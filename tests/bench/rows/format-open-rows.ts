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

/** Milliseconds of ours and of the element, in turn, so that what else the machine does meets both. */
type Times = {
  readonly opens: number[];
  readonly seeks: number[];
  readonly elementOpens: number[];
  readonly elementSeeks: number[];
};

/**
 * From the click on a song to its first sound at the speakers, and from a press on the position slider to the first new sample, in each
 * format: against one media element that opens one stem of it, plays it and seeks in it. Both ways end where sound does: the element
 * plays through a graph, since its clock moves and its `seeked` comes before it is heard, and the device is open on both sides.
 */
export async function formatOpenRows({ executable, env, appFolder, effort }: OpenBench): Promise<readonly Row[]> {
  const firsts = await Promise.all(songs.map(async (song) => (await stemsOf(corpusFolder, song))[0] ?? ''));
  const page = await PeerPage.open(executable, env, firsts);
  const app = await BenchApp.start(executable, env, appFolder);
  try {
    for (const song of songs) await app.provide(song, 'lent');
    const rows: Row[] = [];
    for (const [index, song] of songs.entries()) {
      const times: Times = { opens: [], seeks: [], elementOpens: [], elementSeeks: [] };
      for (let round = 0; round < effort.opens; round += 1) {
        const seeks = Math.ceil(effort.seeks / effort.opens);
        await openAndSeek(app, song, seeks, times);
        await app.evaluate(`document.querySelector('button[aria-label=Stop]')?.click()`);
        times.elementOpens.push(await page.playElement(page.urls[index] ?? ''));
        for (let seek = 0; seek < seeks; seek += 1) {
          await pause(400);
          times.elementSeeks.push(await page.seekElement());
        }
        await page.ask('closeElement');
      }
      rows.push(...rowsOf(song, times));
    }
    return rows;
  } finally {
    await app.quit();
    await page.quit();
  }
}

function rowsOf(song: Song, { opens, seeks, elementOpens, elementSeeks }: Times): readonly Row[] {
  const [open, openLimit] = [median(opens), median(elementOpens)];
  const [seek, seekLimit] = [percentile(seeks, 0.95), percentile(elementSeeks, 0.95)];
  const name = nameOf(song);
  const texts = [open, openLimit, median(seeks), median(elementSeeks), seek, seekLimit].map((ms) => ms.toFixed(0));
  console.log(`  ${name}, ours and the element: open, seek, seek p95: ${texts.join(', ')} ms (${loadText()})`);
  const element = (value: number) => ({ name: 'media element, ms', value });
  return [
    rowOf(`open ${name} over element`, open / openLimit, 'x', '<= 2', element(openLimit)),
    rowOf(`seek ${name} over element`, seek / seekLimit, 'x', '<= 1', element(seekLimit)),
  ];
}

async function openAndSeek(app: BenchApp, { title }: Song, seeks: number, times: Times): Promise<void> {
  await app.probe('openAndPlay', demo);
  await pause(1500);
  times.opens.push((await app.probe('openAndPlay', title)).heardMs);
  await pause(1500);
  for (let sought = 0; sought < seeks;) {
    const delay = await seekOnce(app, 'cold');
    if (delay !== null) times.seeks.push(delay);
    if (delay !== null) sought += 1;
    await pause(400);
  }
}
