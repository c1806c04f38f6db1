import type { ByteSource } from './byte-source.ts';

/** Bytes of a URL that answers Range requests, such as `stemUrl`. */
export function fetchByteSource(url: string, byteLength: number): ByteSource {
  return {
    byteLength,
    async read(offset, length) {
      const end = Math.min(offset + length, byteLength);
      if (end <= offset) return new Uint8Array(0);
      const answer = await fetch(url, { headers: { Range: `bytes=${String(offset)}-${String(end - 1)}` } });
      if (answer.status !== 206 && answer.status !== 200) throw new Error(`Reading a stem gave HTTP ${answer.status}.`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return answer.status === 206 ? bytes : bytes.subarray(offset, end);
    },
  };
}
