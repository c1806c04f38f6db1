/** The part of the AudioWorkletGlobalScope that the worklets use; its own type package cannot live beside that of the DOM. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  /** False lets the node die once nothing holds it. */
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}

declare function registerProcessor(
  name: string,
  processor: new (options: { processorOptions: never }) => AudioWorkletProcessor,
): void;

/** The clock's first frame of the quantum being rendered. */
declare const currentFrame: number;
declare const sampleRate: number;
