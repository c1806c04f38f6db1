import type { ByteSource } from './byte-source.ts';
import { readBody } from './read-body.ts';

/** Bytes of a URL that answers Range requests, such as `stemUrl`. */
export function fetchByteSource(url: string, byteLength: number): ByteSource {
  return {
    byteLength,
    async read(offset, length) {
      const end = Math.min(offset + length, byteLength);
      if (end <= offset) return new Uint8Array(0);
      const answer = await fetch(url, { headers: { Range: `bytes=${String(offset)}-${String(end - 1)}` } });
      const start = startsAt(answer, offset) ? 0 : offset;
      const bytes = await readBody(answer, start + end - offset, (read) => read.slice(start));
      if (bytes === null) throw new Error('A stem is shorter than it was.');
      return bytes;
    },
  };
}

/** Whether the answer begins at the byte that was asked for: who knows no ranges gives the whole file. Throws when it is none. */
export function startsAt({ status, headers }: Response, offset: number): boolean {
  if (status !== 206 && status !== 200) throw new Error(`Reading a stem gave HTTP ${status}.`);
  return offset === 0 || status === 206 || headers.has('Content-Range');
}
