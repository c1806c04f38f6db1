import { pipeline, Readable, type Transform } from 'node:stream';
import {
  brotliDecompressSync,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
} from 'node:zlib';
import { sniffAudio, sniffLengthBytes } from '#contract';
import { NetTrouble, type HttpHeaders } from './http.ts';

/** Decompresses a whole body or a stream; `head` holds the first packed bytes. */
type Unpacker = {
  readonly whole: (bytes: Uint8Array, options: ZlibOptions) => Uint8Array;
  readonly stream: (head: Uint8Array) => Transform;
};

/** RFC 9110, 8.4.1.2, means zlib's format by `deflate`; some servers send the bare stream. */
const isZlib = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b;

const gzip: Unpacker = { whole: gunzipSync, stream: () => createGunzip() };
const unpackers: Readonly<Record<string, Unpacker>> = {
  gzip,
  'x-gzip': gzip,
  deflate: {
    whole: (bytes, options) => (isZlib(bytes) ? inflateSync(bytes, options) : inflateRawSync(bytes, options)),
    stream: (head) => (isZlib(head) ? createInflate() : createInflateRaw()),
  },
  br: { whole: brotliDecompressSync, stream: () => createBrotliDecompress() },
};
/** Encodings we cannot decompress; Chromium may have done so. */
const others: ReadonlySet<string> = new Set(['zstd', 'compress', 'x-compress', 'dcb', 'dcz']);

const wordsOf = (headers: HttpHeaders): readonly string[] =>
  (headers['content-encoding'] ?? '').split(',').map((word) => word.trim().toLowerCase());

/**
 * Returns the compression that `Content-Encoding` names though we did not ask for one; null: none. Other words (`identity`,
 * `aws-chunked`, `UTF-8`, `none`, `binary`) are labels of stores and scripts that change no byte.
 */
export function packingOf(headers: HttpHeaders): string | null {
  return wordsOf(headers).find((word) => Object.hasOwn(unpackers, word) || others.has(word)) ?? null;
}

/**
 * Decompresses a whole body, the last encoding first. Recognises gzip without a header as well.
 * @param maxBytes of each result; what is larger is `tooLong`
 * @returns null when the body cannot be decompressed
 */
export function unpackWhole(packed: Uint8Array, headers: HttpHeaders, maxBytes: number): Uint8Array | 'tooLong' | null {
  const named = wordsOf(headers).filter((word) => Object.hasOwn(unpackers, word));
  let bytes = packed;
  try {
    for (const word of named.length === 0 && isGzip(packed) ? ['gzip'] : named.reverse()) {
      bytes = unpackers[word]?.whole(bytes, { maxOutputLength: maxBytes }) ?? bytes;
    }
    return bytes;
  } catch (error) {
    return codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'tooLong' : null;
  }
}

/**
 * Yields the decompressed chunks of a sound file whose answer names an encoding. Passes bytes that begin a sound file as they are: the
 * header was only a label, or the network stack has decompressed them. Throws `NetTrouble` for invalid data, and what `body` throws.
 */
export async function* unpackedSound(
  body: AsyncIterable<Uint8Array>,
  packing: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = body[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < sniffLengthBytes) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = joined(head, next.value);
  }
  const whole = { [Symbol.asyncIterator]: () => startingWith(head, chunks) };
  const unpacker = unpackers[packing];
  if (unpacker === undefined || sniffAudio(head) !== null) {
    yield* whole;
    return;
  }
  const unpacking = unpacker.stream(head);
  // Errors of either end surface in the iteration.
  pipeline(Readable.from(whole), unpacking, () => undefined);
  try {
    for await (const chunk of unpacking) yield chunk as Uint8Array;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'Z_BUF_ERROR') throw new NetTrouble('broken', 'the packed body ends early');
    throw /^(Z_|ERR_)/.test(code) ? new NetTrouble('packed', code) : error;
  }
}

async function* startingWith(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Returns both arrays as one new array. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
