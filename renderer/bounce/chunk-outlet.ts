import type { Failure } from '#contract';
import { chunkFrames, chunksAhead, type GroupMessage, type MixedChunk } from './bounce-protocol.ts';
import type { BounceProblem } from './stem-group.ts';

/** Where a worker's sound leaves it: told what is in it, then chunks that are taken empty and sent filled, then the end. */
export type Outlet = {
  opened(members: { readonly stems: number; readonly problems: readonly BounceProblem[] }): void;
  /** A chunk to fill; waits for one when all are under way. */
  take(): Promise<MixedChunk>;
  send(chunk: MixedChunk, count: number): void;
  end(concealedFrames: number): void;
};

/** An outlet through a port, to the `GroupFeed` at its other end. */
export class ChunkOutlet implements Outlet {
  readonly #port: MessagePort;
  readonly #free: MixedChunk[] = [];
  #wake: () => void = () => undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    for (let chunk = 0; chunk < chunksAhead; chunk++) {
      this.#free.push({ left: new Float64Array(chunkFrames), right: new Float64Array(chunkFrames), count: 0 });
    }
    port.onmessage = ({ data }: MessageEvent<MixedChunk>) => {
      this.#free.push(data);
      this.#wake();
    };
  }

  opened(members: { readonly stems: number; readonly problems: readonly BounceProblem[] }): void {
    this.#tell({ about: 'opened', ...members });
  }

  async take(): Promise<MixedChunk> {
    for (;;) {
      const chunk = this.#free.shift();
      if (chunk !== undefined) return chunk;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  send({ left, right }: MixedChunk, count: number): void {
    this.#tell({ about: 'chunk', chunk: { left, right, count } }, [left.buffer, right.buffer]);
  }

  end(concealedFrames: number): void {
    this.#tell({ about: 'end', concealedFrames });
  }

  failed(failure: Failure): void {
    this.#tell({ about: 'failed', failure });
  }

  #tell(message: GroupMessage, moved: Transferable[] = []): void {
    this.#port.postMessage(message, moved);
  }
}
