import { decibels, type CueSettings, type SoundDevice } from '#contract';
import { gainOf } from '../../mix/levels.ts';
import { HeardClock } from '../device/heard-clock.ts';
import { type CueDevice, type CueFacts, CueFeed } from './cue-feed.ts';
import cueReaderUrl from './cue-reader.worklet.ts?worker&url';
import type { CueSource, CueSources } from './cue-source.ts';
import { mainDelaySeconds } from './main-delay.ts';

/** `off`: no cue device is chosen. `gone`: the chosen one is not there or does not start; the cue is silent until it is back. */
export type CueState = 'off' | 'opening' | 'on' | 'gone';

/** The second output as the page's state uses it. */
export type CuePort = {
  /** Opens another device or none, and glides to the level. */
  set(settings: CueSettings): void;
  state(): CueState;
  /** How the cue of the song that plays runs beside the main output; null while there is none. */
  facts(): CueFacts | null;
  /** The output devices there are, but for the default one. */
  devices(): Promise<readonly SoundDevice[]>;
  /** Calls the listener when the state changes. Returns the unsubscribe function. */
  onState(listener: (state: CueState) => void): () => void;
};

/** As that of the main output. */
const latencySeconds = 0.02;
const glideSeconds = 0.02;
const followMs = 100;
/** How often the device is looked for: some go and come back without a word, and a sound server then plays on another one. */
const lookMs = 1000;
/**
 * Chromium keeps a stream for 5 seconds after it was closed and uses it again. That of a device that is gone may have been moved to another
 * device by the sound server: measured with PulseAudio, the cue then came out of the main speakers.
 */
const reopenAfterMs = 6000;
/** A clock that stands for this long is that of a device that is gone. */
const stoppedMs = 2000;
const startTimeoutMs = 3000;
const closeTimeoutMs = 500;
const usualRate = 44100;
/**
 * Measured in a recording of both outputs, in Chromium 130: the stamps of a context whose device was chosen after it was made do count the
 * buffer that they otherwise leave out.
 */
const leavesOutBuffer = false;
const namesOfDefault = ['', 'default', 'communications'];

/** What there is of a source: the ring that it writes, and the feed that plays it while the device is open. */
type Way = { ring: SharedArrayBuffer | null; feed: CueFeed | null };

/**
 * The cue device in an audio context of its own, so that nothing of it can stop the main output. Each song that enters gets a ring, which
 * is played here.
 *
 * [Note: a device that is gone] What is meant for the cue alone stays out of the main output when its device goes: a click must not come
 * out of the hall's speakers because a plug slipped. Only a choice of the person, "no cue output", sends it back there.
 */
export class CueOutput implements CuePort, CueSources {
  readonly #ways = new Map<CueSource, Way>();
  readonly #listeners = new Set<(state: CueState) => void>();
  #settings: CueSettings | null = null;
  #device: CueDevice | null = null;
  #state: CueState = 'off';
  #turn: Promise<unknown> = Promise.resolve();
  #lostMs = -reopenAfterMs;
  #followTimer: ReturnType<typeof setInterval> | undefined;
  #lookTimer: ReturnType<typeof setInterval> | undefined;
  /** Where the device's clock stood, and since when. */
  #stood = { seconds: -1, sinceMs: 0 };

  constructor() {
    navigator.mediaDevices.addEventListener('devicechange', () => void this.#look());
  }

  set(settings: CueSettings): void {
    const before = this.#settings?.device;
    this.#settings = settings;
    const { device, levelDb } = settings;
    const level = this.#device?.level.gain;
    level?.setTargetAtTime(gainOf(levelDb), this.#device?.context.currentTime ?? 0, glideSeconds);
    if (before?.id === device?.id && before?.label === device?.label) return;
    if (device === null) this.#sendBack();
    else for (const source of this.#ways.keys()) this.#take(source);
    void this.#reopen();
  }

  state(): CueState {
    return this.#state;
  }

  facts(): CueFacts | null {
    const running = [...this.#ways].filter(([{ context }]) => context.state === 'running');
    return running.findLast(([, { feed }]) => feed !== null)?.[1].feed?.facts() ?? null;
  }

  async devices(): Promise<readonly SoundDevice[]> {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all
      .filter(({ kind, deviceId }) => kind === 'audiooutput' && !namesOfDefault.includes(deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  onState(listener: (state: CueState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  enter(source: CueSource): void {
    this.#ways.set(source, { ring: null, feed: null });
    if (this.#settings?.device == null) return;
    this.#take(source);
    this.#connect(source);
  }

  leave(source: CueSource): void {
    this.#ways.get(source)?.feed?.dispose();
    this.#ways.delete(source);
  }

  /** Takes what is meant for the cue alone out of the main output, whether the device is there or not. */
  #take(source: CueSource): void {
    const way = this.#ways.get(source);
    if (way === undefined) return;
    way.ring ??= source.openCue();
    source.heard.delaySeconds = mainDelaySeconds;
  }

  #sendBack(): void {
    for (const [source, way] of this.#ways) {
      if (way.ring !== null) source.closeCue();
      source.heard.delaySeconds = 0;
      way.ring = null;
    }
  }

  #connect(source: CueSource): void {
    const way = this.#ways.get(source);
    if (way?.ring == null || this.#device === null) return;
    way.feed ??= new CueFeed(source, way.ring, this.#device);
  }

  /** Opens the device that is chosen now, or none. */
  #reopen(): Promise<unknown> {
    this.#turn = this.#turn.then(async () => {
      await this.#close();
      const wanted = this.#settings?.device ?? null;
      if (wanted === null) {
        this.#become('off');
        return;
      }
      this.#become('opening');
      this.#device = await this.#open(wanted).catch(() => null);
      if (this.#device === null) {
        this.#become('gone');
        return;
      }
      for (const source of this.#ways.keys()) this.#connect(source);
      this.#become('on');
    });
    return this.#turn;
  }

  async #open(wanted: SoundDevice): Promise<CueDevice | null> {
    const found = await this.#find(wanted);
    if (found === null) return null;
    const sampleRate = [...this.#ways.keys()].at(-1)?.context.sampleRate ?? usualRate;
    // Chosen in the constructor, a device that is gone would give way to the default one, which the audience hears.
    const context = new AudioContext({ sampleRate, latencyHint: latencySeconds, sinkId: { type: 'none' } });
    try {
      await context.setSinkId(found.id);
      await Promise.all([context.audioWorklet.addModule(cueReaderUrl), startedInTime(context)]);
    } catch {
      await closeContext(context);
      return null;
    }
    const level = new GainNode(context, { gain: gainOf(this.#settings?.levelDb ?? decibels(0)) });
    level.connect(context.destination);
    const lost = (): void => {
      if (this.#device?.context === context) this.#lose();
    };
    context.addEventListener('error', lost);
    context.addEventListener('statechange', () => {
      if (context.state !== 'running') lost();
    });
    return { context, heard: new HeardClock(context, undefined, leavesOutBuffer), level };
  }

  /** The device by its id, else by its label: Chromium gives out new ids when its storage is cleared. */
  async #find({ id, label }: SoundDevice): Promise<SoundDevice | null> {
    const devices = await this.devices();
    return devices.find((device) => device.id === id) ?? devices.find((device) => device.label === label) ?? null;
  }

  async #close(): Promise<void> {
    for (const way of this.#ways.values()) {
      way.feed?.dispose();
      way.feed = null;
    }
    const device = this.#device;
    this.#device = null;
    if (device !== null) await closeContext(device.context);
  }

  #lose(): void {
    this.#lostMs = performance.now();
    this.#become('gone');
    this.#turn = this.#turn.then(() => (this.#state === 'gone' ? this.#close() : undefined));
  }

  /** Notices that the device is gone, or that it is back. */
  async #look(): Promise<void> {
    const wanted = this.#settings?.device ?? null;
    if (wanted === null || this.#state === 'opening') return;
    const isThere = (await this.#find(wanted).catch(() => null)) !== null;
    if (this.#settings?.device?.id !== wanted.id) return;
    const isForgotten = performance.now() - this.#lostMs > reopenAfterMs;
    if (isThere && isForgotten && this.#state === 'gone') void this.#reopen();
    if (!isThere && this.#state === 'on') this.#lose();
  }

  #follow(): void {
    const context = this.#device?.context;
    if (context === undefined) return;
    const nowMs = performance.now();
    if (context.currentTime !== this.#stood.seconds) this.#stood = { seconds: context.currentTime, sinceMs: nowMs };
    else if (nowMs - this.#stood.sinceMs > stoppedMs) {
      this.#lose();
      return;
    }
    for (const { feed } of this.#ways.values()) feed?.follow();
  }

  #become(state: CueState): void {
    if (state === this.#state) return;
    this.#state = state;
    clearInterval(this.#followTimer);
    clearInterval(this.#lookTimer);
    if (state === 'on') {
      this.#stood = { seconds: -1, sinceMs: performance.now() };
      this.#followTimer = setInterval(() => {
        this.#follow();
      }, followMs);
    }
    if (state === 'gone' || state === 'on') this.#lookTimer = setInterval(() => void this.#look(), lookMs);
    for (const listener of this.#listeners) listener(state);
  }
}

async function startedInTime(context: AudioContext): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(reject, startTimeoutMs, new Error('The device does not start.'));
  });
  await Promise.race([context.resume(), late]);
}

async function closeContext(context: AudioContext): Promise<void> {
  if (context.state === 'closed') return;
  const tooLong = new Promise((resolve) => setTimeout(resolve, closeTimeoutMs));
  await Promise.race([context.close().catch(() => undefined), tooLong]);
}
