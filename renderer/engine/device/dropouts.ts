import { strainName, type StrainOptions } from './dropout-meter.ts';
import strainUrl from './dropout.worklet.ts?worker&url';

/** Seconds that a device may keep in hand: each step answers later and survives more. */
const steps = [0.01, 0.02, 0.05] as const;
/** One gap may be anything; so many in a minute are a machine that does not sustain it. */
const gapsAllowed = 3;
const withinMs = 60_000;

/** Which latency to ask of the device: the least that this machine sustains, found by starting low. It never goes back. */
export class LatencyLadder {
  #latencySeconds: number;
  #gapsMs: readonly number[] = [];

  constructor(firstSeconds: number) {
    this.#latencySeconds = firstSeconds;
  }

  get latencySeconds(): number {
    return this.#latencySeconds;
  }

  /** There was a gap in the sound. True when that makes it a step more. */
  noteGap(nowMs: number): boolean {
    this.#gapsMs = [...this.#gapsMs.filter((gapMs) => nowMs - gapMs < withinMs), nowMs];
    const next = steps.find((step) => step > this.#latencySeconds);
    if (this.#gapsMs.length < gapsAllowed || next === undefined) return false;
    this.#latencySeconds = next;
    this.#gapsMs = [];
    return true;
  }
}

/** Calls back for every gap in what the context plays. */
export async function watchStrain(context: AudioContext, onGap: () => void): Promise<void> {
  await context.audioWorklet.addModule(strainUrl);
  const processorOptions: StrainOptions = { bufferSeconds: context.baseLatency };
  const node = new AudioWorkletNode(context, strainName, {
    numberOfInputs: 0,
    outputChannelCount: [1],
    processorOptions,
  });
  node.port.onmessage = onGap;
  // Only what leads to the speakers is asked for sound.
  node.connect(context.destination);
}
