import { StretchCue } from '../shared/stretch-cue.ts';
import { pitchBusesName, type PitchBusesOptions } from './pitch-buses-protocol.ts';
import { PitchBuses, quantumOf } from './pitch-buses.ts';

class PitchBusesProcessor extends AudioWorkletProcessor {
  readonly #buses: PitchBuses;
  #isRetired = false;

  constructor({ processorOptions: { stretch, cue } }: { processorOptions: PitchBusesOptions }) {
    super();
    this.#buses = new PitchBuses(stretch, sampleRate, new StretchCue(cue));
    // There is one message only.
    this.port.onmessage = () => {
      this.#isRetired = true;
    };
  }

  override process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    if (this.#isRetired) return false;
    const [left, right] = outputs[0] ?? [];
    if (left === undefined || right === undefined) return true;
    this.#buses.process(quantumOf(inputs[0]), quantumOf(inputs[1]), { left, right });
    return true;
  }
}

registerProcessor(pitchBusesName, PitchBusesProcessor);
