import { type Failure, frames, hertz, ok, type Result } from '#contract';
import type { ByteReader } from '../byte-source.ts';
import { chainStems } from '../chained-stem.ts';
import { damaged } from '../refusal.ts';
import type { NativeStem } from '../stem-source.ts';
import { type DecodedRun, FrameDecoder } from './frame-decoder.ts';
import { type Position, walkBytes, walkFrames } from './frame-walk.ts';
import { type Mp3Part, readMp3Parts } from './mp3-parts.ts';

/** The most that a frame borrows of the bytes before it (ISO 11172-3 2.4.2.7, main_data_begin). */
const mostBorrowed = 511;
/** Frames whose sound overlaps into the next, besides those that hold the bytes which it borrows. */
const overlapFrames = 2;
/** Where bit rates vary, frames may be small. */
const variablePreRoll = 10;
const longestRun = 32;
/** The most that is remembered of which frames were damaged. */
const mostDamagedKept = 100_000;

/** Opens an MP3 file, or several that were joined. Fails with `undecodable` when there are no frames in it. */
export async function openMp3(bytes: ByteReader): Promise<Result<NativeStem, Failure>> {
  const parts = await readMp3Parts(bytes);
  if (parts.length === 0) return damaged((text) => text.noFrames('MP3'));
  return ok(chainStems(parts.map((part) => new Mp3Stem(bytes, part))));
}

class Mp3Stem implements NativeStem {
  readonly facts;
  readonly #bytes: ByteReader;
  readonly #stream: Mp3Part;
  readonly #preRoll: number;
  readonly #damaged = new Set<number>();
  #decoder: FrameDecoder | null = null;
  #next: Position | null = null;
  #decoded: DecodedRun | null = null;
  #buffer = new Uint8Array(0);

  constructor(bytes: ByteReader, stream: Mp3Part) {
    this.#bytes = bytes;
    this.#stream = stream;
    const { first, lengthFrames } = stream;
    this.facts = {
      sampleRate: hertz(first.sampleRate),
      channels: first.channels,
      lengthFrames: frames(lengthFrames),
    };
    const mainBytes = Math.max(1, first.byteLength - first.sideStart - first.sideBytes);
    const enough = overlapFrames + Math.ceil(mostBorrowed / mainBytes);
    this.#preRoll = stream.index.isGrid ? enough : Math.max(variablePreRoll, enough);
  }

  concealedFrames(): number {
    return this.#damaged.size;
  }

  concealedSeconds(): number {
    const { samples, sampleRate } = this.#stream.first;
    return (this.#damaged.size * samples) / sampleRate;
  }

  async read(startFrame: number, left: Float32Array, right: Float32Array): Promise<number> {
    const { lengthFrames, skippedSamples } = this.#stream;
    const count = Math.max(0, Math.min(left.length, lengthFrames - startFrame));
    let done = 0;
    while (done < count) {
      const sample = skippedSamples + startFrame + done;
      const run = await this.#runWith(sample, count - done);
      if (run === null) break;
      const from = sample - run.startFrame * this.#stream.first.samples;
      const taken = Math.min(count - done, run.left.length - from);
      left.set(run.left.subarray(from, from + taken), done);
      right.set(run.right.subarray(from, from + taken), done);
      done += taken;
    }
    left.fill(0, done);
    right.fill(0, done);
    return count;
  }

  close(): void {
    this.#decoder?.close();
    this.#decoder = null;
    this.#decoded = null;
    this.#bytes.forget();
  }

  /** Decoded frames that hold this sample, and some of the `ahead` after it. Null beyond the last frame. */
  async #runWith(sample: number, ahead: number): Promise<DecodedRun | null> {
    const perFrame = this.#stream.first.samples;
    const wanted = Math.floor(sample / perFrame);
    const kept = this.#decoded;
    if (kept !== null && kept.startFrame <= wanted && wanted < kept.startFrame + kept.left.length / perFrame)
      return kept;
    const decoder = (this.#decoder ??= new FrameDecoder(perFrame));
    const isSequential = this.#next !== null && this.#next.frame <= wanted && wanted - this.#next.frame < this.#preRoll;
    if (!isSequential) await this.#jumpTo(wanted, decoder);
    // The decoder writes into the arrays of the last run.
    this.#decoded = null;
    while (this.#next !== null) {
      const run = await this.#decodeNext(decoder, wanted, Math.ceil(ahead / perFrame) + 1);
      if (run !== null && wanted < run.startFrame + run.left.length / perFrame) return (this.#decoded = run);
    }
    return null;
  }

  /** Goes before the wanted frame by the pre-roll. Frames that the index gave too early are stepped over undecoded. */
  async #jumpTo(wanted: number, decoder: FrameDecoder): Promise<void> {
    const from = Math.max(0, wanted - this.#preRoll);
    let position: Position | null = await this.#stream.index.locate(from);
    while (position !== null && position.frame < from) {
      position = (await walkFrames(this.#bytes, this.#stream, position, from - position.frame)).next;
    }
    this.#next = position;
    decoder.jump();
  }

  async #decodeNext(decoder: FrameDecoder, wanted: number, ahead: number): Promise<DecodedRun | null> {
    if (this.#next === null) return null;
    const preRoll = Math.max(0, wanted - this.#next.frame);
    const frameCount = Math.min(longestRun, preRoll + ahead);
    const run = await walkFrames(this.#bytes, this.#stream, this.#next, frameCount, this.#bufferFor(frameCount));
    this.#next = run.next;
    if (run.headers.length + run.missing === 0) return null;
    const decoded = decoder.decode(run);
    for (const frame of decoded.damaged) {
      if (frame >= wanted && this.#damaged.size < mostDamagedKept) this.#damaged.add(frame);
    }
    return decoded;
  }

  /** For the bytes of a run, which are not looked at any more when the next is read. */
  #bufferFor(frameCount: number): Uint8Array {
    const byteLength = walkBytes(this.#stream, frameCount);
    if (this.#buffer.length < byteLength) this.#buffer = new Uint8Array(byteLength);
    return this.#buffer;
  }
}
