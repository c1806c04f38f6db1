import { fail, ok, type Failure, type Result } from '#contract';
import type { MidiDevices, MidiPort } from '../../renderer/engine/device/web-midi.ts';

/** MIDI without a system below it. What was sent is in `sent`. */
export class FakeMidi implements MidiPort {
  readonly sent: { readonly port: string; readonly bytes: readonly number[] }[] = [];
  readonly #messages = new Set<(port: string, bytes: Uint8Array) => void>();
  readonly #plugs = new Set<() => void>();
  #devices: MidiDevices;
  isThere: boolean;
  /** How often the page asked for MIDI. */
  asked = 0;

  constructor(names: readonly string[] | null = null) {
    this.isThere = names !== null;
    this.#devices = { inputs: names ?? [], outputs: names ?? [] };
  }

  connect(): Promise<Result<undefined, Failure<'noMidi'>>> {
    this.asked += 1;
    return Promise.resolve(this.isThere ? ok() : fail('noMidi'));
  }

  devices(): MidiDevices {
    return this.#devices;
  }

  /** These devices are connected now. */
  plug(names: readonly string[]): void {
    this.#devices = { inputs: names, outputs: names };
    for (const listener of this.#plugs) listener();
  }

  /** A device sends a message. */
  play(port: string, ...bytes: readonly number[]): void {
    for (const listener of this.#messages) listener(port, Uint8Array.from(bytes));
  }

  onDevices(listener: () => void): () => void {
    this.#plugs.add(listener);
    return () => this.#plugs.delete(listener);
  }

  onMessage(listener: (port: string, bytes: Uint8Array) => void): () => void {
    this.#messages.add(listener);
    return () => this.#messages.delete(listener);
  }

  send(port: string, bytes: readonly number[]): void {
    this.sent.push({ port, bytes });
  }
}
