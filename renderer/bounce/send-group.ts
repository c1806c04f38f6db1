import type { ByteSource } from '../engine/decoding/byte-source.ts';
import { chunkFrames, type DecodeOrder } from './bounce-protocol.ts';
import type { Outlet } from './chunk-outlet.ts';
import { StemGroup } from './stem-group.ts';

/** Decodes a group of stems and sends its sums on, one to each outlet. Rejects when a stem's bytes cannot be had. */
export async function sendGroup(
  order: DecodeOrder,
  bytesAt: (url: string, byteLength: number) => ByteSource,
  outlets: readonly Outlet[],
): Promise<void> {
  const stems = order.stems.map((stem) => ({ ...stem, bytes: bytesAt(stem.url, stem.byteLength) }));
  const group = await StemGroup.open(stems, order.sampleRate, chunkFrames);
  for (const [sum, outlet] of outlets.entries()) outlet.opened(group.membersOf(sum));
  for (let done = 0; done < order.lengthFrames && group.size > 0;) {
    const sums = await Promise.all(outlets.map((outlet) => outlet.take()));
    const count = Math.min(chunkFrames, order.lengthFrames - done);
    await group.fill(order.startFrame + done, count, sums);
    for (const [sum, chunk] of sums.entries()) outlets[sum]?.send(chunk, count);
    done += count;
  }
  for (const [sum, outlet] of outlets.entries()) outlet.end(group.concealedFrames(sum));
  group.close();
}
