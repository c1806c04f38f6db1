import { fail, failure, ok, type Failure, type Hertz, type Result } from '#contract';
import { HeardClock } from './heard-clock.ts';
import { loadWorklets, type GraphParts } from './song-graph.ts';

/** A device that has not begun to ask for sound by now will not. */
const startTimeoutMs = 3000;

export type OpenDevice = { readonly context: AudioContext; readonly heard: HeardClock; readonly parts: GraphParts };

/**
 * The one live AudioContext, at the rate of the song, with its worklets loaded. A song at another rate gets a new one, because a
 * context cannot change its own.
 */
export class AudioDevice {
  readonly #latencySeconds: number;
  readonly #onFailure: (failure: Failure) => void;
  #current: { readonly rate: Hertz; readonly device: Promise<OpenDevice> } | null = null;

  /** `latencySeconds`: what the device may keep in hand. */
  constructor(latencySeconds: number, onFailure: (failure: Failure) => void) {
    this.#latencySeconds = latencySeconds;
    this.#onFailure = onFailure;
  }

  /** Closes a context at another rate: what plays in it must be disposed of before. */
  async at(rate: Hertz): Promise<OpenDevice> {
    if (this.#current?.rate === rate) return this.#current.device;
    await this.close();
    const device = this.#open(rate);
    this.#current = { rate, device };
    return device;
  }

  /** Makes the device ask for sound. */
  async start({ context }: OpenDevice): Promise<Result<undefined>> {
    if (context.state === 'running') return ok();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => {
        resolve('late');
      }, startTimeoutMs);
    });
    try {
      const outcome = await Promise.race([context.resume(), timeout]);
      return outcome === 'late' ? fail('noAudioDevice') : ok();
    } catch (reason) {
      return fail('noAudioDevice', reason instanceof Error ? reason.message : '');
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    const closing = this.#current;
    this.#current = null;
    if (closing === null) return;
    const { context } = await closing.device;
    await context.close();
  }

  async #open(rate: Hertz): Promise<OpenDevice> {
    const context = new AudioContext({ sampleRate: rate, latencyHint: this.#latencySeconds });
    context.addEventListener('error', () => {
      this.#onFailure(failure('noAudioDevice'));
    });
    const parts = await loadWorklets(context);
    return { context, heard: new HeardClock(context), parts };
  }
}
