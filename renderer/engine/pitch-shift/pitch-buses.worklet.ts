import { PitchBuses, pitchBusesName, type PitchBusesOptions, PitchShiftOrder, quantumOf } from './pitch-buses.ts';
import { StretchCore } from '../../dsp/stretch.ts';

/**
 * Stretches of closed songs, kept for the next one: each holds 1 MB, and the audio thread collects garbage late.
 */
const idle: StretchCore[] = [];

/** Runs the pitch buses on the audio thread. */
class PitchBusesProcessor extends AudioWorkletProcessor {
  readonly #buses: PitchBuses;
  #isRetired = false;

  constructor({ processorOptions: { stretch, order } }: { processorOptions: PitchBusesOptions }) {
    super();
    const take = (): StretchCore => idle.pop() ?? new StretchCore(stretch, sampleRate);
    const cores = [take(), take()] as const;
    this.#buses = new PitchBuses(...cores, sampleRate, new PitchShiftOrder(order));
    // `retire` is the only message.
    this.port.onmessage = () => {
      if (!this.#isRetired) idle.push(...cores);
      this.#isRetired = true;
    };
  }

  override process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    if (this.#isRetired) return false;
    const [left, right] = outputs[0] ?? [];
    if (left === undefined || right === undefined) return true;
    this.#buses.process(quantumOf(inputs[0]), quantumOf(inputs[1]), quantumOf(inputs[2]), { left, right });
    return true;
  }
}

registerProcessor(pitchBusesName, PitchBusesProcessor);
