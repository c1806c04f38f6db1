import { type SoundChange, soundListenerName } from './first-sound.ts';

/** Tells when sound begins and ends on its input, by the frame of the clock. */
class SoundListener extends AudioWorkletProcessor {
  #isSounding = false;

  override process(inputs: Float32Array[][]): boolean {
    const first = inputs[0]?.[0]?.findIndex((sample) => sample !== 0) ?? -1;
    if (first >= 0 !== this.#isSounding) {
      this.#isSounding = first >= 0;
      this.port.postMessage({
        isSounding: this.#isSounding,
        frame: currentFrame + Math.max(0, first),
      } satisfies SoundChange);
    }
    return true;
  }
}

registerProcessor(soundListenerName, SoundListener);
