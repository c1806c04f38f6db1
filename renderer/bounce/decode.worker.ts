import { failure } from '#contract';
import { fetchByteSource } from '../engine/decoding/fetch-byte-source.ts';
import { chunkFrames, chunksAhead, type DecodeOrder, type GroupMessage, type MixedChunk } from './bounce-protocol.ts';
import { StemGroup } from './stem-group.ts';

/** Chunks to fill: empty ones at first, then those that the writing worker hands back. */
class ChunkSupply {
  readonly #free: MixedChunk[] = [];
  #wake: () => void = () => undefined;

  constructor(port: MessagePort) {
    for (let chunk = 0; chunk < chunksAhead; chunk++) {
      this.#free.push({ left: new Float64Array(chunkFrames), right: new Float64Array(chunkFrames), count: 0 });
    }
    port.onmessage = ({ data }: MessageEvent<MixedChunk>) => {
      this.#free.push(data);
      this.#wake();
    };
  }

  async take(): Promise<MixedChunk> {
    for (;;) {
      const chunk = this.#free.shift();
      if (chunk !== undefined) return chunk;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

async function decode(order: DecodeOrder, port: MessagePort): Promise<void> {
  const tell = (message: GroupMessage, moved: Transferable[] = []): void => {
    port.postMessage(message, moved);
  };
  const supply = new ChunkSupply(port);
  const stems = order.stems.map((stem) => ({ ...stem, bytes: fetchByteSource(stem.url, stem.byteLength) }));
  const { group, problems } = await StemGroup.open(stems, order.sampleRate, chunkFrames);
  tell({ about: 'opened', stems: group.size, problems });
  for (let done = 0; done < order.lengthFrames && group.size > 0;) {
    const { left, right } = await supply.take();
    const count = Math.min(chunkFrames, order.lengthFrames - done);
    await group.fill(order.startFrame + done, count, left, right);
    tell({ about: 'chunk', chunk: { left, right, count } }, [left.buffer, right.buffer]);
    done += count;
  }
  tell({ about: 'end', concealedFrames: group.concealedFrames() });
  group.close();
}

addEventListener('message', ({ data, ports }: MessageEvent<DecodeOrder>) => {
  const [port] = ports;
  if (port === undefined) throw new Error('A decoding worker needs a port to the writing one.');
  decode(data, port).catch((reason: unknown) => {
    const detail = reason instanceof Error ? reason.message : '';
    port.postMessage({ about: 'failed', failure: failure('diskError', detail) } satisfies GroupMessage);
  });
});
