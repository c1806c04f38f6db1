import type { GroupMessage, MixedChunk } from './bounce-protocol.ts';

/** What another worker gives, read message by message. A chunk is handed back when its sound has been taken out of it. */
export type Feed = { next(): Promise<GroupMessage>; handBack(chunk: MixedChunk): void };

/** What comes through a port from a `ChunkOutlet`. */
export class GroupFeed implements Feed {
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
