import { fail, type Failed, type Failure, type Hertz, ok, type Result } from '#contract';
import { LatencyLadder, watchStrain } from './dropouts.ts';
import { HeardClock } from './heard-clock.ts';
import { type GraphParts, loadWorklets } from '../song-graph.ts';

const lookMs = 100;
const patienceMs = 3000;

/**
 * Whether the system has anything to play on. When it seems to have nothing, `restart` is tried and waited for: after a
 * restart of the sound server Chromium sees none until its own audio process begins anew, and plays into the void.
 */
async function findOutputs(restart: () => Promise<unknown>): Promise<boolean> {
  if (await hasOutputs()) return true;
  await restart();
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    if (await hasOutputs()) return true;
  }
  return false;
}

async function hasOutputs(): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.some(({ kind }) => kind === 'audiooutput');
}

/** A device that has not begun to ask for sound by now will not. */
const startTimeoutMs = 3000;
/** A device that is gone may never answer. */
const closeTimeoutMs = 500;

export type OpenDevice = { readonly context: AudioContext; readonly heard: HeardClock; readonly parts: GraphParts };

type DeviceOptions = {
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

type Opening = {
  readonly rate: Hertz;
  readonly latencySeconds: number;
  readonly device: Promise<Result<OpenDevice>>;
};

/**
 * The one live AudioContext, at the rate of the song, with its worklets loaded. A song at another rate gets a new one, because a
 * context cannot change its own; so does one whose device was lost, because its context never finds another.
 */
export class AudioDevice {
  readonly #options: DeviceOptions;
  readonly #lost = new WeakSet<AudioContext>();
  readonly #ladder: LatencyLadder;
  #current: Opening | null = null;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.#ladder = new LatencyLadder(options.latencySeconds);
  }

  /**
   * The device at a song's rate. Closes a context at another rate, that was lost, or that was found to keep too little in hand:
   * what plays in it must be disposed of before. Fails with `noAudioDevice`; the next call tries again.
   */
  async at(rate: Hertz): Promise<Result<OpenDevice>> {
    const { latencySeconds } = this.#ladder;
    const current = this.#current;
    if (current?.rate === rate && current.latencySeconds === latencySeconds) {
      const known = await current.device;
      if (known.ok && known.value.context.state !== 'closed' && !this.#lost.has(known.value.context)) return known;
    }
    await this.close();
    const opening = { rate, latencySeconds, device: this.#open(rate, latencySeconds) };
    this.#current = opening;
    const opened = await opening.device;
    if (!opened.ok && this.#current === opening) this.#current = null;
    return opened;
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
    const hasOutputs = await findOutputs(this.#options.restartSound).catch(() => false);
    return hasOutputs ? this.at(rate) : fail('noAudioDevice');
  }

  async close(): Promise<void> {
    const closing = this.#current;
    this.#current = null;
    if (closing === null) return;
    const opened = await closing.device;
    if (opened.ok) await closeContext(opened.value.context);
  }

  async #open(rate: Hertz, latencySeconds: number): Promise<Result<OpenDevice>> {
    let context: AudioContext;
    try {
      context = new AudioContext({ sampleRate: rate, latencyHint: latencySeconds });
    } catch (reason) {
      return refused(reason);
    }
    context.addEventListener('error', () => {
      this.#lost.add(context);
      this.#options.onLost(context);
    });
    const onGap = (): void => {
      if (this.#options.isSettled() && this.#ladder.noteGap(performance.now())) this.#options.onStrained(context);
    };
    try {
      const [parts] = await Promise.all([loadWorklets(context), watchStrain(context, onGap)]);
      return ok({ context, heard: new HeardClock(context), parts });
    } catch (reason) {
      await closeContext(context);
      return refused(reason);
    }
  }
}

async function closeContext(context: AudioContext): Promise<void> {
  if (context.state === 'closed') return;
  const tooLong = new Promise((resolve) => setTimeout(resolve, closeTimeoutMs));
  await Promise.race([context.close().catch(() => undefined), tooLong]);
}

const refused = (reason: unknown): Failed<Failure> =>
  fail('noAudioDevice', reason instanceof Error ? reason.message : '');
