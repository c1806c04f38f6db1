import { parseFrameHeader, type FrameHeader } from './frame-header.ts';
import type { FrameRun } from './frame-walk.ts';
import { Mpg123 } from './mpg123.ts';
import { largestReservoir, readSideInformation } from './side-information.ts';

/**
 * Decoded sound of some frames; the decoder's own arrays, good until it decodes again. `damaged` numbers the frames (of the
 * file) that are silence instead.
 */
export type DecodedRun = {
  readonly startFrame: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly damaged: readonly number[];
};

/** Silent frames after which nothing sounds on: both granules of MPEG 2's overlap, and the filter bank. */
const silencingFrames = 3;

type Stretch = { readonly bytes: Uint8Array; readonly frames: number };

/**
 * mpg123, fed whole frames only, so that each frame gives exactly its samples. Its own gapless mode is off: we trim.
 * After a jump the first frames may be wrong; feed frames to be thrown away before the ones that count.
 */
export class FrameDecoder {
  readonly #mpg123: Mpg123;
  readonly #like: FrameHeader;
  /** Bytes of frames fed without a break, as far as a frame can borrow from them. */
  #reservoir = 0;
  #mustBeSilenced = false;

  private constructor(mpg123: Mpg123, like: FrameHeader) {
    this.#mpg123 = mpg123;
    this.#like = like;
  }

  static async start(like: FrameHeader): Promise<FrameDecoder> {
    return new FrameDecoder(await Mpg123.start(), like);
  }

  /** Before frames that do not follow the last ones. `isStart`: before the very first, which nothing may sound into. */
  jump(isStart: boolean): void {
    this.#reservoir = 0;
    this.#mustBeSilenced = isStart && this.#mpg123.isUsed;
  }

  /** Frames of a run, or silence where the run says that frames are missing. */
  async decode(run: FrameRun): Promise<DecodedRun> {
    const { stretches, damaged } = run.missing > 0 ? this.#silence(run) : this.#stretches(run);
    const { left, right } = this.#mpg123.room((run.missing + run.headers.length) * this.#like.samples);
    let at = 0;
    if (this.#mustBeSilenced && run.headers.length > 0) await this.#quieten(run.bytes);
    for (const stretch of stretches) {
      const expected = stretch.frames * this.#like.samples;
      const came = this.#mpg123.decode(stretch.bytes, left, right, at, expected);
      if (came !== expected) {
        // It lost its way in these bytes: what it gave cannot be placed, and what it still holds must not come out later.
        await this.#reset();
        this.#reservoir = 0;
        const first = run.start.frame + at / this.#like.samples;
        for (let frame = 0; frame < stretch.frames; frame++) damaged.push(first + frame);
      }
      at += expected;
    }
    for (const frame of damaged) {
      const from = (frame - run.start.frame) * this.#like.samples;
      left.fill(0, from, from + this.#like.samples);
      right.fill(0, from, from + this.#like.samples);
    }
    return { startFrame: run.start.frame, left, right, damaged };
  }

  close(): void {
    this.#mpg123.close();
  }

  /** The run as it is where its frames hold together, and silent frames in place of those that do not. */
  #stretches(run: FrameRun): { readonly stretches: readonly Stretch[]; readonly damaged: number[] } {
    const stretches: Stretch[] = [];
    const damaged: number[] = [];
    let at = 0;
    let wholeFrom = 0;
    let whole = 0;
    const cut = (): void => {
      if (whole > 0) stretches.push({ bytes: run.bytes.subarray(wholeFrom, at), frames: whole });
      whole = 0;
    };
    for (const [index, header] of run.headers.entries()) {
      const frame = run.bytes.subarray(at, at + header.byteLength);
      const side = readSideInformation(frame, header);
      const isIntact = side.isPlausible;
      if (!isIntact || side.borrowedBytes > this.#reservoir) damaged.push(run.start.frame + index);
      if (isIntact) {
        if (whole === 0) wholeFrom = at;
        whole++;
      } else {
        cut();
        stretches.push({ bytes: silentFrame(frame.subarray(0, header.sideStart), header.byteLength), frames: 1 });
      }
      this.#reservoir = isIntact ? Math.min(largestReservoir, this.#reservoir + side.mainBytes) : 0;
      at += header.byteLength;
    }
    cut();
    return { stretches, damaged };
  }

  /** What sounded last dies away. To begin anew would take as long as decoding seconds of sound. */
  async #quieten(frames: Uint8Array): Promise<void> {
    this.#mustBeSilenced = false;
    const { sideStart, byteLength } = parseFrameHeader(frames, 0) ?? this.#like;
    const silent = silentFrame(frames.subarray(0, sideStart), byteLength);
    const room = this.#like.samples;
    const [left, right] = [new Float32Array(room), new Float32Array(room)];
    for (let frame = 0; frame < silencingFrames; frame++) {
      if (this.#mpg123.decode(silent, left, right, 0, room) === room) continue;
      await this.#reset();
      return;
    }
  }

  async #reset(): Promise<void> {
    await this.#mpg123.reset();
    this.#mustBeSilenced = false;
  }

  #silence(run: FrameRun): { readonly stretches: readonly Stretch[]; readonly damaged: number[] } {
    this.#reservoir = 0;
    return { stretches: [], damaged: Array.from({ length: run.missing }, (_, index) => run.start.frame + index) };
  }
}

/** A frame whose side information is all zero says: no spectral lines at all. */
function silentFrame(header: Uint8Array, byteLength: number): Uint8Array {
  const frame = new Uint8Array(byteLength);
  frame.set(header);
  return frame;
}
