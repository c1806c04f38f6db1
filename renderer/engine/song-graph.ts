import type { Mix } from '#contract';
import { Context } from 'tone/build/esm/core/context/Context.js';
import { setContext } from 'tone/build/esm/core/context/GlobalContext.js';
import { OfflineContext } from 'tone/build/esm/core/context/OfflineContext.js';
import {
  attachMeters,
  createMeterMemory,
  MeterReader,
  type MixOutMessage,
  mixOutName,
  type MixOutOptions,
} from './metering/meters.ts';
import mixOutUrl from './metering/mix-out.worklet.ts?worker&url';
import { MixerNodes, type ChangeManner } from './mixer-nodes.ts';
import type { PoolMemory, SongMemory } from './pages/pages.ts';
import {
  type PlayLine,
  type ReaderMessage,
  readerName,
  type ReaderOptions,
  type ReaderReport,
} from './shared/play-command.ts';
import type { PlayerStem } from './player.ts';
import readerUrl from './reader/stem-reader.worklet.ts?worker&url';
import { createCueMemory } from './shared/stretch-cue.ts';
import { compileStretch } from './stretch/compile-stretch.ts';
import { pitchBusesName, type PitchBusesMessage, type PitchBusesOptions } from './stretch/pitch-buses.ts';
import pitchBusesUrl from './stretch/pitch-buses.worklet.ts?worker&url';

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
