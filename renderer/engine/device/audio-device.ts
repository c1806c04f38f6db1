import { fail, type Failed, type Failure, type Hertz, ok, type Result, failFrom } from '#contract';
import { LatencyLadder, watchDropouts } from './dropouts.ts';
import { HeardClock } from './heard-clock.ts';
import { type GraphParts, loadWorklets } from '../song-graph.ts';

const pollMs = 100;
const outputTimeoutMs = 3000;

/**
 * Whether the system has an output device. If none shows, calls `restart` and polls for 3 s: after a restart of the sound server Chromium
 * sees no device until its own audio process restarts.
 */
async function findOutputs(restart: () => Promise<unknown>): Promise<boolean> {
  if (await hasOutputs()) return true;
  await restart();
  const deadline = performance.now() + outputTimeoutMs;
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    if (await hasOutputs()) return true;
  }
  return false;
}

async function hasOutputs(): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.some(({ kind }) => kind === 'audiooutput');
}

/** A device that has not asked for sound by then will not. */
const startTimeoutMs = 3000;
/** A device that is gone may never answer. */
const closeTimeoutMs = 500;

/** A context with its worklets, its clock of what is audible, and what a song's graph needs. */
export type OpenDevice = { readonly context: AudioContext; readonly heard: HeardClock; readonly parts: GraphParts };

type DeviceOptions = {
  /** Latency to ask for at first; dropouts raise it. */
  readonly latencySeconds: number;
  /** Whether a dropout now says that the latency is too low. */
  readonly isSettled: () => boolean;
  /** The device of this context drops out; the next one that opens gets more latency. */
  readonly onDropouts: (context: AudioContext) => void;
  /** The device of this context is lost. */
  readonly onLost: (context: AudioContext) => void;
  /** Restarts Chromium's audio process. */
  readonly restartSound: () => Promise<unknown>;
};

type Opening = {
  readonly rate: Hertz;
  readonly latencySeconds: number;
  readonly device: Promise<Result<OpenDevice>>;
};

/**
 * The one live AudioContext, at the rate of the song, with its worklets loaded. A context cannot change its rate and never finds another
 * device, so a song at another rate and a lost device both need a new one.
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
   * Returns the device at a song's rate, the open one when it fits. Otherwise closes that one, in which nothing may play any more, and
   * opens another. Fails with `noAudioDevice`; the next call tries again.
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

  /** Makes the device ask for sound. Fails with `noAudioDevice` when it does not within 3 s, and then counts it as lost. */
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

  /** Call when the device of `context` is lost, even if the context does not say so. */
  noteLost(context: AudioContext): void {
    this.#lost.add(context);
  }

  /** Replaces the device. Fails with `noAudioDevice` when the system has no output. */
  async renew(rate: Hertz): Promise<Result<OpenDevice>> {
    await this.close();
    const hasOutputs = await findOutputs(this.#options.restartSound).catch(() => false);
    return hasOutputs ? this.at(rate) : fail('noAudioDevice');
  }

  /** Closes the open context, if any; waits 0.5 s at most for a device that does not answer. */
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
    const onDropout = (): void => {
      if (this.#options.isSettled() && this.#ladder.noteDropout(performance.now())) this.#options.onDropouts(context);
    };
    try {
      const [parts] = await Promise.all([loadWorklets(context), watchDropouts(context, onDropout)]);
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

const refused = (reason: unknown): Failed<Failure> => failFrom('noAudioDevice', reason);
