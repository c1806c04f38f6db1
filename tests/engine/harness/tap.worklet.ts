import { tapName, type TapMessage, type TapReport } from './tap-protocol.ts';

/** Pages that were decoded on from different places differ by a step of their 16 bits now and then. */
const likeness = 1e-4;

/** Looks on at what the stem reader puts out: compares its stems with each other, or records them. */
class TapProcessor extends AudioWorkletProcessor {
  #frames = 0;
  #unequal = 0;
  #silent = 0;
  #recorded: Float32Array<ArrayBuffer>[] = [];
  #at = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<TapMessage>) => {
      if (data.kind === 'look') {
        this.#tell({ kind: 'seen', frames: this.#frames, unequal: this.#unequal, silent: this.#silent });
        this.#frames = this.#unequal = this.#silent = 0;
      } else {
        this.#recorded = Array.from({ length: data.rows }, () => new Float32Array(data.frames));
        this.#at = 0;
      }
    };
  }

  override process(inputs: Float32Array[][]): boolean {
    this.#compare(inputs);
    if (this.#recorded.length > 0) this.#record(inputs);
    return true;
  }

  #tell(report: TapReport): void {
    this.port.postMessage(report);
  }

  #compare(inputs: Float32Array[][]): void {
    const first = inputs[0]?.[0];
    if (first === undefined) return;
    this.#frames += first.length;
    const isEqual = (other: Float32Array[]): boolean =>
      other.every((channel, side) =>
        channel.every((sample, at) => Math.abs(sample - (inputs[0]?.[side]?.[at] ?? NaN)) < likeness),
      );
    for (const other of inputs) if (!isEqual(other)) this.#unequal += 1;
    if (first.every((sample) => sample === 0)) this.#silent += first.length;
  }

  #record(inputs: Float32Array[][]): void {
    const room = (this.#recorded[0]?.length ?? 0) - this.#at;
    for (const [row, into] of this.#recorded.entries()) {
      const left = inputs[row]?.[0];
      if (left !== undefined) into.set(left.subarray(0, Math.min(room, left.length)), this.#at);
    }
    this.#at += 128;
    if (room > 128) return;
    this.#tell({ kind: 'recorded', sounds: this.#recorded });
    this.#recorded = [];
  }
}

registerProcessor(tapName, TapProcessor);
