import { corpusFolder, song15, stemsOf } from '../support/corpus.ts';
import { PeerPage } from '../support/peer-page.ts';
import { cpuPercent } from './cpu-percent.ts';

const secondsOfEach = 60;

/** CPU of a page in the same Electron that plays the stems of the 15-stem song by Tone alone, decoded, and draws nothing; in percent of one core. */
export async function toneCpuPercent(executable: string, env: NodeJS.ProcessEnv, seconds: number): Promise<number> {
  const page = await PeerPage.open(executable, env, await stemsOf(corpusFolder, song15));
  try {
    await page.ask('playTone', page.urls, (secondsOfEach * song15.kbps * 1000) / 8);
    const { all } = await cpuPercent(page.app, seconds, 'plain Tone');
    return all;
  } finally {
    await page.quit();
  }
}
