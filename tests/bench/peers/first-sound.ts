/** Name of the worklet that listens. */
export const soundListenerName = 'sound-listener';

/** From this frame of the context's clock on there is sound, or none. */
export type SoundChange = { readonly isSounding: boolean; readonly frame: number };

/** The changes between sound and silence of one node. */
export class FirstSound {
  readonly #node: AudioWorkletNode;
  readonly #source: AudioNode;
  readonly #wakes = new Set<() => void>();
  #last: SoundChange = { isSounding: false, frame: 0 };

  /** `source` is heard, and listened to. Its context has the worklet. */
  constructor(context: AudioContext, source: AudioNode) {
    this.#source = source;
    this.#node = new AudioWorkletNode(context, soundListenerName, { numberOfOutputs: 0 });
    this.#node.port.onmessage = ({ data }: MessageEvent<SoundChange>) => {
      this.#last = data;
      for (const wake of [...this.#wakes]) wake();
    };
    source.connect(this.#node);
    source.connect(context.destination);
  }

  /** The last change so far. */
  get last(): SoundChange {
    return this.#last;
  }

  /** Waits for a change that passes. */
  async until(passes: (change: SoundChange) => boolean): Promise<SoundChange> {
    while (!passes(this.#last)) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#wakes.delete(wake);
          resolve();
        };
        this.#wakes.add(wake);
      });
    }
    return this.#last;
  }

  close(): void {
    this.#source.disconnect();
    this.#node.port.onmessage = null;
  }
}
