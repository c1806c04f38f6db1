import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import {
  flatMix,
  type AudioContainer,
  type ExportFormat,
  type LoudnessTarget,
  type Mix,
  type StemId,
} from '#contract';
import type { DecodingApi, FilesOrder, ServedStem } from '../../engine/decoding/page/decoding-api.ts';
import { PageServer } from '../../engine/decoding/page-server.ts';
import { song12 } from '../support/corpus.ts';
import { DrivenApp } from '../support/driven-app.ts';
import { ffmpegMs, losslessOf } from '../support/ffmpeg-peer.ts';
import { loadText, rowOf, type Row } from '../support/results.ts';

const decodingPage = resolve(import.meta.dirname, '../../engine/decoding');
const emptyApp = resolve(decodingPage, '../harness/app');
const rate = 44_100;
const lengthFrames = song12.seconds * rate;
const wav16: ExportFormat = { kind: 'wav', bits: 16 };
const streaming: LoudnessTarget = { integratedLufs: -14, ceilingDb: -1 };

/** The bounce's own road, in a page that is served by this process. */
export class ExportApp {
  readonly #app: DrivenApp;
  readonly #server: PageServer;
  readonly #folder: string;
  #files = 0;

  private constructor(app: DrivenApp, server: PageServer, folder: string) {
    this.#app = app;
    this.#server = server;
    this.#folder = folder;
  }

  static async start(executable: string, env: NodeJS.ProcessEnv): Promise<ExportApp> {
    await build({ configFile: join(decodingPage, 'page/vite.config.ts'), logLevel: 'warn' });
    const folder = mkdtempSync(join(tmpdir(), 'stemroom-bench-'));
    const server = new PageServer(resolve(decodingPage, '../../../out/decoding-harness'), folder);
    await server.start();
    const words = [emptyApp, `--user-data-dir=${join(folder, 'user-data')}`, `--page=${server.origin}/`];
    const app = new DrivenApp(executable, words, env);
    await app.until(`'decoding' in globalThis`);
    return new ExportApp(app, server, folder);
  }

  serve(paths: readonly string[], container: AudioContainer): readonly ServedStem[] {
    return paths.map((path, index) => {
      const name = `stem${String(index)}`;
      this.#server.serve(name, path);
      return { name, kind: 'other', byteLength: statSync(path).size, container };
    });
  }

  /** Milliseconds until all the mixes are written. */
  async exportMs(
    stems: readonly ServedStem[],
    mixes: readonly Mix[],
    format = wav16,
    loudness: LoudnessTarget | null = null,
  ): Promise<number> {
    const targets = mixes.map((mix) => ({ fileName: `${String((this.#files += 1))}.bin`, mix, loudness }));
    const region = { startFrames: 0, endFrames: lengthFrames };
    const order: FilesOrder = { stems, region, sampleRate: rate, format, targets };
    const told = await this.#app.evaluate(`decoding.bounceFiles(${JSON.stringify(order)})`);
    const { reports, tookMs } = told as Awaited<ReturnType<DecodingApi['bounceFiles']>>;
    if (!reports.ok) throw new Error(`${reports.failure.kind} ${reports.failure.detail}`);
    for (const { fileName } of targets) rmSync(this.#server.exported(fileName), { force: true });
    return tookMs;
  }

  async quit(): Promise<void> {
    await this.#app.quit();
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What exports of the 12-stem song take, against Debian's ffmpeg with the same files, one after the other. */
export async function exportRows(
  executable: string,
  env: NodeJS.ProcessEnv,
  paths: readonly string[],
): Promise<readonly Row[]> {
  const lossless = await losslessOf(paths);
  const app = await ExportApp.start(executable, env);
  try {
    const stems = app.serve(paths, 'mp3');
    const mix = flatMix(stems.map(({ name }) => name as StemId));
    const minus = mix.strips.map((muted) => ({
      ...mix,
      strips: mix.strips.map((strip) => ({ ...strip, isMuted: strip === muted })),
    }));
    // So loud that it is limited all the time.
    const loud: LoudnessTarget = { ...streaming, integratedLufs: -10 };
    await app.exportMs(stems, [mix]);
    const say = (what: string, ms: number): number => {
      console.log(`  ${what}: ${(ms / 1000).toFixed(2)} s (${loadText()})`);
      return ms;
    };
    const peer = say('ffmpeg, MP3 stems', await ffmpegMs(paths));
    const one = say('one mix', await app.exportMs(stems, [mix]));
    const variants = say('12 mixes minus one', await app.exportMs(stems, minus));
    const levelled = say('-14 LUFS', await app.exportMs(stems, [mix], wav16, streaming));
    const limited = say('limited', await app.exportMs(stems, [mix], wav16, loud));
    const pcmPeer = say('ffmpeg, WAV stems', await ffmpegMs(lossless));
    const pcm = say('WAV stems', await app.exportMs(app.serve(lossless, 'wav'), [mix]));
    return [
      rowOf('exportMix', one / peer, 'x ffmpeg', '<= 1.3', { name: 'ffmpeg amix', value: 1 }),
      rowOf('exportPcm', pcm / pcmPeer, 'x ffmpeg', '<= 0.7', { name: 'ffmpeg amix', value: 1 }),
      rowOf('variants', variants / one, 'x one mix', '<= 2.5'),
      rowOf('exportLoud', Math.max(levelled, limited) / one, 'x one mix', '<= 1.25'),
    ];
  } finally {
    await app.quit();
  }
}
