import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Probe } from '../probe/probe.ts';
import { corpusFolder, framesOf, rateOf, stemsOf, type Song } from './corpus.ts';
import { DrivenApp, pause } from './driven-app.ts';
import { pageScript } from './page-script.ts';

const project = resolve(import.meta.dirname, '../../..');
const probeScript = await pageScript(join(import.meta.dirname, '../probe/page.ts'));

/**
 * The built app, with a library of its own that is kept from one bench to the next. `folder` holds `out`; the project unless
 * another build is to be measured.
 */
export class BenchApp extends DrivenApp {
  static async start(executable: string, env: NodeJS.ProcessEnv, folder = project): Promise<BenchApp> {
    const userData = join(corpusFolder, 'user-data');
    mkdirSync(userData, { recursive: true });
    // Measured is what a new user has.
    for (const name of ['settings.json', 'settings.json.bak']) rmSync(join(userData, name), { force: true });
    const app = new BenchApp(executable, [folder, `--user-data-dir=${userData}`], env);
    await app.until(`document.querySelector('button[aria-label="Ferry Lights"]')`);
    await app.evaluate(probeScript);
    return app;
  }

  /** Calls the probe in the page. */
  async probe<Name extends keyof Probe>(
    name: Name,
    ...words: Parameters<Probe[Name]>
  ): Promise<Awaited<ReturnType<Probe[Name]>>> {
    const value = await this.evaluate(`probe.${name}(${words.map((word) => JSON.stringify(word)).join()})`);
    return value as Awaited<ReturnType<Probe[Name]>>;
  }

  /**
   * Imports the song, as a person does, unless the library has it; waits until all its waveforms are there. `lent`: they are
   * flat lines of the right size, since to make real ones for hours of sound would take longer than the bench.
   */
  async provide(song: Song, waveforms: 'made' | 'lent' = 'made'): Promise<void> {
    const paths = await stemsOf(corpusFolder, song);
    const entry = `document.querySelector('button[aria-label="${song.title}"]')`;
    const isHere = await this.evaluate(`Boolean(${entry})`);
    if (isHere !== true) {
      await this.ask('answerOpenDialog', [dirname(paths[0] ?? '')]);
      await this.evaluate(`stemroom.chooseImport('folder')`);
      await this.until(entry);
    }
    await this.probe('lendAnalysis', song.title);
    const isDrawn = `probe.isDrawn(${JSON.stringify(song.title)})`;
    if ((await this.evaluate(isDrawn)) === true) return;
    if (waveforms === 'lent') await this.probe('lendOverviews', song.title, rateOf(song), framesOf(song));
    if (waveforms === 'lent') return;
    await this.evaluate(`${entry}.click()`);
    while ((await this.evaluate(isDrawn)) !== true) await pause(500);
  }
}
