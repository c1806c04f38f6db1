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
      // Who knows no ranges gives the whole file.
      const start = answer.status === 200 ? offset : 0;
      if (answer.status !== 206 && answer.status !== 200) throw new Error(`Reading a stem gave HTTP ${answer.status}.`);
      const bytes = await readBody(answer, start + end - offset, (read) => read.slice(start));
      if (bytes === null) throw new Error('A stem is shorter than it was.');
      return bytes;
    },
  };
}
