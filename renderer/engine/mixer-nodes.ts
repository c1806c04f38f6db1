import { Panner } from 'tone/build/esm/component/channel/Panner.js';
import type { Context } from 'tone/build/esm/core/context/Context.js';
import { Gain } from 'tone/build/esm/core/context/Gain.js';
import type { Param } from 'tone/build/esm/core/context/Param.js';
import { connect, disconnect } from 'tone/build/esm/core/context/ToneAudioNode.js';
import { decibels, type ChannelStrip, type Click, type Mix, type StemId } from '#contract';
import { audibleGain, isAudible } from '../mix/audibility.ts';
import { gainOf } from '../mix/levels.ts';
import { busOf } from '../mix/speed-and-key.ts';
import type { PlayerStem } from './player.ts';

const usualGlideSeconds = 0.02;
const busInputs = { main: 0, drums: 1, click: 2 } as const;

/** A stem as the mixer needs it. */
export type MixerStem = Pick<PlayerStem, 'id' | 'kind'>;

type Strip = { readonly level: Gain; readonly panner: Panner };

/** A silent strip behind an output of the reader. */
function newStrip(context: Context, reader: AudioWorkletNode, output: number): Strip {
  const level = new Gain({ context, gain: 0 });
  const panner = new Panner({ context, pan: 0, channelCount: 2 });
  connect(reader, level, output, 0);
  connect(level, panner);
  return { level, panner };
}

/** What a strip sends to the cue. `isHeard`: neither mute nor another's solo silences it. */
type Send = Pick<ChannelStrip, 'output' | 'cueDb' | 'pan'> & { readonly isHeard: boolean };

const nowhere: Send = { output: 'main', cueDb: decibels(0), pan: 0, isHeard: false };

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

/** The strips of the cue, each made when it is first needed. */
class CueStrips {
  readonly #context: Context;
  readonly #ends: MixerEnds;
  readonly #inputOf: (output: number) => number;
  readonly #strips = new Map<number, Strip & { isMetered: boolean }>();

  /** `inputOf`: the bus for an output of the reader. */
  constructor(context: Context, ends: MixerEnds, inputOf: (output: number) => number) {
    this.#context = context;
    this.#ends = ends;
    this.#inputOf = inputOf;
  }

  strip(output: number): Strip {
    const known = this.#strips.get(output);
    if (known !== undefined) return known;
    const strip = { ...newStrip(this.#context, this.#ends.reader, output), isMetered: false };
    connect(strip.panner, this.#ends.buses, 0, this.#inputOf(output));
    this.#strips.set(output, strip);
    return strip;
  }

  known(output: number): Strip | undefined {
    return this.#strips.get(output);
  }

  /** Shows in the strip's meter what it sends to the cue, or no longer. */
  meter(output: number, isMetered: boolean): void {
    const strip = this.#strips.get(output);
    if (strip === undefined || strip.isMetered === isMetered) return;
    strip.isMetered = isMetered;
    if (isMetered) connect(strip.panner, this.#ends.mixOut, 0, output);
    else disconnect(strip.panner, this.#ends.mixOut, 0, output);
  }

  dispose(): void {
    for (const [output, { level, panner }] of this.#strips) {
      disconnect(this.#ends.reader, level, output, 0);
      level.dispose();
      panner.dispose();
    }
    this.#strips.clear();
  }
}

/**
 * The mixer in Tone nodes: reader output -> level -> panner -> bus -> master -> `mixOut`. Each strip is metered after its panner. The click
 * has a strip of its own. What goes to the cue leaves the reader's output a second time: -> cue level -> panner -> bus of the cue.
 *
 * [Note: Tone by deep import] Loading Tone's index creates a global AudioContext and a worker from a blob. We import the classes
 * from their own modules, so that our context stays the only one.
 */
export class MixerNodes {
  readonly #context: Context;
  readonly #reader: AudioWorkletNode;
  readonly #buses: AudioWorkletNode;
  readonly #mixOut: AudioWorkletNode;
  readonly #strips: readonly Strip[];
  readonly #click: Strip;
  readonly #master: Gain;
  readonly #rows: (StemId | null)[];
  readonly #inputs: number[];
  #cue: CueStrips | null = null;
  #mix: Mix | null = null;
  #clickSet: Click | null = null;
  readonly #targets = new Map<Param<'gain'> | Param<'audioRange'>, number>();

  constructor(context: Context, { reader, buses, mixOut }: MixerEnds, stripCount: number) {
    this.#context = context;
    this.#reader = reader;
    this.#buses = buses;
    this.#mixOut = mixOut;
    this.#master = new Gain({ context, gain: 1 });
    this.#rows = Array.from({ length: stripCount }, () => null);
    this.#inputs = [...this.#rows.map(() => busInputs.main), busInputs.click];
    const stripOf = (output: number): Strip => {
      const strip = newStrip(context, reader, output);
      connect(strip.panner, mixOut, 0, output);
      return strip;
    };
    this.#strips = this.#rows.map((_, row) => stripOf(row));
    this.#click = stripOf(stripCount);
    connect(this.#click.panner, buses, 0, busInputs.click);
    connect(buses, this.#master);
    connect(this.#master, mixOut, 0, stripCount + 1);
  }

  /** Routes the reader's output `row` to the bus of its stem; null: the row no longer has one. */
  assign(row: number, stem: MixerStem | null): void {
    const strip = this.#strips[row];
    if (strip === undefined || this.#rows[row] === (stem?.id ?? null)) return;
    this.#rows[row] = stem?.id ?? null;
    if (stem === null) return;
    const input = busInputs[busOf(stem.kind)];
    this.#inputs[row] = input;
    connect(strip.panner, this.#buses, 0, input);
  }

  /** Begins to send to the cue, into these buses, and takes what is meant for it alone out of the main output. */
  openCue(buses: AudioWorkletNode, manner: ChangeManner, leadSeconds: number): void {
    const ends = { reader: this.#reader, buses, mixOut: this.#mixOut };
    this.#cue = new CueStrips(this.#context, ends, (output) => this.#inputs[output] ?? busInputs.main);
    this.#reapply(manner, leadSeconds);
  }

  /** Ends that; all goes to the main output. */
  closeCue(manner: ChangeManner, leadSeconds: number): void {
    this.#cue?.dispose();
    this.#cue = null;
    this.#reapply(manner, leadSeconds);
  }

  #reapply(manner: ChangeManner, leadSeconds: number): void {
    if (this.#mix !== null) this.apply(this.#mix, manner, leadSeconds);
    if (this.#clickSet !== null) this.applyClick(this.#clickSet, manner, leadSeconds);
  }

  /** Sets all gains and pans. `leadSeconds`: how far ahead of the clock a glide starts, so that its start is not rendered yet. */
  apply(mix: Mix, manner: ChangeManner, leadSeconds: number, glideSeconds = usualGlideSeconds): void {
    this.#mix = mix;
    const at = this.#now() + leadSeconds;
    this.#strips.forEach(({ level, panner }, row) => {
      const strip = mix.strips.find(({ stemId }) => stemId === this.#rows[row]);
      const send = strip === undefined ? nowhere : { ...strip, isHeard: isAudible(strip, mix) };
      const gain = strip === undefined || this.#isInCueAlone(send) ? 0 : audibleGain(strip, mix);
      this.#change(level.gain, gain, manner, at, glideSeconds);
      this.#change(panner.pan, strip?.pan ?? 0, manner, at, glideSeconds);
      this.#send(row, send, manner, at, glideSeconds);
    });
    this.#change(this.#master.gain, gainOf(mix.masterDb), manner, at, glideSeconds);
  }

  /** Sets level, pan and outputs of the click. */
  applyClick(click: Click, manner: ChangeManner, leadSeconds: number): void {
    this.#clickSet = click;
    const at = this.#now() + leadSeconds;
    const send = { ...click, isHeard: true };
    this.#change(this.#click.level.gain, this.#isInCueAlone(send) ? 0 : gainOf(click.levelDb), manner, at);
    this.#change(this.#click.panner.pan, click.pan, manner, at);
    this.#send(this.#strips.length, send, manner, at);
  }

  #isInCueAlone({ output }: Send): boolean {
    return this.#cue !== null && output === 'cue';
  }

  /** Sets what of the reader's output goes to the cue. */
  #send(output: number, send: Send, manner: ChangeManner, at: number, glideSeconds?: number): void {
    const isSent = send.output !== 'main' && send.isHeard;
    const strip = isSent ? this.#cue?.strip(output) : this.#cue?.known(output);
    if (strip === undefined) return;
    this.#change(strip.level.gain, isSent ? gainOf(send.cueDb) : 0, manner, at, glideSeconds);
    this.#change(strip.panner.pan, send.pan, manner, at, glideSeconds);
    this.#cue?.meter(output, this.#isInCueAlone(send));
  }

  dispose(): void {
    this.#cue?.dispose();
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
