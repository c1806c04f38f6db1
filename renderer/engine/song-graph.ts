import { Panner } from 'tone/build/esm/component/channel/Panner.js';
import { Context } from 'tone/build/esm/core/context/Context.js';
import { Gain } from 'tone/build/esm/core/context/Gain.js';
import { setContext } from 'tone/build/esm/core/context/GlobalContext.js';
import { OfflineContext } from 'tone/build/esm/core/context/OfflineContext.js';
import type { Param } from 'tone/build/esm/core/context/Param.js';
import { connect } from 'tone/build/esm/core/context/ToneAudioNode.js';
import type { Mix, StemId } from '#contract';
import { compileStretch } from '../dsp/stretch.ts';
import { audibleGain } from '../mix/audibility.ts';
import { gainOf } from '../mix/levels.ts';
import { busOf } from '../mix/speed-and-key.ts';
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
import { type PitchBusesMessage, pitchBusesName, type PitchBusesOptions } from './pitch-shift/pitch-buses.ts';
import pitchBusesUrl from './pitch-shift/pitch-buses.worklet.ts?worker&url';
import { createCueMemory } from './pitch-shift/pitch-shift-cue.ts';
import { type PlayLine, type ReaderMessage, readerName, type ReaderOptions, type ReaderReport } from './play-line.ts';
import type { PlayerStem } from './player.ts';
import readerUrl from './reader/stem-reader.worklet.ts?worker&url';

const glideSeconds = 0.02;
const busInputs = { main: 0, drums: 1 } as const;

type Strip = { readonly level: Gain; readonly panner: Panner };

/** The native nodes between which the mixer lies. */
type MixerEnds = {
  /** An output a row. */
  readonly reader: AudioWorkletNode;
  /** Takes the main bus on its first input and that of the drums on its second, gives their sum. */
  readonly buses: AudioWorkletNode;
  /** Takes the strips on its first inputs and the master on the one after them. */
  readonly mixOut: AudioWorkletNode;
};

/** How a change of the mix reaches the sound: at once while nothing sounds, otherwise in a glide that no one hears as a step. */
export type ChangeManner = 'glide' | 'jump';

/**
 * The mixer in Tone nodes: reader output -> level -> panner -> bus -> master -> `mixOut`, with every strip tapped after its
 * panner.
 *
 * [Note: Tone by deep import] Tone's index makes a global AudioContext, with a worker from a blob, as it is loaded. The
 * classes are taken from their own modules instead, so ours is the only context there is.
 */
class MixerNodes {
  readonly #context: Context;
  readonly #buses: AudioWorkletNode;
  readonly #strips: readonly Strip[];
  readonly #master: Gain;
  readonly #rows: (StemId | null)[];
  readonly #targets = new Map<Param<'gain'> | Param<'audioRange'>, number>();

  constructor(context: Context, { reader, buses, mixOut }: MixerEnds, stripCount: number) {
    this.#context = context;
    this.#buses = buses;
    this.#master = new Gain({ context, gain: 1 });
    this.#rows = Array.from({ length: stripCount }, () => null);
    this.#strips = this.#rows.map((_, row) => {
      const level = new Gain({ context, gain: 0 });
      const panner = new Panner({ context, pan: 0, channelCount: 2 });
      connect(reader, level, row, 0);
      connect(level, panner);
      connect(panner, mixOut, 0, row);
      return { level, panner };
    });
    connect(buses, this.#master);
    connect(this.#master, mixOut, 0, stripCount);
  }

  /** Says which stem comes out of the reader's output `row`; null: none any more. */
  assign(row: number, stem: Pick<PlayerStem, 'id' | 'kind'> | null): void {
    const strip = this.#strips[row];
    if (strip === undefined || this.#rows[row] === (stem?.id ?? null)) return;
    this.#rows[row] = stem?.id ?? null;
    if (stem !== null) connect(strip.panner, this.#buses, 0, busInputs[busOf(stem.kind)]);
  }

  /** `leadSeconds`: how far ahead of the clock a glide begins, so that the audio thread has not rendered its start yet. */
  apply(mix: Mix, manner: ChangeManner, leadSeconds: number): void {
    const at = this.#context.currentTime + leadSeconds;
    this.#strips.forEach(({ level, panner }, row) => {
      const strip = mix.strips.find(({ stemId }) => stemId === this.#rows[row]);
      this.#change(level.gain, strip === undefined ? 0 : audibleGain(strip, mix), manner, at);
      this.#change(panner.pan, strip?.pan ?? 0, manner, at);
    });
    this.#change(this.#master.gain, gainOf(mix.masterDb), manner, at);
  }

  dispose(): void {
    for (const { level, panner } of this.#strips) {
      level.dispose();
      panner.dispose();
    }
    this.#master.dispose();
  }

  #change(param: Param<'gain'> | Param<'audioRange'>, target: number, manner: ChangeManner, at: number): void {
    if (this.#targets.get(param) === target) return;
    this.#targets.set(param, target);
    if (manner === 'glide') param.linearRampTo(target, glideSeconds, at);
    else param.value = target;
  }
}

/** Outputs are made in lots of this many, so that stems of a song that is arriving find a strip waiting. */
const stripLot = 8;
/** Slack on top of the device's buffer. */
const glideLeadSeconds = 0.005;

/** What a song's nodes are made of besides the worklets that the context has loaded. */
export type GraphParts = { readonly stretch: WebAssembly.Module };

/** Loads the worklets; once a context. */
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
  readonly #context: BaseAudioContext;
  readonly #reader: AudioWorkletNode;
  readonly #mixer: MixerNodes;
  readonly #buses: AudioWorkletNode;
  readonly #mixOut: AudioWorkletNode;

  /** `parts`: what loading the context's worklets gave. `onEnd`: the song ran out, as of the seek with this serial. */
  constructor(
    context: BaseAudioContext,
    parts: GraphParts,
    stemCount: number,
    line: PlayLine,
    hasLimiter: boolean,
    onEnd: (seekSerial: number) => void,
  ) {
    this.stripCount = Math.max(stripLot, Math.ceil(stemCount / stripLot) * stripLot);
    this.#context = context;
    const tone = toneContextOf(context);
    const cue = createCueMemory();
    const readerOptions: ReaderOptions = { command: line.commandMemory, log: line.logMemory, cue };
    this.#reader = new AudioWorkletNode(context, readerName, {
      numberOfInputs: 0,
      numberOfOutputs: this.stripCount,
      outputChannelCount: Array.from({ length: this.stripCount }, () => 2),
      processorOptions: readerOptions,
    });
    this.#reader.port.onmessage = ({ data }: MessageEvent<ReaderReport>) => {
      onEnd(data.seekSerial);
    };
    const busesOptions: PitchBusesOptions = { stretch: parts.stretch, cue };
    this.#buses = new AudioWorkletNode(context, pitchBusesName, {
      numberOfInputs: 2,
      numberOfOutputs: 1,
      outputChannelCount: [2],
      channelCount: 2,
      channelCountMode: 'explicit',
      processorOptions: busesOptions,
    });
    const meters = createMeterMemory(this.stripCount + 1);
    const mixOutOptions: MixOutOptions = { meters, hasLimiter };
    this.#mixOut = new AudioWorkletNode(context, mixOutName, {
      numberOfInputs: this.stripCount + 1,
      numberOfOutputs: 1,
      outputChannelCount: [2],
      channelCount: 2,
      channelCountMode: 'explicit',
      processorOptions: mixOutOptions,
    });
    this.meters = new MeterReader(attachMeters(meters));
    const ends = { reader: this.#reader, buses: this.#buses, mixOut: this.#mixOut };
    this.#mixer = new MixerNodes(tone, ends, this.stripCount);
    this.#mixOut.connect(context.destination);
  }

  /** Which stem is in which row; null: none any more. Heard when the mix is applied next. */
  assign(rows: readonly (Pick<PlayerStem, 'id' | 'kind'> | null)[]): void {
    rows.forEach((stem, row) => {
      this.#mixer.assign(row, stem);
    });
  }

  setSong(song: SongMemory, pool: PoolMemory, rows: readonly (Pick<PlayerStem, 'id' | 'kind'> | null)[]): void {
    this.assign(rows);
    this.#tellReader({ kind: 'song', song, pool });
  }

  applyMix(mix: Mix, manner: ChangeManner): void {
    const bufferSeconds = this.#context instanceof AudioContext ? this.#context.baseLatency : 0;
    this.#mixer.apply(mix, manner, manner === 'glide' ? bufferSeconds + glideLeadSeconds : 0);
  }

  setLimiter(isOn: boolean): void {
    this.#tellMixOut({ kind: 'limiter', isOn });
  }

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

/** Tone's wrapper without its clock, which only its Transport needs. */
function toneContextOf(context: BaseAudioContext): Context {
  const tone = wrapped(context);
  // Every node asks for the global context before it looks at its own. Without one Tone makes one then: a second device that
  // runs, and a worker that ticks.
  setContext(tone);
  return tone;
}

function wrapped(context: BaseAudioContext): Context {
  if (context instanceof OfflineAudioContext) return new OfflineContext(context);
  if (!(context instanceof AudioContext)) throw new Error('Neither a live nor an offline audio context.');
  return new Context({ context, clockSource: 'offline', lookAhead: 0, updateInterval: 1 });
}
