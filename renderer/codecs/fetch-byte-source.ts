import type { ByteSource } from './byte-source.ts';

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

/** Whether the answer begins at the requested byte: a server without ranges sends the whole file. Throws on any other status. */
export function startsAt({ status, headers }: Response, offset: number): boolean {
  if (status !== 206 && status !== 200) throw new Error(`Reading a stem gave HTTP ${status}.`);
  return offset === 0 || status === 206 || headers.has('Content-Range');
}

const bufferGrain = 65_536;
/** What fifteen stems ask for in one turn, and half as much again. */
const mostIdleBytes = 3 * 2 ** 19;

/** Memory that answers were read into, for the next ones; what lay idle longest comes first. */
const idle: ArrayBuffer[] = [];

/**
 * Reads an answer of `byteLength` bytes, and returns what `use` makes of them; null when the answer is shorter. The bytes are good
 * only until `use` returns. What `Response.arrayBuffer` returns stays until the next collection, and for that the collector
 * sees no reason: tens of MB would gather while a song plays.
 */
export async function readBody<Value>(
  answer: Response,
  byteLength: number,
  use: (bytes: Uint8Array) => Value,
): Promise<Value | null> {
  const reader = answer.body?.getReader({ mode: 'byob' });
  if (reader === undefined) return null;
  let buffer = takeBuffer(byteLength);
  let at = 0;
  while (at < byteLength) {
    const { value, done } = await reader.read(new Uint8Array(buffer, at, byteLength - at));
    if (value === undefined) return null;
    // What was given is taken, and comes back as another.
    buffer = value.buffer;
    at += value.byteLength;
    if (done) break;
  }
  try {
    return at < byteLength ? null : use(new Uint8Array(buffer, 0, byteLength));
  } finally {
    returnBuffer(buffer);
  }
}

/** The smallest that will do, so that the large ones are there when much is asked for. */
function takeBuffer(byteLength: number): ArrayBuffer {
  const fitting = idle.filter((buffer) => buffer.byteLength >= byteLength);
  const [smallest] = fitting.toSorted((one, other) => one.byteLength - other.byteLength);
  if (smallest === undefined) return new ArrayBuffer(Math.ceil(byteLength / bufferGrain) * bufferGrain);
  idle.splice(idle.indexOf(smallest), 1);
  return smallest;
}

function returnBuffer(buffer: ArrayBuffer): void {
  idle.push(buffer);
  while (idle.reduce((sum, { byteLength }) => sum + byteLength, 0) > mostIdleBytes) idle.shift();
}
