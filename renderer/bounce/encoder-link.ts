import { ok, type Result } from '#contract';
import { chunkFrames, type EncoderAnswer, type EncoderBlock, type EncoderRequest } from './bounce-protocol.ts';
import type { FileEncoder, OpenEncoder } from './encoding/file-encoder.ts';

/** Blocks that a writer may be ahead of its encoder. */
const blocksAhead = 4;

/** An encoder in another worker, behind this port; it knows its file, and puts the bytes itself. */
export const encoderBehind =
  (port: MessagePort): OpenEncoder =>
  () =>
    LinkedEncoder.open(port);

class LinkedEncoder implements FileEncoder {
  readonly #port: MessagePort;
  readonly #free: EncoderBlock[] = Array.from({ length: blocksAhead }, emptyBlock);
  #trouble: Result<undefined> = ok();
  #answered: () => void = () => undefined;
  #wake: () => void = () => undefined;

  private constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<EncoderAnswer>) => {
      this.#hear(data);
    };
  }

  static async open(port: MessagePort): Promise<Result<FileEncoder>> {
    const encoder = new LinkedEncoder(port);
    const opened = await encoder.#ask({ about: 'open' });
    return opened.ok ? ok(encoder) : opened;
  }

  /** Answers when there is room for the next ones; trouble with these is told with later ones. */
  async encode(left: Float64Array, right: Float64Array, count: number): Promise<Result<undefined>> {
    for (let at = 0; at < count; at += chunkFrames) {
      const end = Math.min(count, at + chunkFrames);
      const block = await this.#take();
      if (!this.#trouble.ok) return this.#trouble;
      block.left.set(left.subarray(at, end));
      block.right.set(right.subarray(at, end));
      const { buffer: one } = block.left;
      const { buffer: other } = block.right;
      this.#tell({ about: 'block', block, count: end - at }, [one, other]);
    }
    return ok();
  }

  finish(): Promise<Result<undefined>> {
    return this.#ask({ about: 'finish' });
  }

  async #take(): Promise<EncoderBlock> {
    for (;;) {
      const block = this.#free.shift();
      if (block !== undefined) return block;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Waits for the answer to this; all before it is done then. */
  async #ask(request: EncoderRequest): Promise<Result<undefined>> {
    const answered = new Promise<void>((resolve) => (this.#answered = resolve));
    this.#tell(request);
    await answered;
    return this.#trouble;
  }

  #hear(answer: EncoderAnswer): void {
    if (!answer.result.ok && this.#trouble.ok) this.#trouble = answer.result;
    if (answer.about !== 'block') {
      this.#answered();
      return;
    }
    this.#free.push(answer.block);
    this.#wake();
  }

  #tell(request: EncoderRequest, moved: ArrayBuffer[] = []): void {
    this.#port.postMessage(request, moved);
  }
}

const emptyBlock = (): EncoderBlock => ({
  left: new Float64Array(chunkFrames),
  right: new Float64Array(chunkFrames),
});
