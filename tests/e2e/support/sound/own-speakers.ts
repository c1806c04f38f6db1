import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSpeakers, type Surrounding } from '../../../../build/desktop.js';

/** Speakers of a file's own, which are taken away and come back. */
export class OwnSpeakers {
  readonly #folder = mkdtempSync(join(tmpdir(), 'stemroom-speakers-'));
  #server: Surrounding | null = null;

  get env(): Readonly<Record<string, string>> {
    return this.#server?.env ?? {};
  }

  async plugIn(): Promise<void> {
    this.#server = await startSpeakers(this.#folder);
  }

  /** The sound server ends, and its sink with it. */
  async unplug(): Promise<void> {
    await this.#server?.stop();
  }

  /** Asks the sound server for something. */
  control(...words: readonly string[]): string {
    return execFileSync('pactl', words, { env: { ...process.env, ...this.env }, encoding: 'utf8' });
  }

  /** Plugs in another silent sink; what is played can be recorded from its monitor. Returns the number to unplug it by. */
  addSink(name: string, label: string): string {
    const sink = [`sink_name=${name}`, 'rate=44100', 'format=float32le', 'channels=2'];
    return this.control(
      'load-module',
      'module-null-sink',
      ...sink,
      `sink_properties=device.description=${label}`,
    ).trim();
  }

  async end(): Promise<void> {
    await this.unplug();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
