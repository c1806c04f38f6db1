import { PeerPage } from '../support/peer-page.ts';

export type PeerValues = {
  readonly decodeMs: number;
  readonly decodePeakMB: number;
  readonly elementsOffset: number;
  readonly toneLoopLag: number;
};

/** Runs the peers with the stems of the 12-stem song, in a page of their own in the same Electron. */
export async function measurePeers(
  executable: string,
  env: NodeJS.ProcessEnv,
  stems: readonly string[],
): Promise<PeerValues> {
  const page = await PeerPage.open(executable, env, stems);
  try {
    const toneLoopLag = await page.ask('toneLoopLag', 12);
    const elementsOffset = await page.ask('elementsOffset', page.urls);
    const decodeMs = await page.ask('decodeAll', page.urls);
    const { peakMB } = await page.app.usage();
    return { decodeMs, decodePeakMB: peakMB, elementsOffset, toneLoopLag };
  } finally {
    await page.quit();
  }
}
