import type { PagePool } from '../pages/page-pool.ts';
import type { PageTable } from '../pages/song-memory.ts';
import { idleCommand, type CommandCell } from '../shared/play-command.ts';
import type { PlayLog } from '../shared/play-log.ts';
import { addPages } from './add-pages.ts';
import { fadeLengths, rise, type FadeLengths } from './fades.ts';
import { isWayClear, playedLoop, startingPoint, type PlayedLoop } from './loop-path.ts';
import { StemGates } from './stem-gates.ts';

/** `waiting`: is to move as soon as every stem has its first pages. `ended`: ran out of song; only a seek or a stop leads on. */
type Motion = 'standing' | 'waiting' | 'moving' | 'ended';
type StereoOutput = readonly Float32Array[];

const quantum = 128;
/** Sound that must be there in every stem before it starts: a little less than what the fillers read first. */
const startFrames = 3072;
/** A stem whose bytes do not come must not hold up the others for longer. */
const longestWaitSeconds = 3;

/**
 * Reads all stems of a song at one whole-numbered playhead, so that they cannot drift apart. A start, a seek, a pause and a
 * pass of the loop are fades of a few milliseconds; while one is under way, commands wait.
 */
export class StemReader {
  readonly #command: CommandCell;
  readonly #log: PlayLog;
  readonly #fades: FadeLengths;
  readonly #longestWait: number;
  readonly #onEnd: (seekSerial: number) => void;
  readonly #gates: StemGates;
  /** The gates as they stood for the sound that goes out. */
  readonly #oldGates: StemGates;
  readonly #envelope = new Float32Array(quantum);
  readonly #otherEnvelope = new Float32Array(quantum);
  readonly #gateEnvelope = new Float32Array(quantum);
  #table: PageTable | null = null;
  #pool: PagePool | null = null;
  #sequence = -1;
  #now = idleCommand;
  #motion: Motion = 'standing';
  #cursor = 0;
  #loop: PlayedLoop | null = null;
  #waited = 0;
  /** Frames of the fade-in that are done; at `fade` there is none. */
  #fadedIn: number;
  /** What fades out after a seek or a pause. */
  #outgoing: { position: number; done: number } | null = null;
  /** The crossfade into the next pass: what comes before the loop's start, under what comes before its end. */
  #seam: { readonly loop: PlayedLoop; done: number } | null = null;

  constructor(command: CommandCell, log: PlayLog, sampleRate: number, onEnd: (seekSerial: number) => void) {
    this.#command = command;
    this.#log = log;
    this.#fades = fadeLengths(sampleRate);
    this.#fadedIn = this.#fades.fade;
    this.#longestWait = sampleRate * longestWaitSeconds;
    this.#onEnd = onEnd;
    this.#gates = new StemGates(this.#fades.fade);
    this.#oldGates = new StemGates(this.#fades.fade);
  }

  /** A song, or the same song with more stems: rows that were there keep sounding. */
  setSong(table: PageTable, pool: PagePool): void {
    this.#table = table;
    this.#pool = pool;
    this.#gates.resize(table.rowCount);
    this.#oldGates.resize(table.rowCount);
    this.#loop = playedLoop(this.#now, table.lengthFrames, this.#fades);
  }

  /** Adds one quantum of every stem to its own stereo output (which come zeroed). `contextFrame`: the clock's first frame. */
  render(outputs: readonly StereoOutput[], contextFrame: number): void {
    const table = this.#table;
    const pool = this.#pool;
    if (table === null || pool === null) return;
    if (!this.#isFading()) this.#takeCommand(table, contextFrame);
    if (this.#motion === 'waiting') this.#startWhenReady(table, contextFrame);
    if (this.#motion === 'moving') this.#aimGates(table);
    let at = 0;
    while (at < quantum && (this.#motion === 'moving' || this.#outgoing !== null)) {
      const count = this.#framesToNextEvent(table, quantum - at);
      this.#renderStretch(table, pool, outputs, at, count);
      at += count;
      this.#passEvents(table, contextFrame + at);
    }
    this.#log.setCursor(this.#cursor);
  }

  #isFading(): boolean {
    return this.#outgoing !== null || this.#seam !== null || this.#fadedIn < this.#fades.fade;
  }

  #takeCommand(table: PageTable, contextFrame: number): void {
    if (this.#command.sequence() === this.#sequence) return;
    const sequence = this.#command.sequence();
    const command = this.#command.read();
    if (command === null) return;
    const hasSought = command.seekSerial !== this.#now.seekSerial;
    const stops = !command.isPlaying && this.#motion !== 'standing';
    const starts = command.isPlaying && (this.#motion === 'standing' || hasSought);
    this.#sequence = sequence;
    this.#now = command;
    this.#loop = playedLoop(command, table.lengthFrames, this.#fades);
    if ((hasSought || stops) && this.#motion === 'moving') this.#fadeOut();
    if (hasSought) this.#cursor = Math.min(Math.max(0, command.seekTarget), table.lengthFrames);
    if (stops) this.#motion = 'standing';
    if (starts) {
      this.#motion = 'waiting';
      this.#waited = 0;
      this.#cursor = startingPoint(this.#cursor, this.#loop, this.#fades);
    }
    if (hasSought || stops || starts) this.#log.append(contextFrame, this.#cursor, 0, command.seekSerial);
  }

  #fadeOut(): void {
    this.#oldGates.copyFrom(this.#gates);
    this.#outgoing = { position: this.#cursor, done: 0 };
  }

  #startWhenReady(table: PageTable, contextFrame: number): void {
    this.#waited += quantum;
    let isReady = true;
    for (let row = 0; row < table.rowCount && isReady; row += 1) {
      isReady = isWayClear(table, row, this.#cursor, startFrames, this.#loop);
    }
    if (!isReady && this.#waited < this.#longestWait) return;
    this.#motion = 'moving';
    this.#gates.reset(table, this.#cursor);
    // Nothing comes before the first frame of a song, so its attack is left whole.
    this.#fadedIn = this.#cursor === 0 ? this.#fades.fade : 0;
    this.#log.append(contextFrame, this.#cursor, 1, this.#now.seekSerial);
  }

  #aimGates(table: PageTable): void {
    const ahead = quantum + this.#fades.fade;
    for (let row = 0; row < table.rowCount; row += 1) {
      const isClear = isWayClear(table, row, this.#cursor, ahead, this.#loop);
      if (this.#gates.aim(row, isClear)) this.#log.countUnderrun();
    }
  }

  #framesToNextEvent(table: PageTable, most: number): number {
    let count = most;
    if (this.#outgoing !== null) count = Math.min(count, this.#fades.fade - this.#outgoing.done);
    if (this.#motion !== 'moving') return count;
    if (this.#fadedIn < this.#fades.fade) count = Math.min(count, this.#fades.fade - this.#fadedIn);
    const loop = this.#seam?.loop ?? this.#loop;
    if (loop !== null && this.#cursor < loop.end) {
      const seamAt = loop.end - loop.seam;
      const event = this.#cursor < seamAt ? seamAt : loop.end;
      count = Math.min(count, event - this.#cursor);
    }
    return Math.min(count, table.lengthFrames - this.#cursor);
  }

  #renderStretch(table: PageTable, pool: PagePool, outputs: readonly StereoOutput[], at: number, count: number): void {
    const outgoing = this.#outgoing;
    const seam = this.#seam;
    const isMoving = this.#motion === 'moving';
    if (outgoing !== null) {
      this.#fill(this.#otherEnvelope, at, count, (frame) => 1 - rise(outgoing.done + frame, this.#fades.fade));
      this.#renderVoice(table, pool, outputs, this.#oldGates, outgoing.position, at, count, this.#otherEnvelope);
      outgoing.position += count;
      outgoing.done += count;
    }
    if (!isMoving) return;
    let envelope: Float32Array | null = null;
    if (seam !== null) {
      const { loop, done } = seam;
      this.#fill(this.#otherEnvelope, at, count, (frame) => rise(done + frame, loop.seam));
      this.#fill(this.#envelope, at, count, (frame) => 1 - rise(done + frame, loop.seam));
      envelope = this.#envelope;
      this.#oldGates.copyFrom(this.#gates);
      const before = loop.start - loop.seam + done;
      this.#renderVoice(table, pool, outputs, this.#oldGates, before, at, count, this.#otherEnvelope);
      seam.done += count;
    } else if (this.#fadedIn < this.#fades.fade) {
      const done = this.#fadedIn;
      this.#fill(this.#envelope, at, count, (frame) => rise(done + frame, this.#fades.fade));
      envelope = this.#envelope;
      this.#fadedIn += count;
    }
    this.#renderVoice(table, pool, outputs, this.#gates, this.#cursor, at, count, envelope);
    this.#cursor += count;
  }

  #renderVoice(
    table: PageTable,
    pool: PagePool,
    outputs: readonly StereoOutput[],
    gates: StemGates,
    position: number,
    at: number,
    count: number,
    envelope: Float32Array | null,
  ): void {
    for (let row = 0; row < table.rowCount; row += 1) {
      const [left, right] = outputs[row] ?? [];
      if (left === undefined || right === undefined || gates.isShut(row)) continue;
      let gains = envelope;
      if (!gates.isFullyOpen(row)) {
        gates.advance(row, envelope, this.#gateEnvelope, at, count);
        gains = this.#gateEnvelope;
      }
      addPages(table, pool, { row, position, count, at }, gains, left, right);
    }
  }

  #fill(envelope: Float32Array, at: number, count: number, gainOf: (frame: number) => number): void {
    for (let frame = 0; frame < count; frame += 1) envelope[at + frame] = gainOf(frame);
  }

  /** What falls on the frame that was reached: ends of fades, the loop's seam and its turn, the end of the song. */
  #passEvents(table: PageTable, contextFrame: number): void {
    if (this.#outgoing !== null && this.#outgoing.done >= this.#fades.fade) this.#outgoing = null;
    if (this.#motion !== 'moving') return;
    const loop = this.#seam?.loop ?? this.#loop;
    if (loop !== null && this.#cursor === loop.end) {
      // Without a seam (the loop was set while its end was being played) the turn is a crossfade like that of a seek.
      if (this.#seam === null && !this.#isFading()) {
        this.#fadeOut();
        this.#fadedIn = 0;
      }
      this.#seam = null;
      this.#cursor = loop.start;
      this.#log.append(contextFrame, this.#cursor, 1, this.#now.seekSerial);
    } else if (this.#cursor >= table.lengthFrames) {
      this.#motion = 'ended';
      this.#log.append(contextFrame, this.#cursor, 0, this.#now.seekSerial);
      this.#onEnd(this.#now.seekSerial);
    } else if (loop !== null && this.#cursor === loop.end - loop.seam && !this.#isFading()) {
      this.#seam = { loop, done: 0 };
    }
  }
}
