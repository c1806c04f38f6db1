import { LoudnessWriter } from './loudness-so-far.ts';
import { SafetyLimiter } from './safety-limiter.ts';
import {
  attachMeters,
  measureBlock,
  meterBlockFrames,
  type MeterRing,
  type MixOutMessage,
  mixOutName,
  type MixOutOptions,
} from './meters.ts';

const silence = new Float32Array(meterBlockFrames);

/**
 * The last node before the speakers: meters the strips and the master (its last input), measures the loudness of the master, then
 * limits it.
 */
class MixOutProcessor extends AudioWorkletProcessor {
  readonly #ring: MeterRing;
  readonly #limiter: SafetyLimiter;
  readonly #loudness: LoudnessWriter;
  #isRetired = false;

  constructor({ processorOptions }: { processorOptions: MixOutOptions }) {
    super();
    this.#ring = attachMeters(processorOptions.meters);
    this.#loudness = new LoudnessWriter(processorOptions.loudness, sampleRate);
    this.#limiter = new SafetyLimiter(sampleRate, processorOptions.hasLimiter);
    this.port.onmessage = ({ data }: MessageEvent<MixOutMessage>) => {
      if (data.kind === 'limiter') this.#limiter.isOn = data.isOn;
      else this.#isRetired = true;
    };
  }

  override process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    if (this.#isRetired) return false;
    measureBlock(this.#ring, currentFrame / meterBlockFrames, inputs);
    const [left = silence, right = left] = inputs[this.#ring.channelCount - 1] ?? [];
    this.#loudness.push(left, right);
    const [outLeft, outRight] = outputs[0] ?? [];
    if (outLeft !== undefined && outRight !== undefined) this.#limiter.process(left, right, outLeft, outRight);
    return true;
  }
}

registerProcessor(mixOutName, MixOutProcessor);
