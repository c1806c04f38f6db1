import { CueReader } from './cue-reader.ts';
import { CueRing } from './cue-ring.ts';
import { cueReaderName, type CueReaderOptions } from './cue-worklets.ts';

/** Plays a ring in the context of the cue device. */
class CueReaderProcessor extends AudioWorkletProcessor {
  readonly #reader: CueReader;
  #isRetired = false;

  constructor({ processorOptions: { ring, ringRate } }: { processorOptions: CueReaderOptions }) {
    super();
    this.#reader = new CueReader(new CueRing(ring), ringRate, sampleRate);
    // `retire` is the only message.
    this.port.onmessage = () => {
      this.#isRetired = true;
    };
  }

  override process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    if (this.#isRetired) return false;
    const [left, right] = outputs[0] ?? [];
    if (left !== undefined && right !== undefined) this.#reader.render(left, right, currentFrame);
    return true;
  }
}

registerProcessor(cueReaderName, CueReaderProcessor);
