import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { assembly } from '../../../build/assembly.js';
import { namedWasm } from '../../../build/named-wasm/named-wasm.js';
import { sharedWorkers } from '../../../build/shared-workers.js';
import type { Exporter, ExportRequest } from '../export-page/exporter.ts';
import { BenchApp } from './bench-app.ts';
import type { Song } from './corpus.ts';

const project = resolve(import.meta.dirname, '../../..');

/** The built app with one more script in its page: `Exporter`. */
export class ExportApp {
  readonly #app: BenchApp;
  readonly #folder: string;

  private constructor(app: BenchApp, folder: string) {
    this.#app = app;
    this.#folder = folder;
  }

  /** `folder` holds the built app's `out`. */
  static async start(executable: string, env: NodeJS.ProcessEnv, folder = project): Promise<ExportApp> {
    const copy = join(project, 'out/bench-app');
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(copy, { recursive: true });
    cpSync(join(folder, 'out/main'), join(copy, 'out/main'), { recursive: true });
    cpSync(join(folder, 'out/preload'), join(copy, 'out/preload'), { recursive: true });
    cpSync(join(folder, 'out/renderer'), join(copy, 'out/renderer'), { recursive: true });
    // A new profile begins with the demo song.
    const demo = 'build/demo-song/rendered';
    cpSync(join(folder, demo), join(copy, demo), { recursive: true });
    const { name, productName, version, type, main } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    ) as Record<string, string>;
    writeFileSync(join(copy, 'package.json'), JSON.stringify({ name, productName, version, type, main }));
    await buildPage(join(copy, 'out/renderer/bench'));
    const app = await BenchApp.start(executable, env, copy);
    await app.evaluate(`import('app://bundle/bench/page.js').then(() => true)`);
    return new ExportApp(app, mkdtempSync(join(tmpdir(), 'stemroom-exports-')));
  }

  provide(song: Song, waveforms: 'made' | 'lent'): Promise<void> {
    return this.#app.provide(song, waveforms);
  }

  /** Exports into a folder of its own, which is removed; gives milliseconds, and the most that a limiter took away. */
  async export(order: ExportRequest): Promise<{ readonly ms: number; readonly limitedDb: number }> {
    const folder = mkdtempSync(join(this.#folder, 'files-'));
    try {
      await this.#app.ask('answerOpenDialog', [folder]);
      await this.#app.ask('answerSaveDialog', join(folder, 'one.file'));
      const told = await this.#app.evaluate(`exporter.export(${JSON.stringify(order)})`);
      const { tookMs, reports } = told as Awaited<ReturnType<Exporter['export']>>;
      return { ms: tookMs, limitedDb: Math.max(...reports.map(({ limitedDb }) => limitedDb)) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** Encodes the first stem of a song, and nothing else; gives milliseconds. */
  async encode(order: Pick<ExportRequest, 'title' | 'format'>): Promise<number> {
    const folder = mkdtempSync(join(this.#folder, 'files-'));
    try {
      await this.#app.ask('answerSaveDialog', join(folder, 'one.file'));
      const told = await this.#app.evaluate(`exporter.encode(${JSON.stringify(order)})`);
      return (told as Awaited<ReturnType<Exporter['encode']>>).tookMs;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** The renderer's largest resident set while that is exported, in MB. */
  async peakMBOf(order: ExportRequest): Promise<number> {
    await this.#app.forgetPeak();
    await this.export(order);
    return (await this.#app.usage()).peakMB;
  }

  /** Pages that came late to the speakers of a song that plays while that is exported. */
  async underrunsBeside(title: string, order: ExportRequest): Promise<number> {
    await this.#app.probe('openAndPlay', title);
    const before = await this.#app.probe('dropouts');
    await this.export(order);
    return (await this.#app.probe('dropouts')) - before;
  }

  async quit(): Promise<void> {
    await this.#app.quit();
    rmSync(this.#folder, { recursive: true });
  }
}

/** As the app's own page is built, workers and all. */
const buildPage = (outDir: string): Promise<unknown> =>
  build({
    root: resolve(import.meta.dirname, '../export-page'),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [sharedWorkers(), assembly(), namedWasm()],
    worker: { format: 'es', plugins: () => [assembly(), namedWasm()] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        input: resolve(import.meta.dirname, '../export-page/page.ts'),
        output: { entryFileNames: '[name].js' },
      },
    },
  });
