import type { ByteSource } from '../byte-source.ts';
import { readUint32 } from '../shared/bytes.ts';

const ebml = 0x1a45_dfa3;
const segment = 0x1853_8067;
const headBytes = 12;
/** An element `Tags` (RFC 9559 section 5.1.8) that holds nothing but 14 bytes of `Void`. */
const emptyTags = [0x12, 0x54, 0xc3, 0x67, 0x90, 0xec, 0x8e, ...Array<number>(14).fill(0)];

/** Reads that follow each other without a pause for anything else. More than there are elements in what is read ahead. */
const mostReads = 8192;

type Change = { readonly at: number; readonly bytes: Uint8Array };

/**
 * The bytes of a Matroska file, changed so that the library comes to an end in any of them (mediabunny 1.61, `resync`, which looks for the
 * next element behind junk). Its segment has no size and one more element, an empty one, behind all others: where there is none, the library
 * reads the same 8 bytes for ever. And where the size of an element is none, it finds that element again and again: the second time its name
 * is wiped out. More than 10 MiB of junk make every read fail. The library may keep no bytes of its own.
 */
export async function withSegmentEnd(bytes: ByteSource): Promise<ByteSource> {
  const size = await findSegmentSize(bytes);
  const tail = size === null ? [] : emptyTags;
  const changes: Change[] = [];
  if (size !== null) changes.push({ at: size.at, bytes: size.unknown });
  changes.push({ at: bytes.byteLength, bytes: Uint8Array.from(tail) });
  const byteLength = bytes.byteLength + tail.length;
  let reads = 0;
  let isHopeless = false;

  /** Counts reads; in a loop that never ends, changes what it loops over. Throws when that does not help, and from then on. */
  function watch(offset: number): void {
    if (isHopeless) throw new Error('There are more than 10 MiB of junk in it.');
    // A loop that never ends never lets this happen.
    if (reads === 0) setTimeout(() => (reads = 0));
    reads += 1;
    if (reads <= mostReads) return;
    reads = 1;
    isHopeless = changes.some(({ at }) => at === offset);
    changes.push({ at: offset, bytes: new Uint8Array(4) });
  }

  return {
    byteLength,
    async read(offset, length) {
      watch(offset);
      const end = Math.min(offset + length, byteLength);
      const whole = new Uint8Array(Math.max(0, end - offset));
      if (offset < bytes.byteLength) whole.set(await bytes.read(offset, Math.min(end, bytes.byteLength) - offset));
      for (const change of changes) {
        const from = Math.max(offset, change.at);
        const until = Math.min(end, change.at + change.bytes.length);
        if (from < until) whole.set(change.bytes.subarray(from - change.at, until - change.at), from - offset);
      }
      return whole;
    },
  };
}

/** Where the size of the segment stands, and what says in as many bytes that it is not known; null when there is no segment. */
async function findSegmentSize(
  bytes: ByteSource,
): Promise<{ readonly at: number; readonly unknown: Uint8Array } | null> {
  const first = await bytes.read(0, headBytes);
  const head = readUint32(first, 0) === ebml ? readSize(first.subarray(4)) : null;
  if (head === null) return null;
  const at = 4 + head.width + head.value;
  const second = await bytes.read(at, headBytes);
  const size = readUint32(second, 0) === segment ? readSize(second.subarray(4)) : null;
  if (size === null) return null;
  const unknown = new Uint8Array(size.width).fill(0xff);
  unknown[0] = 0xff >> (size.width - 1);
  return { at: at + 4, unknown };
}

/**
 * A number whose first byte tells by its leading zeros how many more there are (RFC 8794 section 4). Null when it is none, or when the file
 * ends in it.
 */
function readSize(bytes: Uint8Array): { readonly width: number; readonly value: number } | null {
  const [first = 0] = bytes;
  if (first === 0) return null;
  const width = Math.clz32(first) - 23;
  if (bytes.length < width) return null;
  let value = first & (0xff >> width);
  for (const byte of bytes.subarray(1, width)) value = value * 256 + byte;
  return { width, value };
}
