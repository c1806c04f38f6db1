import type { GroupMessage, MixedChunk } from './bounce-protocol.ts';

/** What comes from one decoding worker, read message by message. */
export class GroupFeed {
  readonly #port: MessagePort;
  readonly #waiting: GroupMessage[] = [];
  #wake: () => void = () => undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<GroupMessage>) => {
      this.#waiting.push(data);
      this.#wake();
    };
  }

  async next(): Promise<GroupMessage> {
    for (;;) {
      const message = this.#waiting.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  handBack(chunk: MixedChunk): void {
    this.#port.postMessage(chunk, [chunk.left.buffer, chunk.right.buffer]);
  }
}
