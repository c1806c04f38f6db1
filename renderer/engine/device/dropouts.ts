import { dropoutMeterName, type DropoutMeterOptions } from './dropout-meter.ts';
import dropoutUrl from './dropout.worklet.ts?worker&url';

/** Latencies in seconds, each slower and safer than the one before. */
const steps = [0.01, 0.02, 0.05] as const;
/** Dropouts within a minute that raise the latency. A single one may have any cause. */
const dropoutsAllowed = 3;
const withinMs = 60_000;

/** The latency to ask of the device: starts low and rises a step with every three dropouts in a minute. It never falls. */
export class LatencyLadder {
  #latencySeconds: number;
  #dropoutsMs: readonly number[] = [];

  constructor(firstSeconds: number) {
    this.#latencySeconds = firstSeconds;
  }

  get latencySeconds(): number {
    return this.#latencySeconds;
  }

  /** Counts a dropout at `nowMs`. Returns whether it raised the latency. */
  noteDropout(nowMs: number): boolean {
    this.#dropoutsMs = [...this.#dropoutsMs.filter((atMs) => nowMs - atMs < withinMs), nowMs];
    const next = steps.find((step) => step > this.#latencySeconds);
    if (this.#dropoutsMs.length < dropoutsAllowed || next === undefined) return false;
    this.#latencySeconds = next;
    this.#dropoutsMs = [];
    return true;
  }
}

/** Adds a silent meter to the context that calls `onDropout` for every dropout. Rejects when its worklet cannot be loaded. */
export async function watchDropouts(context: AudioContext, onDropout: () => void): Promise<void> {
  await context.audioWorklet.addModule(dropoutUrl);
  const processorOptions: DropoutMeterOptions = { bufferSeconds: context.baseLatency };
  const node = new AudioWorkletNode(context, dropoutMeterName, {
    numberOfInputs: 0,
    outputChannelCount: [1],
    processorOptions,
  });
  node.port.onmessage = onDropout;
  // Chromium renders only nodes that lead to the speakers.
  node.connect(context.destination);
}
