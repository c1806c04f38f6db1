import { join, resolve } from 'node:path';
import { decibels, flatMix, frames, type Mix } from '#contract';
import { limiterDelayFrames } from '../../../renderer/engine/meters/safety-limiter.ts';
import { builtPage } from '../../engine/harness/built-page.ts';
import type { OfflineRequest } from '../../engine/harness/harness-api.ts';
import { findSound } from '../../e2e/support/sound/find-sound.ts';
import { startHarnessServer, type HarnessServer } from '../../engine/harness/server.ts';
import { channelOf, exactMix, noiseStem, rate, snr, type KnownStem } from '../../engine/harness/stems.ts';
import { DrivenApp } from '../support/driven-app.ts';
import { rowOf, type Row } from '../support/results.ts';
import type { PeerValues } from './peer-rows.ts';

const harness = resolve(import.meta.dirname, '../../engine/harness');

/** What the live graph puts out when it is rendered offline: against the exact sum, and around a loop. */
export async function offlineRows(
  executable: string,
  env: NodeJS.ProcessEnv,
  peers: PeerValues,
): Promise<readonly Row[]> {
  const server = await startHarnessServer(await builtPage(join(harness, 'vite.config.ts'), 'engine-harness'));
  const app = new DrivenApp(executable, [join(harness, 'app'), `--page=${server.origin}/`], env);
  try {
    await app.until(`'harness' in globalThis`);
    const paged = await nullDb(app, server, 'int16');
    const exact = await nullDb(app, server, 'float32');
    const lag = await loopLag(app, server);
    return [
      rowOf('null', paged, 'dB', '>= 90'),
      rowOf('nullFloat', exact, 'dB', '>= 120'),
      rowOf('loop', lag, 'frames', '= 0', { name: 'Tone.Transport, pass 12', value: peers.toneLoopLag }),
    ];
  } finally {
    await app.quit();
    server.close();
  }
}

const quiet = (stems: readonly KnownStem[]): Mix => ({
  ...flatMix(stems.map(({ stem }) => stem.id)),
  masterDb: decibels(-12),
});

async function render(app: DrivenApp, server: HarnessServer, ask: Partial<OfflineRequest>): Promise<Float32Array> {
  const request = {
    ...{ sampleRate: rate, lengthFrames: rate * 2, format: 'int16', hasLimiter: true },
    ...{ actions: [{ atFrame: 0, isPlaying: true }], ...ask },
  };
  await app.evaluate(`harness.renderOffline(${JSON.stringify(request)}).then((it) => harness.deliver('bench', it))`);
  return channelOf(server.result('bench'), 0);
}

async function nullDb(app: DrivenApp, server: HarnessServer, format: OfflineRequest['format']): Promise<number> {
  const known = [61, 62, 63, 64].map((seed) => noiseStem(server, `bench${String(seed)}`, seed, rate * 2));
  const flat = quiet(known);
  const levels = [0, -7.3, 3.1, -20].map((level) => decibels(level));
  const mix: Mix = {
    ...flat,
    strips: flat.strips.map((strip, row) => ({ ...strip, levelDb: levels[row] ?? strip.levelDb, pan: row / 3 - 0.5 })),
  };
  const heard = await render(app, server, { stems: known.map(({ stem }) => stem), mix, format });
  return snr(heard, limiterDelayFrames, exactMix(known, mix).left, rate * 2 - limiterDelayFrames);
}

/** The lag of the 20th pass to where it belongs. */
async function loopLag(app: DrivenApp, server: HarnessServer): Promise<number> {
  const known = [noiseStem(server, 'bench-loop', 71, rate * 3)];
  const [start, end] = [Math.round(1.0003 * rate), Math.round(2.2345 * rate)];
  const loop = { startFrames: frames(start), endFrames: frames(end), isOn: true };
  const mix: Mix = { ...quiet(known), loop };
  const heard = await render(app, server, {
    stems: known.map(({ stem }) => stem),
    mix,
    lengthFrames: 21 * (end - start),
    actions: [{ atFrame: 0, isPlaying: true, seek: start }],
  });
  const pattern = exactMix(known, mix).left.slice(start + 8192, start + 12_288);
  const expected = limiterDelayFrames + 19 * (end - start) + 8192;
  return findSound(heard, pattern, expected - 2000, expected + 2000 + pattern.length) - expected;
}
