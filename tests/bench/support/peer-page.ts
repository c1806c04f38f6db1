import { join } from 'node:path';
import type { Peers } from '../peers/peers.ts';
import { DrivenApp } from './driven-app.ts';
import { emptyApp } from './empty-window.ts';
import { pageScript } from './page-script.ts';
import { startPeerServer } from './peer-server.ts';

const script = await pageScript(join(import.meta.dirname, '../peers/page.ts'));
const listener = await pageScript(join(import.meta.dirname, '../peers/first-sound.worklet.ts'));

/** Another page in the same Electron, which plays these stems by other means. */
export class PeerPage {
  readonly app: DrivenApp;
  readonly urls: readonly string[];
  readonly #close: () => void;
  #hasDevice = false;

  private constructor(app: DrivenApp, urls: readonly string[], close: () => void) {
    this.app = app;
    this.urls = urls;
    this.#close = close;
  }

  static async open(executable: string, env: NodeJS.ProcessEnv, stems: readonly string[]): Promise<PeerPage> {
    const server = await startPeerServer(stems);
    const words = [emptyApp, `--page=${server.origin}/`, '--autoplay-policy=no-user-gesture-required'];
    const app = new DrivenApp(executable, words, env);
    await app.until(`document.title === 'Peers'`);
    await app.evaluate(script);
    const urls = stems.map((_, index) => `/${String(index)}`);
    return new PeerPage(app, urls, () => {
      server.close();
    });
  }

  async ask<Name extends keyof Peers>(
    name: Name,
    ...words: Parameters<Peers[Name]>
  ): Promise<Awaited<ReturnType<Peers[Name]>>> {
    const value = await this.app.evaluate(`peers.${name}(${words.map((word) => JSON.stringify(word)).join()})`);
    return value as Awaited<ReturnType<Peers[Name]>>;
  }

  /** Opens a file in a media element and plays it; milliseconds until it is heard. */
  async playElement(url: string): Promise<number> {
    if (!this.#hasDevice) await this.ask('openElementDevice', listener);
    this.#hasDevice = true;
    return this.ask('playElement', url);
  }

  /** Presses the mouse, at which the element seeks; milliseconds until its first new sample. */
  async seekElement(): Promise<number> {
    await this.ask('awaitElementPress');
    await this.app.ask('click', { x: 100, y: 100 });
    return this.ask('elementSought');
  }

  async quit(): Promise<void> {
    await this.app.quit();
    this.#close();
  }
}
