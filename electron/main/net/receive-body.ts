import {
  type AudioContainer,
  fail,
  type Failed,
  ok,
  type Result,
  sniffAudio,
  sniffLengthBytes,
  words,
} from '#contract';
import type { Clock } from './clock.ts';
import type { HttpAnswer, HttpHeaders, NetLimits, Watchdog } from './http.ts';
import { joined, packingOf, unpackedSound } from './packing.ts';

/** What the answer's headers and first bytes say about the whole file. */
export type Expected = {
  /** A strong ETag, quotes included. Null: the file cannot be resumed. */
  readonly etag: string | null;
  /** Null when the server did not say. */
  readonly totalBytes: number | null;
  /** Decided by the first bytes, never by name or header. */
  readonly container: AudioContainer;
};

/** Where an interrupted download may resume. */
export type ResumePoint = Expected & { readonly etag: string; readonly offsetBytes: number };

/**
 * A partial download on disk. Within a run every appended byte counts; after a restart only fsynced bytes do, so a resume offset is never
 * ahead of durable data.
 */
export type PartFile = {
  /** Null: the part is empty, or has no strong ETag. */
  resumeFrom(): ResumePoint | null;
  /** Empties the file and notes what is expected, for a later resume. Call it before the first `append` of a fresh download. */
  restart(expected: Expected): Promise<Result<undefined>>;
  /** Appends a chunk. One call at a time; the chunk may be reused once this settles. */
  append(chunk: Uint8Array): Promise<Result<undefined>>;
};

/** Returns the strong ETag a resume may rely on, or null: weak ETags do not promise equal bytes (RFC 9110, 13.1.5). */
export function strongEtag(headers: HttpHeaders): string | null {
  const etag = headers.etag?.trim() ?? '';
  return /^"[\x21\x23-\x7e\x80-\xff]*"$/.test(etag) ? etag : null;
}

/** The body's length in bytes by its header; null when the header is missing or malformed. */
function declaredBytes(headers: HttpHeaders): number | null {
  const text = headers['content-length']?.trim() ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Texts that servers send in place of a file: a sign-in page, an error. */
type Text = 'webPage' | 'json' | 'xml';

/** `text/html`, `application/problem+json`, `image/svg+xml`. */
function textOfType(type: string): Text | null {
  if (/^(text\/html|application\/xhtml\+xml)$/.test(type)) return 'webPage';
  if (/^(application|text)\/(json|[\w.-]+\+json)$/.test(type)) return 'json';
  return /^((application|text)\/xml|[\w-]+\/[\w.-]+\+xml)$/.test(type) ? 'xml' : null;
}

/** The kind of text the first bytes begin, after a byte order mark and blanks; null for none. */
function textOfBytes(head: Uint8Array): Text | null {
  const start = Buffer.from(head).toString('latin1').replace(/^ï»¿/, '').trimStart();
  if (/^<\?xml/i.test(start)) return 'xml';
  if (/^<[!a-z]/i.test(start)) return 'webPage';
  return /^[{[]\s*["{[\]}\d-]/.test(start) ? 'json' : null;
}

/**
 * Returns the failure `notAudio` when the content type names a page or a message; null to let the bytes decide.
 */
export function refuseHeaders({ headers }: HttpAnswer, host: string): Failed | null {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const text = textOfType(type);
  return text === null ? null : fail('notAudio', words().failures.details[`${text}As`](host, type.slice(0, 40)));
}

/** The failure of bytes that begin no sound file. @param packing the encoding the header names, or null */
function refuseBytes(head: Uint8Array, packing: string | null, host: string): Failed {
  const text = textOfBytes(head);
  if (text !== null) return fail('notAudio', words().failures.details[text](host));
  if (packing !== null) return fail('notAudio', words().failures.details.packedFileAs(host, packing));
  return fail('notAudio', head.length === 0 ? words().failures.details.emptyFile(host) : host);
}

export type FileProgress = { readonly receivedBytes: number; readonly totalBytes: number | null };

export type FetchedFile = { readonly container: AudioContainer; readonly byteLength: number };

type Receiver = {
  readonly part: PartFile;
  readonly limits: NetLimits;
  readonly clock: Clock;
  readonly etag: string | null;
  readonly host: string;
  readonly mayHold: (fileBytes: number) => boolean;
  readonly onProgress: (progress: FileProgress) => void;
};

/**
 * Streams a body into the part file, from its start or appended at `point`. Writes nothing before the first bytes show a sound file and
 * nothing beyond the limits; only a body of exactly the promised length succeeds. Decompresses a compressed body, and ignores its length
 * and ETag, which describe the compressed bytes. Fails with `tooLarge`, `notAudio`, `truncated`, or as the disk does. Throws `NetTrouble`.
 */
export async function receiveBody(
  answer: HttpAnswer,
  point: ResumePoint | null,
  receiver: Receiver,
  watchdog: Watchdog,
): Promise<Result<FetchedFile>> {
  const { part, limits, host } = receiver;
  const packing = packingOf(answer.headers);
  const etag = packing === null ? receiver.etag : null;
  const bodyBytes = packing === null ? declaredBytes(answer.headers) : null;
  const startByte = point?.offsetBytes ?? 0;
  const totalBytes = bodyBytes === null ? (point?.totalBytes ?? null) : startByte + bodyBytes;
  const fits = (bytes: number): boolean => bytes <= limits.maxStemBytes && receiver.mayHold(bytes);
  const tooLarge = fail('tooLarge', host);
  if (totalBytes !== null && !fits(totalBytes)) return tooLarge;

  let receivedBytes = startByte;
  let container = point?.container ?? null;
  let head: Uint8Array = new Uint8Array();
  const slow = new SlowDetector(receiver.clock, limits);
  watchdog.feed(limits.bodyIdleMs, `bytes of ${host}`);

  for await (const chunk of packing === null ? answer.body : unpackedSound(answer.body, packing)) {
    watchdog.rest();
    if (!fits(receivedBytes + head.length + chunk.length)) return tooLarge;
    let piece = chunk;
    if (container === null) {
      head = joined(head, chunk);
      if (head.length >= sniffLengthBytes || head.length === totalBytes) {
        container = sniffAudio(head);
        if (container === null) return refuseBytes(head, packing, host);
        const restarted = await part.restart({ etag, totalBytes, container });
        if (!restarted.ok) return restarted;
        piece = head;
        head = new Uint8Array();
      }
    }
    if (container !== null) {
      const appended = await part.append(piece);
      if (!appended.ok) return appended;
      receivedBytes += piece.length;
      receiver.onProgress({ receivedBytes, totalBytes });
    }
    if (slow.isTooSlow(chunk.length)) watchdog.bite(`${host} is too slow`);
    watchdog.feed(limits.bodyIdleMs, `bytes of ${host}`);
  }
  const heldBytes = receivedBytes + head.length;
  if (totalBytes !== null && heldBytes !== totalBytes) {
    return fail('truncated', `${host}: ${heldBytes} of ${totalBytes} bytes`);
  }
  if (container === null) return refuseBytes(head, packing, host);
  return ok({ container, byteLength: receivedBytes });
}

/** Detects a download that trickles: never idle, yet below `slowestBytesPerSecond` over `slowWindowMs`. */
class SlowDetector {
  readonly #clock: Clock;
  readonly #limits: NetLimits;
  #windowStartMs: number;
  #windowBytes = 0;

  constructor(clock: Clock, limits: NetLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.#windowStartMs = clock.ticksMs();
  }

  isTooSlow(bytes: number): boolean {
    this.#windowBytes += bytes;
    const lastedMs = this.#clock.ticksMs() - this.#windowStartMs;
    if (lastedMs < this.#limits.slowWindowMs) return false;
    const isSlow = this.#windowBytes < (this.#limits.slowestBytesPerSecond * lastedMs) / 1000;
    this.#windowStartMs += lastedMs;
    this.#windowBytes = 0;
    return isSlow;
  }
}
