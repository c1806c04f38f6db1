import type { ChangeManner } from '../mixer-nodes.ts';

/**
 * How much later the main output is heard while a cue output is chosen. The cue passes through a second device and a ring; without that
 * delay it would be heard after the main output, and who plays to its click would be late. 55 ms were measured between two outputs of one
 * sound server.
 */
export const mainDelaySeconds = 0.1;
const glideSeconds = 0.02;

/** Lets the main output through at once, or later by `mainDelaySeconds`. */
export class MainDelay {
  readonly #direct: GainNode;
  readonly #delay: DelayNode;
  readonly #delayed: GainNode;
  readonly #source: AudioNode;

  /** `source`: what goes to the context's destination. */
  constructor(context: BaseAudioContext, source: AudioNode) {
    this.#source = source;
    this.#direct = new GainNode(context, { gain: 1 });
    this.#delayed = new GainNode(context, { gain: 0 });
    this.#delay = new DelayNode(context, { maxDelayTime: 2 * mainDelaySeconds, delayTime: mainDelaySeconds });
    source.connect(this.#direct).connect(context.destination);
  }

  /** Switches the delay. A song that plays is repeated, or goes ahead, by that time; both ways are faded. */
  set(isOn: boolean, manner: ChangeManner): void {
    const { context, gain } = this.#direct;
    if (isOn) this.#source.connect(this.#delay).connect(this.#delayed).connect(context.destination);
    fade(gain, isOn ? 0 : 1, context.currentTime, manner);
    fade(this.#delayed.gain, isOn ? 1 : 0, context.currentTime, manner);
  }
}

function fade(gain: AudioParam, to: number, now: number, manner: ChangeManner): void {
  gain.cancelScheduledValues(now);
  if (manner === 'jump') {
    gain.setValueAtTime(to, now);
    return;
  }
  gain.setValueAtTime(gain.value, now);
  gain.linearRampToValueAtTime(to, now + glideSeconds);
}
