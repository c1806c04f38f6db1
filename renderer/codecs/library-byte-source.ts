import { mostPartBytes, mostParts, partsUrl, type Sha256, type StemPart, stemUrl } from '#contract';
import type { ByteSource } from './byte-source.ts';
import { fetchByteSource, readBody } from './fetch-byte-source.ts';

type Asked = StemPart & {
  readonly give: (bytes: Uint8Array | Promise<Uint8Array>) => void;
};

let waiting: Asked[] = [];
const turn = new MessageChannel();
turn.port1.onmessage = () => {
  const asked = waiting;
  waiting = [];
  for (const batch of batchesOf(asked)) void fetchBatch(batch);
};

/**
 * Bytes of a stem in the app's library. What many stems ask for in one turn of the thread goes in one request: each costs as
 * much as decoding a stem's first sound.
 */
export function libraryByteSource(sha256: Sha256, byteLength: number): ByteSource {
  return {
    byteLength,
    read(offset, length) {
      const end = Math.min(offset + length, byteLength);
      if (end <= offset) return Promise.resolve(new Uint8Array(0));
      const part = { sha256, offset, length: end - offset };
      if (part.length > mostPartBytes) return readAlone(part);
      return new Promise((give) => {
        if (waiting.length === 0) turn.port2.postMessage(null);
        waiting.push({ ...part, give });
      });
    },
  };
}

/** In the order they were asked for, as many together as one request may hold. */
export function batchesOf<Part extends StemPart>(asked: readonly Part[]): readonly (readonly Part[])[] {
  const batches: Part[][] = [];
  let bytes = Infinity;
  for (const one of asked) {
    const last = batches.at(-1);
    if (last !== undefined && last.length < mostParts && bytes + one.length <= mostPartBytes) {
      last.push(one);
      bytes += one.length;
    } else {
      batches.push([one]);
      bytes = one.length;
    }
  }
  return batches;
}

/** When the batch cannot be had, each stem asks for itself, so that one that is gone takes no other with it. */
async function fetchBatch(batch: readonly Asked[]): Promise<void> {
  const parts = await fetchParts(batch).catch(() => null);
  for (const [index, { give, ...part }] of batch.entries()) give(parts?.[index] ?? readAlone(part));
}

async function fetchParts(parts: readonly StemPart[]): Promise<readonly Uint8Array[] | null> {
  const answer = await fetch(partsUrl(parts));
  if (answer.status !== 200) return null;
  const byteLength = parts.reduce((sum, { length }) => sum + length, 0);
  return readBody(answer, byteLength, (bytes) => {
    let end = 0;
    return parts.map(({ length }) => bytes.slice(end, (end += length)));
  });
}

const readAlone = ({ sha256, offset, length }: StemPart): Promise<Uint8Array> =>
  fetchByteSource(stemUrl(sha256), offset + length).read(offset, length);

/** Where the bytes of a stem are: in the app's library, or at a URL that answers Range requests. */
export type BytePlace =
  { readonly in: 'library'; readonly sha256: Sha256 } | { readonly in: 'web'; readonly url: string };

/** Returns a source of the `byteLength` bytes at a place. Reads fail as those of `libraryByteSource` and `fetchByteSource` do. */
export function byteSourceAt(place: BytePlace, byteLength: number): ByteSource {
  return place.in === 'library' ? libraryByteSource(place.sha256, byteLength) : fetchByteSource(place.url, byteLength);
}
