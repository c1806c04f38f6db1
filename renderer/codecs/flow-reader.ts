import type { ByteReader } from './byte-source.ts';
import { fetchByteSource, startsAt } from './fetch-byte-source.ts';
import { withReadAhead } from './read-ahead.ts';

/** Taken from an answer at a time; as much again waits in the pipe. */
const pieceBytes = 65_536;
/** Of what was taken before, for a reader that looks ahead of where it goes on, as that of FLAC does for the next frame. */
const keptBytes = 65_536;

/**
 * Bytes of a URL that answers Range requests, for reading through: a read that goes on where the last one ended takes
 * from one answer with the rest of the file. All of it goes through the same memory, since to get new memory and give it back
 * takes longer than to read. What is read elsewhere has requests of its own.
 */
export function flowReader(url: string, byteLength: number): ByteReader {
  const parts = withReadAhead(fetchByteSource(url, byteLength));
  let flow: Flow | null = null;
  let lastEnd = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function endFlow(): void {
    flow?.close();
    flow = null;
  }

  async function readNow(offset: number, whole: Uint8Array): Promise<Uint8Array> {
    const into = whole.subarray(0, Math.max(0, Math.min(whole.length, byteLength - offset)));
    const isOn = offset === lastEnd;
    lastEnd = offset + into.length;
    if (into.length === 0) return into;
    if (flow?.holds(offset) !== true) {
      if (!isOn) return parts.readInto(offset, into);
      endFlow();
      flow = await Flow.open(url, offset, byteLength);
    }
    try {
      await flow.copy(offset, into);
    } catch (reason) {
      // The next read tries again.
      endFlow();
      throw reason;
    }
    return into;
  }

  function readInto(offset: number, into: Uint8Array): Promise<Uint8Array> {
    const read = turn.then(() => readNow(offset, into));
    turn = read.catch(() => undefined);
    return read;
  }

  return {
    byteLength,
    read: (offset, length) => readInto(offset, new Uint8Array(Math.max(0, Math.min(length, byteLength - offset)))),
    readInto,
    forget: () => {
      endFlow();
      parts.forget();
    },
  };
}

/** One answer, and the last of it that was taken: the bytes `[start, end)` of the file, at the front of the buffer. */
class Flow {
  readonly #reader: ReadableStreamBYOBReader;
  readonly #byteLength: number;
  #buffer = new Uint8Array(keptBytes + pieceBytes);
  #start: number;
  #end: number;

  private constructor(reader: ReadableStreamBYOBReader, at: number, byteLength: number) {
    this.#reader = reader;
    this.#start = at;
    this.#end = at;
    this.#byteLength = byteLength;
  }

  static async open(url: string, offset: number, byteLength: number): Promise<Flow> {
    const answer = await fetch(url, { headers: { Range: `bytes=${String(offset)}-` } });
    const at = startsAt(answer, offset) ? offset : 0;
    const reader = answer.body?.getReader({ mode: 'byob' });
    if (reader === undefined) throw new Error('A stem came without bytes.');
    const flow = new Flow(reader, at, byteLength);
    while (flow.#end < offset) await flow.#refill();
    return flow;
  }

  /** Whether bytes from `offset` on can be copied. */
  holds(offset: number): boolean {
    return this.#start <= offset && offset <= this.#end;
  }

  async copy(offset: number, into: Uint8Array): Promise<void> {
    for (let done = 0; done < into.length;) {
      const at = offset + done;
      if (at === this.#end) await this.#refill();
      const part = this.#buffer.subarray(
        at - this.#start,
        Math.min(this.#end - this.#start, at - this.#start + into.length - done),
      );
      into.set(part, done);
      done += part.length;
    }
  }

  close(): void {
    void this.#reader.cancel().catch(() => undefined);
  }

  async #refill(): Promise<void> {
    const held = this.#end - this.#start;
    const kept = Math.min(held, keptBytes);
    this.#buffer.copyWithin(0, held - kept, held);
    this.#start = this.#end - kept;
    const wanted = Math.min(pieceBytes, this.#byteLength - this.#end);
    for (let filled = 0; filled < wanted;) {
      const { value, done } = await this.#reader.read(this.#buffer.subarray(kept + filled, kept + wanted));
      if (value === undefined || done) throw new Error('A stem is shorter than it was.');
      // What was given is taken, and comes back as another.
      this.#buffer = new Uint8Array(value.buffer);
      filled += value.byteLength;
    }
    this.#end += wanted;
  }
}
