import { Panner } from 'tone/build/esm/component/channel/Panner.js';
import { Context } from 'tone/build/esm/core/context/Context.js';
import { Gain } from 'tone/build/esm/core/context/Gain.js';
import { setContext } from 'tone/build/esm/core/context/GlobalContext.js';
import { OfflineContext } from 'tone/build/esm/core/context/OfflineContext.js';
import type { Param } from 'tone/build/esm/core/context/Param.js';
import { connect } from 'tone/build/esm/core/context/ToneAudioNode.js';
import type { Click, Mix, StemId } from '#contract';
import { compileStretch } from '../dsp/compile-stretch.ts';
import { audibleGain } from '../mix/audibility.ts';
import { gainOf } from '../mix/levels.ts';
import type { GainCurve } from '../mix/automation.ts';
import { busOf } from '../mix/speed-and-key.ts';
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
import type { PlayerStem } from './player.ts';
import readerUrl from './reader/stem-reader.worklet.ts?worker&url';

const usualGlideSeconds = 0.02;
const busInputs = { main: 0, drums: 1, click: 2 } as const;

type Strip = { readonly level: Gain; readonly panner: Panner };

/** The native nodes around the mixer. */
type MixerEnds = {
  /** One output for each row, then the click. */
  readonly reader: AudioWorkletNode;
  /** Inputs: the main bus, the drums bus and the click. Output: the pitch-shifted sum of the buses, and the click. */
  readonly buses: AudioWorkletNode;
  /** Inputs: one for each strip, then the click, then the master. */
  readonly mixOut: AudioWorkletNode;
};

/** `jump` sets gains at once, for a song that is silent; `glide` ramps them, without a click. */
export type ChangeManner = 'glide' | 'jump';

/**
 * The mixer in Tone nodes: reader output -> level -> panner -> bus -> master -> `mixOut`. Each strip is metered after its panner. The click
 * has a strip of its own.
 *
 * [Note: Tone by deep import] Loading Tone's index creates a global AudioContext and a worker from a blob. We import the classes
 * from their own modules, so that our context stays the only one.
 */
class MixerNodes {
  readonly #context: Context;
  readonly #buses: AudioWorkletNode;
  readonly #strips: readonly Strip[];
  readonly #click: Strip;
  readonly #master: Gain;
  readonly #rows: (StemId | null)[];
  readonly #targets = new Map<Param<'gain'> | Param<'audioRange'>, number>();

  constructor(context: Context, { reader, buses, mixOut }: MixerEnds, stripCount: number) {
    this.#context = context;
    this.#buses = buses;
    this.#master = new Gain({ context, gain: 1 });
    this.#rows = Array.from({ length: stripCount }, () => null);
    const stripOf = (output: number): Strip => {
      const level = new Gain({ context, gain: 0 });
      const panner = new Panner({ context, pan: 0, channelCount: 2 });
      connect(reader, level, output, 0);
      connect(level, panner);
      connect(panner, mixOut, 0, output);
      return { level, panner };
    };
    this.#strips = this.#rows.map((_, row) => stripOf(row));
    this.#click = stripOf(stripCount);
    connect(this.#click.panner, buses, 0, busInputs.click);
    connect(buses, this.#master);
    connect(this.#master, mixOut, 0, stripCount + 1);
  }

  /** Routes the reader's output `row` to the bus of its stem; null: the row no longer has one. */
  assign(row: number, stem: Pick<PlayerStem, 'id' | 'kind'> | null): void {
    const strip = this.#strips[row];
    if (strip === undefined || this.#rows[row] === (stem?.id ?? null)) return;
    this.#rows[row] = stem?.id ?? null;
    if (stem !== null) connect(strip.panner, this.#buses, 0, busInputs[busOf(stem.kind)]);
  }

  /** Sets all gains and pans. `leadSeconds`: how far ahead of the clock a glide starts, so that its start is not rendered yet. */
  apply(mix: Mix, manner: ChangeManner, leadSeconds: number, glideSeconds: number): void {
    const at = this.#now() + leadSeconds;
    this.#strips.forEach(({ level, panner }, row) => {
      const strip = mix.strips.find(({ stemId }) => stemId === this.#rows[row]);
      this.#change(level.gain, strip === undefined ? 0 : audibleGain(strip, mix), manner, at, glideSeconds);
      this.#change(panner.pan, strip?.pan ?? 0, manner, at, glideSeconds);
    });
    this.#change(this.#master.gain, gainOf(mix.masterDb), manner, at, glideSeconds);
  }

  /** Sets level and pan of the click. */
  applyClick({ levelDb, pan }: Click, manner: ChangeManner, leadSeconds: number): void {
    const at = this.#now() + leadSeconds;
    this.#change(this.#click.level.gain, gainOf(levelDb), manner, at);
    this.#change(this.#click.panner.pan, pan, manner, at);
  }

  dispose(): void {
    for (const { level, panner } of [...this.#strips, this.#click]) {
      level.dispose();
      panner.dispose();
    }
    this.#master.dispose();
  }

  /** The native clock: Tone's of an offline context stands still, so that a glide would be over before it began. */
  #now(): number {
    return this.#context.rawContext.currentTime;
  }

  #change(
    param: Param<'gain'> | Param<'audioRange'>,
    target: number,
    manner: ChangeManner,
    at: number,
    glideSeconds = usualGlideSeconds,
  ): void {
    if (this.#targets.get(param) === target) return;
    this.#targets.set(param, target);
    if (manner === 'glide') param.linearRampTo(target, glideSeconds, at);
    else param.value = target;
  }
}

/** Strips are created in multiples of this, so that stems that arrive later find a free one. */
const stripMultiple = 8;
/** A margin on top of the device's buffer. */
const glideLeadSeconds = 0.005;

/** What a song's nodes need besides the worklets that the context has loaded: the compiled pitch shift. */
export type GraphParts = { readonly stretch: WebAssembly.Module };

/** Loads the worklets of reader, pitch buses and mix out into a context, once for each. Rejects when the context is closed. */
export async function loadWorklets(context: BaseAudioContext): Promise<GraphParts> {
  const [stretch] = await Promise.all([
    compileStretch(),
    ...[readerUrl, pitchBusesUrl, mixOutUrl].map((url) => context.audioWorklet.addModule(url)),
  ]);
  return { stretch };
}

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

  /** `onEnd`: the reader reached the end of the song after the seek with this serial. */
  constructor(
    context: BaseAudioContext,
    parts: GraphParts,
    stemCount: number,
    line: PlayLine,
    hasLimiter: boolean,
    onEnd: (seekSerial: number) => void,
  ) {
    this.stripCount = Math.max(stripMultiple, Math.ceil(stemCount / stripMultiple) * stripMultiple);
    this.#context = context;
    const tone = toneContextOf(context);
    const order = createPitchShiftMemory();
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
    const busesOptions: PitchBusesOptions = { stretch: parts.stretch, order };
    this.#buses = new AudioWorkletNode(context, pitchBusesName, {
      numberOfInputs: 3,
      numberOfOutputs: 1,
      outputChannelCount: [2],
      channelCount: 2,
      channelCountMode: 'explicit',
      processorOptions: busesOptions,
    });
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
    this.#mixOut.connect(context.destination);
  }

  /** Says which stem is in which row; null: none. Takes effect with the next `applyMix`. */
  assign(rows: readonly (Pick<PlayerStem, 'id' | 'kind'> | null)[]): void {
    rows.forEach((stem, row) => {
      this.#mixer.assign(row, stem);
    });
  }

  /** Gives the reader a song's page table and the page pool. */
  setSong(song: SongMemory, pool: PoolMemory, rows: readonly (Pick<PlayerStem, 'id' | 'kind'> | null)[]): void {
    this.assign(rows);
    this.#tellReader({ kind: 'song', song, pool });
  }

  /** Sets levels, pans and the master. `glideSeconds`: how long a glide takes. */
  applyMix(mix: Mix, manner: ChangeManner, glideSeconds = usualGlideSeconds): void {
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
    this.#tellMixOut({ kind: 'limiter', isOn });
  }

  /** Ends the worklets and disconnects all nodes. */
  dispose(): void {
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
