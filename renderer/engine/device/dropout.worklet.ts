import { LatenessGauge, strainName, type StrainOptions } from './dropout-meter.ts';

/** Silent; tells of every gap that the audio thread leaves in the sound. */
class StrainProcessor extends AudioWorkletProcessor {
  readonly #gauge: LatenessGauge;

  constructor({ processorOptions }: { processorOptions: StrainOptions }) {
    super();
    this.#gauge = new LatenessGauge(sampleRate, processorOptions.bufferSeconds);
  }

  override process(): boolean {
    if (this.#gauge.note(currentFrame, Date.now())) this.port.postMessage(null);
    return true;
  }
}

registerProcessor(strainName, StrainProcessor);
