import { fail, ok, sniffAudio, sniffLengthBytes, type AudioContainer, type Result } from '#contract';
import { declaredBytes, refuseBytes } from './audio-answer.ts';
import type { Clock } from './clock.ts';
import type { HttpAnswer } from './http-port.ts';
import type { NetLimits } from './limits.ts';
import { joined, packingOf, unpackedSound } from './packing.ts';
import type { PartFile, ResumePoint } from './part-sink.ts';
import type { Watchdog } from './watchdog.ts';

export type FileProgress = { readonly receivedBytes: number; readonly totalBytes: number | null };

export type FetchedFile = { readonly container: AudioContainer; readonly byteLength: number };

export type Receiver = {
  readonly part: PartFile;
  readonly limits: NetLimits;
  readonly clock: Clock;
  readonly etag: string | null;
  readonly host: string;
  readonly mayHold: (fileBytes: number) => boolean;
  readonly onProgress: (progress: FileProgress) => void;
};

/**
 * Streams a body into the part file: from its start, or onto `point`. Nothing is written before the first bytes have
 * shown a sound file, nothing beyond the caps, and only a body of exactly the promised length is a file. What comes packed is
 * unpacked; the length and the ETag of such an answer are those of the packed bytes, so neither is used.
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
  const pace = new Pace(receiver.clock, limits);
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
    if (pace.isTooSlow(chunk.length)) watchdog.bite(`${host} is too slow`);
    watchdog.feed(limits.bodyIdleMs, `bytes of ${host}`);
  }
  const heldBytes = receivedBytes + head.length;
  if (totalBytes !== null && heldBytes !== totalBytes) {
    return fail('truncated', `${host}: ${heldBytes} of ${totalBytes} bytes`);
  }
  if (container === null) return refuseBytes(head, packing, host);
  return ok({ container, byteLength: receivedBytes });
}

/** Notices a download that drips: never idle, never done. */
class Pace {
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
