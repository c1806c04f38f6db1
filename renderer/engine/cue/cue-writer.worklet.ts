import { SafetyLimiter } from '../meters/safety-limiter.ts';
import { cueQuantum, CueRing } from './cue-ring.ts';
import { type CueWriterMessage, cueWriterName, type CueWriterOptions } from './cue-worklets.ts';

const silence = new Float32Array(cueQuantum);

/**
 * Writes the cue into its ring. The limiter protects ears, and delays the cue by exactly what that of the main output does. Its own output
 * is silent: Chromium renders only nodes that lead to the speakers.
 */
class CueWriterProcessor extends AudioWorkletProcessor {
  readonly #ring: CueRing;
  readonly #limiter: SafetyLimiter;
  readonly #left = new Float32Array(cueQuantum);
  readonly #right = new Float32Array(cueQuantum);
  #isRetired = false;

  constructor({ processorOptions }: { processorOptions: CueWriterOptions }) {
    super();
    this.#ring = new CueRing(processorOptions.ring);
    this.#limiter = new SafetyLimiter(sampleRate, processorOptions.hasLimiter);
    this.port.onmessage = ({ data }: MessageEvent<CueWriterMessage>) => {
      if (data.kind === 'limiter') this.#limiter.isOn = data.isOn;
      else this.#isRetired = true;
    };
  }

  override process(inputs: Float32Array[][]): boolean {
    if (this.#isRetired) return false;
    const [left = silence, right = left] = inputs[0] ?? [];
    this.#limiter.process(left, right, this.#left, this.#right);
    this.#ring.write(currentFrame, this.#left, this.#right);
    return true;
  }
}

registerProcessor(cueWriterName, CueWriterProcessor);
