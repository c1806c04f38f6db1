import { fail, ok, type Failed, type Failure, type Hertz, type Result } from '#contract';
import { HeardClock } from './heard-clock.ts';
import { loadWorklets, type GraphParts } from './song-graph.ts';
import { findOutputs } from './sound-outputs.ts';
import { LatencyLadder } from './strain/latency-ladder.ts';
import { watchStrain } from './strain/watch-strain.ts';

/** A device that has not begun to ask for sound by now will not. */
const startTimeoutMs = 3000;
/** A device that is gone may never answer. */
const closeTimeoutMs = 500;

export type OpenDevice = { readonly context: AudioContext; readonly heard: HeardClock; readonly parts: GraphParts };

export type DeviceOptions = {
  /** What the device may keep in hand at first; more, when this machine does not sustain it. */
  readonly latencySeconds: number;
  /** Whether a gap now tells anything about the machine. */
  readonly isSettled: () => boolean;
  /** The device of this context leaves gaps in the sound: a new one would keep more in hand. */
  readonly onStrained: (context: AudioContext) => void;
  /** The device of this context will play no more. */
  readonly onLost: (context: AudioContext) => void;
  /** Makes Chromium look for the system's sound anew. */
  readonly restartSound: () => Promise<unknown>;
};

/**
 * The one live AudioContext, at the rate of the song, with its worklets loaded. A song at another rate gets a new one, because a
 * context cannot change its own; so does one whose device was lost, because its context never finds another.
 */
export class AudioDevice {
  readonly #options: DeviceOptions;
  readonly #lost = new WeakSet<AudioContext>();
  readonly #ladder: LatencyLadder;
  #current: { readonly rate: Hertz; readonly latencySeconds: number; readonly device: Promise<OpenDevice> } | null =
    null;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.#ladder = new LatencyLadder(options.latencySeconds);
  }

  /** Closes a context at another rate, or that was found to keep too little in hand: what plays in it must be disposed of before. */
  async at(rate: Hertz): Promise<OpenDevice> {
    const { latencySeconds } = this.#ladder;
    const current = this.#current;
    if (current?.rate === rate && current.latencySeconds === latencySeconds) return current.device;
    await this.close();
    const device = this.#open(rate, latencySeconds);
    this.#current = { rate, latencySeconds, device };
    return device;
  }

  /** Makes the device ask for sound. One that will not counts as lost. */
  async start({ context }: OpenDevice): Promise<Result<undefined>> {
    if (context.state === 'closed' || this.#lost.has(context)) return fail('noAudioDevice');
    if (context.state === 'running') return ok();
    const over = new AbortController();
    const trouble = new Promise<Failed>((resolve) => {
      const give = (): void => {
        resolve(fail('noAudioDevice'));
      };
      const timer = setTimeout(give, startTimeoutMs);
      over.signal.addEventListener('abort', () => {
        clearTimeout(timer);
      });
      context.addEventListener('error', give, { signal: over.signal });
    });
    const outcome = await Promise.race([context.resume().then(() => ok(), refused), trouble]);
    over.abort();
    if (!outcome.ok) this.#lost.add(context);
    return outcome;
  }

  /** It plays no more, whatever the context says. */
  tellLost(context: AudioContext): void {
    this.#lost.add(context);
  }

  /** A new device in place of the one there was. Fails with `noAudioDevice` when the system has nothing to play on. */
  async renew(rate: Hertz): Promise<Result<OpenDevice>> {
    await this.close();
    return (await findOutputs(this.#options.restartSound)) ? ok(await this.at(rate)) : fail('noAudioDevice');
  }

  async close(): Promise<void> {
    const closing = this.#current;
    this.#current = null;
    if (closing === null) return;
    const { context } = await closing.device;
    if (context.state === 'closed') return;
    const tooLong = new Promise((resolve) => setTimeout(resolve, closeTimeoutMs));
    await Promise.race([context.close(), tooLong]);
  }

  async #open(rate: Hertz, latencySeconds: number): Promise<OpenDevice> {
    const context = new AudioContext({ sampleRate: rate, latencyHint: latencySeconds });
    context.addEventListener('error', () => {
      this.#lost.add(context);
      this.#options.onLost(context);
    });
    const onGap = (): void => {
      if (this.#options.isSettled() && this.#ladder.noteGap(performance.now())) this.#options.onStrained(context);
    };
    const [parts] = await Promise.all([loadWorklets(context), watchStrain(context, onGap)]);
    return { context, heard: new HeardClock(context), parts };
  }
}

const refused = (reason: unknown): Failed<Failure> =>
  fail('noAudioDevice', reason instanceof Error ? reason.message : '');
