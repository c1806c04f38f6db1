import { ok, type Result } from '#contract';
import { chunkFrames, type EncoderAnswer, type EncoderRequest, type Parcel } from './bounce-protocol.ts';
import type { FileEncoder, OpenEncoder } from '../codecs/shared/file-encoder.ts';
import { sharedSum } from './parcel-outlet.ts';
import { WaitingQueue } from './waiting-queue.ts';

/** Blocks that a writer may be ahead of its encoder. */
const blocksAhead = 4;

/** An encoder in another worker, behind this port; it knows its file, and puts the bytes itself. */
export const encoderBehind =
  (port: MessagePort): OpenEncoder =>
  () =>
    LinkedEncoder.open(port);

class LinkedEncoder implements FileEncoder {
  readonly #port: MessagePort;
  readonly #blocks: Parcel = Array.from({ length: blocksAhead }, sharedSum);
  /** Places of blocks to fill. */
  readonly #free = new WaitingQueue(this.#blocks.keys());
  #trouble: Result<undefined> = ok();
  #answered: () => void = () => undefined;

  private constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<EncoderAnswer>) => {
      this.#hear(data);
    };
  }

  static async open(port: MessagePort): Promise<Result<FileEncoder>> {
    const encoder = new LinkedEncoder(port);
    const opened = await encoder.#ask({ about: 'open', blocks: encoder.#blocks });
    return opened.ok ? ok(encoder) : opened;
  }

  /** Answers when there is room for the next ones; trouble with these is told with later ones. */
  async encode(left: Float64Array, right: Float64Array, count: number): Promise<Result<undefined>> {
    for (let at = 0; at < count; at += chunkFrames) {
      const end = Math.min(count, at + chunkFrames);
      const place = await this.#free.take();
      if (!this.#trouble.ok) return this.#trouble;
      this.#blocks[place]?.left.set(left.subarray(at, end));
      this.#blocks[place]?.right.set(right.subarray(at, end));
      this.#tell({ about: 'block', place, count: end - at });
    }
    return ok();
  }

  finish(): Promise<Result<undefined>> {
    return this.#ask({ about: 'finish' });
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
    if (answer.about === 'block') this.#free.give(answer.place);
    else this.#answered();
  }

  #tell(request: EncoderRequest): void {
    this.#port.postMessage(request);
  }
}
