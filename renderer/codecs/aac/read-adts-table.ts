import type { ByteSource } from '../byte-source.ts';
import type { PacketTable } from '../shared/table-packets.ts';
import { aacRates, parseAdtsHeader, readAdtsLength } from './aac-shape.ts';

const blockBytes = 65_536;
/** Of a header, as much as tells how long a packet is. */
const headBytes = 7;
/** Samples of a packet. */
const packetSamples = 1024;

/**
 * Goes from packet to packet of ADTS, up to the end or what is none. Null when the first is not for our decoder. Each packet stands alone in
 * it (ISO 14496-3 1.A.3.2), so that nothing but all of the file tells how long it is.
 */
export async function readAdtsTable(bytes: ByteSource): Promise<PacketTable | null> {
  const offsets: number[] = [];
  let block = await bytes.read(0, blockBytes);
  let blockStart = 0;
  let end = 0;
  while (end + headBytes <= bytes.byteLength) {
    const blockEnd = blockStart + block.length;
    if (end + headBytes > blockEnd) {
      const next = await bytes.read(blockEnd, blockBytes);
      if (next.length === 0) break;
      const rest = block.subarray(Math.min(block.length, end - blockStart));
      blockStart = blockEnd - rest.length;
      block = joined(rest, next);
      continue;
    }
    const length = readAdtsLength(block, end - blockStart);
    if (length === null || end + length > bytes.byteLength) break;
    offsets.push(end);
    end += length;
  }
  const shape = parseAdtsHeader(await bytes.read(0, offsets[1] ?? end));
  const rate = shape === null ? undefined : aacRates[shape.rate];
  if (rate === undefined) return null;
  const sizes = Uint32Array.from(offsets, (offset, packet) => (offsets[packet + 1] ?? end) - offset);
  const run = { first: 0, start: 0, count: offsets.length, duration: packetSamples };
  return { timescale: rate, sizes, offsets: Float64Array.from(offsets), runs: [run] };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
