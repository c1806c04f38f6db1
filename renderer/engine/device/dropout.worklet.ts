import { DropoutMeter, dropoutMeterName, type DropoutMeterOptions } from './dropout-meter.ts';

/** A silent node that posts a message for every dropout of its context. */
class DropoutProcessor extends AudioWorkletProcessor {
  readonly #meter: DropoutMeter;

  constructor({ processorOptions }: { processorOptions: DropoutMeterOptions }) {
    super();
    this.#meter = new DropoutMeter(sampleRate, processorOptions.bufferSeconds);
  }

  override process(): boolean {
    if (this.#meter.note(currentFrame, Date.now())) this.port.postMessage(null);
    return true;
  }
}

registerProcessor(dropoutMeterName, DropoutProcessor);
