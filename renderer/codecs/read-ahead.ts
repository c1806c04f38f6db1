import { releaseBytes, type ByteReader, type ByteSource } from './byte-source.ts';

export const defaultBlockBytes = 65_536;
/** The most to fetch in one go while the reader goes on. */
const aheadBytes = 65_536;

type Block = {
  readonly bytes: Promise<Uint8Array>;
  /** Reads that wait for it or copy from it. */
  readers: number;
  isForgotten: boolean;
};

/**
 * Reads another source in whole blocks, keeps the last few, and fetches what comes after those in use, so that small reads
 * one after the other wait for nothing. It fetches one block more the first time, then twice as many as the last time: a short look
 * fetches little, reading through takes few requests.
 */
export function withReadAhead(source: ByteSource, blockBytes = defaultBlockBytes): ByteReader {
  const blocks = new Map<number, Block>();
  const blockCount = Math.ceil(source.byteLength / blockBytes);
  const mostAhead = Math.max(1, Math.floor(aheadBytes / blockBytes));
  const blocksKept = Math.max(3, 2 * mostAhead + 2);
  let lastBlock = -1;
  let ahead = 1;

  /** Fetches blocks `[first, end)` in one go. */
  function fetchBlocks(first: number, end: number): void {
    const fetched = source.read(first * blockBytes, (end - first) * blockBytes).then((bytes) => {
      if (end - first === 1) return [bytes];
      const parts = Array.from({ length: end - first }, (_, index) =>
        bytes.slice(index * blockBytes, (index + 1) * blockBytes),
      );
      releaseBytes(bytes);
      return parts;
    });
    for (let index = first; index < end; index += 1) {
      const bytes = fetched.then((parts) => parts[index - first] ?? new Uint8Array(0));
      // A failed block is forgotten, so that the next read tries again; the reads that wait for it reject.
      bytes.catch(() => blocks.delete(index));
      blocks.set(index, { bytes, readers: 0, isForgotten: false });
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

  /** A read of only the start of a block (to open a stem, after a jump) may not need the next one. */
  function readOn(last: number, endInBlock: number): void {
    const isReadingOn = last === lastBlock || last === lastBlock + 1;
    lastBlock = last;
    if (!isReadingOn) ahead = 1;
    else if (endInBlock > blockBytes / 4 && last + 1 < blockCount && !blocks.has(last + 1)) {
      provide(last + 1, Math.min(blockCount, last + 1 + ahead));
      ahead = Math.min(mostAhead, ahead * 2);
    }
  }

  function forgetOldest(kept = blocksKept): void {
    for (const [index, block] of blocks) {
      if (blocks.size <= kept) break;
      blocks.delete(index);
      block.isForgotten = true;
      letGo(block);
    }
  }

  /** Copies the part of a block that lies in `[offset, offset + into.length)`. */
  async function copyBlock(index: number, block: Block, offset: number, into: Uint8Array): Promise<void> {
    try {
      const bytes = await block.bytes;
      const from = Math.max(0, offset - index * blockBytes);
      const at = Math.max(0, index * blockBytes - offset);
      into.set(bytes.subarray(from, from + into.length - at), at);
    } finally {
      block.readers -= 1;
      letGo(block);
    }
  }

  async function readInto(offset: number, whole: Uint8Array): Promise<Uint8Array> {
    const end = Math.min(offset + whole.length, source.byteLength);
    const into = whole.subarray(0, Math.max(0, end - offset));
    if (into.length === 0) return into;
    const first = Math.floor(offset / blockBytes);
    const last = Math.floor((end - 1) / blockBytes);
    if (last - first >= blocksKept - mostAhead) return readPast(offset, into);
    provide(first, last + 1);
    const copies: Promise<void>[] = [];
    for (let index = first; index <= last; index += 1) {
      const block = blocks.get(index);
      if (block === undefined) continue;
      block.readers += 1;
      copies.push(copyBlock(index, block, offset, into));
    }
    readOn(last, end - last * blockBytes);
    forgetOldest();
    await Promise.all(copies);
    return into;
  }

  /** More than the blocks hold. */
  async function readPast(offset: number, into: Uint8Array): Promise<Uint8Array> {
    const bytes = await source.read(offset, into.length);
    into.set(bytes);
    releaseBytes(bytes);
    return into;
  }

  return {
    byteLength: source.byteLength,
    read: (offset, length) =>
      readInto(offset, new Uint8Array(Math.max(0, Math.min(length, source.byteLength - offset)))),
    readInto,
    forget: () => {
      forgetOldest(0);
    },
  };
}

function letGo(block: Block): void {
  if (block.isForgotten && block.readers === 0) void block.bytes.then(releaseBytes, () => undefined);
}
