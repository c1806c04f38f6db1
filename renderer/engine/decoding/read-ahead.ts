import type { ByteSource } from './byte-source.ts';

export const defaultBlockBytes = 65_536;
const blocksKept = 3;

/**
 * Reads another source in whole blocks, keeps the last few, and fetches the block after the one in use, so that small reads
 * one after the other wait for nothing.
 */
export function withReadAhead(source: ByteSource, blockBytes = defaultBlockBytes): ByteSource {
  const blocks = new Map<number, Promise<Uint8Array>>();
  let lastBlock = -1;

  function block(index: number): Promise<Uint8Array> {
    const kept = blocks.get(index);
    if (kept !== undefined) {
      blocks.delete(index);
      blocks.set(index, kept);
      return kept;
    }
    const fetched = source.read(index * blockBytes, blockBytes);
    // A failed block is forgotten, so that the next read tries again; who waits for it sees the error.
    fetched.catch(() => blocks.delete(index));
    blocks.set(index, fetched);
    for (const oldest of blocks.keys()) {
      if (blocks.size <= blocksKept) break;
      blocks.delete(oldest);
    }
    return fetched;
  }

  return {
    byteLength: source.byteLength,
    async read(offset, length) {
      const end = Math.min(offset + length, source.byteLength);
      if (end <= offset) return new Uint8Array(0);
      const first = Math.floor(offset / blockBytes);
      const last = Math.floor((end - 1) / blockBytes);
      if (last - first >= blocksKept - 1) return source.read(offset, end - offset);
      const wanted = Array.from({ length: last - first + 1 }, (_, at) => block(first + at));
      // Whoever reads only the start of a block (to open a stem, after a jump) may not want the next one.
      const isReadingOn = (last === lastBlock || last === lastBlock + 1) && end - last * blockBytes > blockBytes / 4;
      lastBlock = last;
      if (isReadingOn && (last + 1) * blockBytes < source.byteLength) void block(last + 1).catch(() => undefined);
      const [only, ...rest] = await Promise.all(wanted);
      if (only === undefined) return new Uint8Array(0);
      const from = offset - first * blockBytes;
      if (rest.length === 0) return only.subarray(from, from + end - offset);
      return joined([only.subarray(from), ...rest]).subarray(0, end - offset);
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
