import { fail, failFrom, ok, type Failure, type Result } from '#contract';

/** The MIDI ports that are connected now, by name. */
export type MidiDevices = { readonly inputs: readonly string[]; readonly outputs: readonly string[] };

/** MIDI as the page uses it; tests put one of their own in its place. Ports are known by their names, which stay when a device is replugged. */
export type MidiPort = {
  /** Asks for MIDI, once. Fails with `noMidi`; a later call then asks again. */
  connect(): Promise<Result<undefined, Failure<'noMidi'>>>;
  devices(): MidiDevices;
  /** Calls the listener when a device comes or goes. Returns the unsubscribe function. */
  onDevices(listener: () => void): () => void;
  /** Calls the listener with each message of each input. Returns the unsubscribe function. */
  onMessage(listener: (port: string, bytes: Uint8Array) => void): () => void;
  /** Sends to the output of this name at a time of the page's clock, in milliseconds; to none when it is not there. */
  send(port: string, bytes: readonly number[], atMs: number): void;
};

type AskAccess = () => Promise<MIDIAccess>;

/** The browser's MIDI, without system exclusive messages. */
export class WebMidi implements MidiPort {
  readonly #ask: AskAccess;
  readonly #deviceListeners = new Set<() => void>();
  readonly #messageListeners = new Set<(port: string, bytes: Uint8Array) => void>();
  #access: MIDIAccess | null = null;
  #asking: Promise<Result<undefined, Failure<'noMidi'>>> | null = null;

  constructor(ask: AskAccess = () => navigator.requestMIDIAccess({ sysex: false })) {
    this.#ask = ask;
  }

  connect(): Promise<Result<undefined, Failure<'noMidi'>>> {
    this.#asking ??= this.#connect().then((connected) => {
      if (!connected.ok) this.#asking = null;
      return connected;
    });
    return this.#asking;
  }

  async #connect(): Promise<Result<undefined, Failure<'noMidi'>>> {
    try {
      this.#access = await this.#ask();
    } catch (error) {
      // Without a sequencer (InvalidStateError), or where it is refused (NotAllowedError, before SecurityError).
      return error instanceof DOMException ? fail('noMidi', error.message) : failFrom('noMidi', error);
    }
    this.#access.addEventListener('statechange', () => {
      this.#listen();
      for (const listener of this.#deviceListeners) listener();
    });
    this.#listen();
    return ok();
  }

  /** Listens to every input there is; setting the handler opens the port, also of a device that has just come. */
  #listen(): void {
    for (const input of this.#access?.inputs.values() ?? []) {
      input.onmidimessage = ({ data }) => {
        if (data === null) return;
        for (const listener of this.#messageListeners) listener(nameOf(input), data);
      };
    }
  }

  devices(): MidiDevices {
    return { inputs: namesOf(this.#access?.inputs), outputs: namesOf(this.#access?.outputs) };
  }

  onDevices(listener: () => void): () => void {
    this.#deviceListeners.add(listener);
    return () => this.#deviceListeners.delete(listener);
  }

  onMessage(listener: (port: string, bytes: Uint8Array) => void): () => void {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  send(port: string, bytes: readonly number[], atMs: number): void {
    for (const output of this.#access?.outputs.values() ?? []) {
      if (nameOf(output) !== port || output.state !== 'connected') continue;
      output.send([...bytes], atMs);
      return;
    }
  }
}

const nameOf = ({ name, id }: globalThis.MIDIPort): string => (name ?? id).slice(0, 200) || 'MIDI';

/** The names of connected ports, each once. */
function namesOf(ports: ReadonlyMap<string, globalThis.MIDIPort> | undefined): readonly string[] {
  const connected = [...(ports?.values() ?? [])].filter(({ state }) => state === 'connected');
  return [...new Set(connected.map(nameOf))];
}
