import type { ByteSource } from './byte-source.ts';

export const defaultBlockBytes = 65_536;
/** Fetched at most in one go while somebody reads on. */
const aheadBytes = 65_536;

/**
 * Reads another source in whole blocks, keeps the last few, and fetches what comes after those in use, so that small reads
 * one after the other wait for nothing. It fetches one block more the first time, then twice as many as the last time: who
 * only looks into a file is not given much of it, who reads through is given it in few pieces.
 */
export function withReadAhead(source: ByteSource, blockBytes = defaultBlockBytes): ByteSource {
  const blocks = new Map<number, Promise<Uint8Array>>();
  const blockCount = Math.ceil(source.byteLength / blockBytes);
  const mostAhead = Math.max(1, Math.floor(aheadBytes / blockBytes));
  const blocksKept = Math.max(3, 2 * mostAhead);
  let lastBlock = -1;
  let ahead = 1;

  /** Fetches blocks `[first, end)` in one go. */
  function fetchBlocks(first: number, end: number): void {
    const fetched = source.read(first * blockBytes, (end - first) * blockBytes);
    for (let index = first; index < end; index += 1) {
      const from = (index - first) * blockBytes;
      const block = fetched.then((bytes) => bytes.subarray(from, from + blockBytes));
      // A failed block is forgotten, so that the next read tries again; who waits for it sees the error.
      block.catch(() => blocks.delete(index));
      blocks.set(index, block);
    }
  }

  /** Fetches what is not there of `[first, end)`, neighbours together. */
  function provide(first: number, end: number): void {
    for (let index = first; index < end; index += 1) {
      const kept = blocks.get(index);
      if (kept !== undefined) {
        // The last to be forgotten.
        blocks.delete(index);
        blocks.set(index, kept);
        continue;
      }
      let gapEnd = index + 1;
      while (gapEnd < end && !blocks.has(gapEnd)) gapEnd += 1;
      fetchBlocks(index, gapEnd);
      index = gapEnd - 1;
    }
  }

  /** Whoever reads only the start of a block (to open a stem, after a jump) may not want the next one. */
  function readOn(last: number, endInBlock: number): void {
    const isReadingOn = last === lastBlock || last === lastBlock + 1;
    lastBlock = last;
    if (!isReadingOn) ahead = 1;
    else if (endInBlock > blockBytes / 4 && last + 1 < blockCount && !blocks.has(last + 1)) {
      provide(last + 1, Math.min(blockCount, last + 1 + ahead));
      ahead = Math.min(mostAhead, ahead * 2);
    }
  }

  return {
    byteLength: source.byteLength,
    async read(offset, length) {
      const end = Math.min(offset + length, source.byteLength);
      if (end <= offset) return new Uint8Array(0);
      const first = Math.floor(offset / blockBytes);
      const last = Math.floor((end - 1) / blockBytes);
      if (last - first >= blocksKept - mostAhead) return source.read(offset, end - offset);
      provide(first, last + 1);
      const wanted: Promise<Uint8Array>[] = [];
      for (let index = first; index <= last; index += 1) {
        const block = blocks.get(index);
        if (block !== undefined) wanted.push(block);
      }
      readOn(last, end - last * blockBytes);
      for (const oldest of blocks.keys()) {
        if (blocks.size <= blocksKept) break;
        blocks.delete(oldest);
      }
      const [only = new Uint8Array(0), ...rest] = await Promise.all(wanted);
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
