import type { Mix, StemId } from '#contract';
import type { Context } from 'tone/build/esm/core/context/Context.js';
import { Gain } from 'tone/build/esm/core/context/Gain.js';
import { connect } from 'tone/build/esm/core/context/ToneAudioNode.js';
import { Panner } from 'tone/build/esm/component/channel/Panner.js';
import type { Param } from 'tone/build/esm/core/context/Param.js';
import { gainOf } from '../mix/levels.ts';
import { busOf } from '../mix/speed-and-key.ts';
import { audibleGain } from '../mix/audibility.ts';
import type { PlayerStem } from './player.ts';

const glideSeconds = 0.02;
const busInputs = { main: 0, drums: 1 } as const;

type Strip = { readonly level: Gain; readonly panner: Panner };

/** The native nodes between which the mixer lies. */
export type MixerEnds = {
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
export class MixerNodes {
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
