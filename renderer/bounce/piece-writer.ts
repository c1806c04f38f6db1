import { fail, ok, type Failure, type Result } from '#contract';
import { SamplePacker, type SampleBits } from './encoding/sample-packer.ts';
import { wavHeader } from './encoding/wav/wav-header.ts';

/** Puts bytes at an offset of the file. */
export type PutPiece = (offset: number, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<undefined>>;

/** Well under the 8 MiB that one request may carry. */
const pieceBytes = 2 << 20;

/** A WAV file that grows from its start, in pieces: one is under way while the next is filled. */
export class PieceWriter {
  readonly #packer: SamplePacker;
  readonly #frameBytes: number;
  readonly #put: PutPiece;
  #piece = new Uint8Array(pieceBytes);
  #other = new Uint8Array(pieceBytes);
  #filled: number;
  #offset = 0;
  #peak = 0;
  #clipped = 0;
  #underWay: Promise<Result<undefined>> = Promise.resolve(ok());

  constructor(format: SampleBits, sampleRate: number, lengthFrames: number, put: PutPiece) {
    this.#packer = new SamplePacker(format);
    this.#frameBytes = format / 4;
    this.#put = put;
    const header = wavHeader(format, sampleRate, lengthFrames);
    this.#piece.set(header);
    this.#filled = header.length;
  }

  get peak(): number {
    return this.#peak;
  }

  get clippedSamples(): number {
    return this.#clipped;
  }

  /** Appends `count` frames, as many at most as a piece holds. */
  async append(left: Float64Array, right: Float64Array, count: number): Promise<Result<undefined>> {
    if (this.#filled + count * this.#frameBytes > this.#piece.length) {
      const sent = await this.#send();
      if (!sent.ok) return sent;
    }
    this.#measure(left, count);
    this.#measure(right, count);
    this.#filled = this.#packer.pack(left, right, count, this.#piece, this.#filled);
    return ok();
  }

  #measure(samples: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const magnitude = Math.abs(samples[i] ?? 0);
      if (magnitude > this.#peak) this.#peak = magnitude;
      if (magnitude > 1) this.#clipped++;
    }
  }

  /** Sends what is left and waits until all of it is written. */
  async finish(): Promise<Result<undefined>> {
    const sent = await this.#send();
    return sent.ok ? this.#underWay : sent;
  }

  async #send(): Promise<Result<undefined>> {
    const last = await this.#underWay;
    if (!last.ok) return last;
    const bytes = this.#piece.subarray(0, this.#filled);
    this.#underWay = this.#put(this.#offset, bytes);
    this.#offset += this.#filled;
    // The piece under way belongs to the request until that is answered.
    [this.#piece, this.#other] = [this.#other, this.#piece];
    this.#filled = 0;
    return ok();
  }
}

/** Bytes to main by `PUT`; its answers are told in our words. */
export async function putPiece(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<Result<undefined>> {
  try {
    const answer = await fetch(url, { method: 'PUT', body: bytes });
    return answer.status === 204 ? ok() : { ok: false, failure: failureOf(answer.status) };
  } catch (reason) {
    return fail('diskError', reason instanceof Error ? reason.message : '');
  }
}

function failureOf(status: number): Failure {
  if (status === 507) return { kind: 'diskFull', detail: '' };
  return { kind: 'diskError', detail: `HTTP ${status}` };
}
