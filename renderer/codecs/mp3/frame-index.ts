import type { ByteReader } from '../byte-source.ts';
import { headerBytes, isSameStream, parseFrameHeader } from './frame-header.ts';
import { longestFrame, walkFrames, type Position, type Stream } from './frame-walk.ts';

const framesPerCheckpoint = 64;
const framesPerStep = 512;
/** Frames before the wanted one that are tried when its header is damaged. */
const gridTries = 12;
/** Read along with the header that is confirmed, since they are wanted next. */
const framesRead = 16;
/** Encoders start their padding pattern where they like. */
const gridSlackBytes = 2;

/**
 * Finds frames in a stream. At a constant bit rate a frame's place is computed and only confirmed; otherwise the headers
 * are walked from the last one known, once, leaving a mark every 64 frames.
 */
export class FrameIndex {
  readonly #bytes: ByteReader;
  readonly #stream: Stream;
  readonly #frameBytes: number | null;
  readonly #marks: Position[];
  #edge: Position;
  #isWhole = false;

  /** `frameBytes`: mean length of a frame when all have the same bit rate, else null. */
  constructor(bytes: ByteReader, stream: Stream, frameBytes: number | null) {
    this.#bytes = bytes;
    this.#stream = stream;
    this.#frameBytes = frameBytes;
    this.#edge = { frame: 0, offset: stream.soundStart };
    this.#marks = [this.#edge];
  }

  /** Whether all frames have the same bit rate. */
  get isGrid(): boolean {
    return this.#frameBytes !== null;
  }

  /** The place of this frame, or of one somewhat before it. */
  async locate(frame: number): Promise<Position> {
    if (frame <= 0) return { frame: 0, offset: this.#stream.soundStart };
    return (await this.#locateOnGrid(frame)) ?? this.#locateByWalking(frame);
  }

  /** The number of frames, by walking to the end. */
  async countFrames(): Promise<number> {
    await this.#walkTo(Infinity);
    return this.#edge.frame;
  }

  async #locateOnGrid(frame: number): Promise<Position | null> {
    if (this.#frameBytes === null) return null;
    return (
      (await this.#tryGrid(frame, this.#frameBytes, 1, framesRead)) ??
      this.#tryGrid(frame, this.#frameBytes, Math.min(gridTries, frame), 1)
    );
  }

  /** Looks where this frame should be, then where those before it should be, `tries` in all. */
  async #tryGrid(frame: number, frameBytes: number, tries: number, ahead: number): Promise<Position | null> {
    const { soundStart } = this.#stream;
    const start = Math.max(soundStart, Math.floor(soundStart + (frame - tries + 1) * frameBytes) - gridSlackBytes);
    const window = await this.#bytes.read(start, Math.ceil((tries - 1 + ahead) * frameBytes) + longestFrame);
    for (let back = 0; back < tries; back++) {
      const expected = Math.round(soundStart + (frame - back) * frameBytes) - start;
      for (let slack = 0; slack <= gridSlackBytes; slack++) {
        for (const at of slack === 0 ? [expected] : [expected - slack, expected + slack]) {
          if (this.#isConfirmed(window, at)) return { frame: frame - back, offset: start + at };
        }
      }
    }
    return null;
  }

  #isConfirmed(window: Uint8Array, at: number): boolean {
    const header = parseFrameHeader(window, at);
    if (header === null || !isSameStream(header, this.#stream.first)) return false;
    const after = at + header.byteLength;
    if (after + headerBytes > window.length) return true;
    const follower = parseFrameHeader(window, after);
    return follower !== null && isSameStream(header, follower);
  }

  async #locateByWalking(frame: number): Promise<Position> {
    await this.#walkTo(frame);
    const mark = this.#marks.findLast((one) => one.frame <= frame);
    return mark ?? { frame: 0, offset: this.#stream.soundStart };
  }

  async #walkTo(frame: number): Promise<void> {
    while (!this.#isWhole && this.#edge.frame <= frame) {
      const run = await walkFrames(this.#bytes, this.#stream, this.#edge, framesPerStep);
      let { frame: number, offset } = run.start;
      for (const header of run.headers) {
        if (number % framesPerCheckpoint === 0) this.#marks.push({ frame: number, offset });
        number++;
        offset += header.byteLength;
      }
      if (run.next === null) this.#isWhole = true;
      else this.#edge = run.next;
    }
  }
}
