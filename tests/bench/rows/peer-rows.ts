import { join, resolve } from 'node:path';
import type { Peers } from '../peers/peers.ts';
import { DrivenApp } from '../support/driven-app.ts';
import { pageScript } from '../support/page-script.ts';
import { startPeerServer } from '../support/peer-server.ts';

const emptyApp = resolve(import.meta.dirname, '../../engine/harness/app');

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
  const server = await startPeerServer(stems);
  const words = [emptyApp, `--page=${server.origin}/`, '--autoplay-policy=no-user-gesture-required'];
  const app = new DrivenApp(executable, words, env);
  const urls = JSON.stringify(stems.map((_, index) => `/${String(index)}`));
  const ask = async (name: keyof Peers, words: string): Promise<number> =>
    (await app.evaluate(`peers.${name}(${words})`)) as number;
  try {
    await app.until(`document.title === 'Peers'`);
    await app.evaluate(await pageScript(join(import.meta.dirname, '../peers/page.ts')));
    const toneLoopLag = await ask('toneLoopLag', '12');
    const elementsOffset = await ask('elementsOffset', urls);
    const decodeMs = await ask('decodeAll', urls);
    const { peakMB } = await app.usage();
    return { decodeMs, decodePeakMB: peakMB, elementsOffset, toneLoopLag };
  } finally {
    await app.quit();
    server.close();
  }
}
