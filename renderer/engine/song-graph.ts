import { Context } from 'tone/build/esm/core/context/Context.js';
import { setContext } from 'tone/build/esm/core/context/GlobalContext.js';
import { OfflineContext } from 'tone/build/esm/core/context/OfflineContext.js';
import type { Click, Mix } from '#contract';
import { compileStretch } from '../dsp/compile-stretch.ts';
import type { GainCurve } from '../mix/automation.ts';
import { createCueMemory } from './cue/cue-ring.ts';
import { MainDelay } from './cue/main-delay.ts';
import type { CueSource, CueSources } from './cue/cue-source.ts';
import { type CueWriterMessage, cueWriterName, type CueWriterOptions } from './cue/cue-worklets.ts';
import cueWriterUrl from './cue/cue-writer.worklet.ts?worker&url';
import type { HeardClock } from './device/heard-clock.ts';
import { createLoudnessMemory, LoudnessSoFar } from './meters/loudness-so-far.ts';
import {
  attachMeters,
  createMeterMemory,
  MeterReader,
  type MixOutMessage,
  mixOutName,
  type MixOutOptions,
} from './meters/meters.ts';
import mixOutUrl from './meters/mix-out.worklet.ts?worker&url';
import { type ChangeManner, MixerNodes, type MixerStem } from './mixer-nodes.ts';
import type { PoolMemory, SongMemory } from './page-cache/pages.ts';
import {
  createPitchShiftMemory,
  type PitchBusesMessage,
  pitchBusesName,
  type PitchBusesOptions,
} from './pitch-shift/pitch-buses.ts';
import pitchBusesUrl from './pitch-shift/pitch-buses.worklet.ts?worker&url';
import {
  type PlayedClick,
  type PlayedRoute,
  type PlayLine,
  type ReaderMessage,
  readerName,
  type ReaderOptions,
  type ReaderReport,
} from './play-line.ts';
import readerUrl from './reader/stem-reader.worklet.ts?worker&url';

/** Strips are created in multiples of this, so that stems that arrive later find a free one. */
const stripMultiple = 8;
/** A margin on top of the device's buffer. */
const glideLeadSeconds = 0.005;

/** What a song's nodes need besides the worklets that the context has loaded: the compiled pitch shift. */
export type GraphParts = { readonly stretch: WebAssembly.Module };

/** Loads the worklets of reader, pitch buses, mix out and cue into a context, once for each. Rejects when the context is closed. */
export async function loadWorklets(context: BaseAudioContext): Promise<GraphParts> {
  const [stretch] = await Promise.all([
    compileStretch(),
    ...[readerUrl, pitchBusesUrl, mixOutUrl, cueWriterUrl].map((url) => context.audioWorklet.addModule(url)),
  ]);
  return { stretch };
}

/** Where a song's cue goes, and what of it the main output lets be heard. */
export type CueWay = { readonly sources: CueSources; readonly heard: HeardClock };

/** All nodes of one song in one context, live or offline: stem reader, Tone mixer, pitch buses, meters, limiter. */
export class SongGraph {
  readonly stripCount: number;
  readonly meters: MeterReader;
  readonly loudness: LoudnessSoFar;
  readonly #context: BaseAudioContext;
  readonly #reader: AudioWorkletNode;
  readonly #mixer: MixerNodes;
  readonly #buses: AudioWorkletNode;
  readonly #mixOut: AudioWorkletNode;
  readonly #mainDelay: MainDelay;
  readonly #stretch: WebAssembly.Module;
  readonly #pitchOrder: SharedArrayBuffer;
  readonly #leaveCue: () => void;
  #cueWriter: AudioWorkletNode | null = null;
  #cueBuses: AudioWorkletNode | null = null;
  #hasLimiter: boolean;
  /** How changes reach the ears now. */
  readonly #manner = (): ChangeManner => (this.#context.state === 'running' ? 'glide' : 'jump');

  /** `onEnd`: the reader reached the end of the song after the seek with this serial. */
  constructor(
    context: BaseAudioContext,
    parts: GraphParts,
    stemCount: number,
    line: PlayLine,
    hasLimiter: boolean,
    onEnd: (seekSerial: number) => void,
    cue: CueWay | null = null,
  ) {
    this.#hasLimiter = hasLimiter;
    this.#stretch = parts.stretch;
    this.stripCount = Math.max(stripMultiple, Math.ceil(stemCount / stripMultiple) * stripMultiple);
    this.#context = context;
    const tone = toneContextOf(context);
    const order = createPitchShiftMemory();
    this.#pitchOrder = order;
    const readerOptions: ReaderOptions = { command: line.commandMemory, log: line.logMemory, order };
    this.#reader = new AudioWorkletNode(context, readerName, {
      numberOfInputs: 0,
      numberOfOutputs: this.stripCount + 1,
      outputChannelCount: Array.from({ length: this.stripCount + 1 }, () => 2),
      processorOptions: readerOptions,
    });
    this.#reader.port.onmessage = ({ data }: MessageEvent<ReaderReport>) => {
      onEnd(data.seekSerial);
    };
    this.#buses = this.#newBuses();
    const meters = createMeterMemory(this.masterChannel + 1);
    const loudness = createLoudnessMemory();
    const mixOutOptions: MixOutOptions = { meters, loudness, hasLimiter };
    this.#mixOut = new AudioWorkletNode(context, mixOutName, {
      numberOfInputs: this.masterChannel + 1,
      numberOfOutputs: 1,
      outputChannelCount: [2],
      channelCount: 2,
      channelCountMode: 'explicit',
      processorOptions: mixOutOptions,
    });
    this.meters = new MeterReader(attachMeters(meters));
    this.loudness = new LoudnessSoFar(loudness);
    const ends = { reader: this.#reader, buses: this.#buses, mixOut: this.#mixOut };
    this.#mixer = new MixerNodes(tone, ends, this.stripCount);
    this.#mainDelay = new MainDelay(context, this.#mixOut);
    this.#leaveCue = this.#enterCue(cue);
  }

  #newBuses(): AudioWorkletNode {
    const processorOptions: PitchBusesOptions = { stretch: this.#stretch, order: this.#pitchOrder };
    return new AudioWorkletNode(this.#context, pitchBusesName, {
      numberOfInputs: 3,
      numberOfOutputs: 1,
      outputChannelCount: [2],
      channelCount: 2,
      channelCountMode: 'explicit',
      processorOptions,
    });
  }

  /** Enters the cue; returns how to leave it. */
  #enterCue(way: CueWay | null): () => void {
    const context = this.#context;
    if (way === null || !(context instanceof AudioContext)) return () => undefined;
    const source: CueSource = {
      context,
      heard: way.heard,
      openCue: () => this.#openCue(),
      closeCue: () => {
        this.#closeCue();
      },
    };
    way.sources.enter(source);
    return () => {
      way.sources.leave(source);
    };
  }

  /** The buses of the cue follow the same orders as those of the main output, so that both have the same pitch and the same delay. */
  #openCue(): SharedArrayBuffer {
    const ring = createCueMemory();
    const writerOptions: CueWriterOptions = { ring, hasLimiter: this.#hasLimiter };
    const writer = new AudioWorkletNode(this.#context, cueWriterName, {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      outputChannelCount: [1],
      channelCount: 2,
      channelCountMode: 'explicit',
      processorOptions: writerOptions,
    });
    const buses = this.#newBuses();
    buses.connect(writer);
    writer.connect(this.#context.destination);
    this.#cueWriter = writer;
    this.#cueBuses = buses;
    const manner = this.#manner();
    this.#mixer.openCue(buses, manner, this.#leadSeconds(manner));
    this.#mainDelay.set(true, manner);
    return ring;
  }

  #closeCue(): void {
    const manner = this.#manner();
    this.#mixer.closeCue(manner, this.#leadSeconds(manner));
    this.#mainDelay.set(false, manner);
    this.#cueWriter?.port.postMessage({ kind: 'retire' } satisfies CueWriterMessage);
    this.#cueBuses?.port.postMessage({ kind: 'retire' } satisfies PitchBusesMessage);
    this.#cueBuses?.disconnect();
    this.#cueWriter?.disconnect();
    this.#cueWriter = null;
    this.#cueBuses = null;
  }

  /** Says which stem is in which row; null: none. Takes effect with the next `applyMix`. */
  assign(rows: readonly (MixerStem | null)[]): void {
    rows.forEach((stem, row) => {
      this.#mixer.assign(row, stem);
    });
  }

  /** Gives the reader a song's page table and the page pool. */
  setSong(song: SongMemory, pool: PoolMemory, rows: readonly (MixerStem | null)[]): void {
    this.assign(rows);
    this.#tellReader({ kind: 'song', song, pool });
  }

  /** Sets levels, pans and the master. `glideSeconds`: how long a glide takes. */
  applyMix(mix: Mix, manner: ChangeManner, glideSeconds?: number): void {
    this.#mixer.apply(mix, manner, this.#leadSeconds(manner), glideSeconds);
  }

  /** Sets level and pan of the click. */
  applyClick(click: Click, manner: ChangeManner): void {
    this.#mixer.applyClick(click, manner, this.#leadSeconds(manner));
  }

  /** Gives the reader the clicks and the count-in. */
  setClick(click: PlayedClick): void {
    this.#tellReader({ kind: 'click', click });
  }

  /** Gives the reader the automation of each row. */
  setAutomation(curves: readonly (GainCurve | null)[]): void {
    this.#tellReader({ kind: 'automation', curves });
  }

  /** Gives the reader the way through the loop or the chain. */
  setRoute(route: PlayedRoute): void {
    this.#tellReader({ kind: 'route', route });
  }

  /** The meter of the click. */
  get clickChannel(): number {
    return this.stripCount;
  }

  /** The meter of the master. */
  get masterChannel(): number {
    return this.stripCount + 1;
  }

  #leadSeconds(manner: ChangeManner): number {
    const bufferSeconds = this.#context instanceof AudioContext ? this.#context.baseLatency : 0;
    return manner === 'glide' ? bufferSeconds + glideLeadSeconds : 0;
  }

  setLimiter(isOn: boolean): void {
    this.#hasLimiter = isOn;
    this.#tellMixOut({ kind: 'limiter', isOn });
    this.#cueWriter?.port.postMessage({ kind: 'limiter', isOn } satisfies CueWriterMessage);
  }

  /** Ends the worklets and disconnects all nodes. */
  dispose(): void {
    this.#leaveCue();
    if (this.#cueWriter !== null) this.#closeCue();
    this.#tellReader({ kind: 'retire' });
    this.#tellMixOut({ kind: 'retire' });
    this.#buses.port.postMessage({ kind: 'retire' } satisfies PitchBusesMessage);
    this.#reader.disconnect();
    this.#buses.disconnect();
    this.#mixOut.disconnect();
    this.#mixer.dispose();
  }

  #tellReader(message: ReaderMessage): void {
    this.#reader.port.postMessage(message);
  }

  #tellMixOut(message: MixOutMessage): void {
    this.#mixOut.port.postMessage(message);
  }
}

/** Tone's wrapper, without the clock that only its Transport needs. */
function toneContextOf(context: BaseAudioContext): Context {
  const tone = wrapped(context);
  // Every Tone node reads the global context before its own. Without one Tone would create it: a second device and a ticking worker.
  setContext(tone);
  return tone;
}

function wrapped(context: BaseAudioContext): Context {
  if (context instanceof OfflineAudioContext) return new OfflineContext(context);
  if (!(context instanceof AudioContext)) throw new Error('Neither a live nor an offline audio context.');
  return new Context({ context, clockSource: 'offline', lookAhead: 0, updateInterval: 1 });
}
