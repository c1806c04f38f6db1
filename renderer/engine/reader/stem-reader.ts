import type { PagePool, PageTable } from '../page-cache/pages.ts';
import { type CommandCell, idleCommand, type PlayCommand, type PlayLog } from '../play-line.ts';
import type { StretchCue } from '../pitch-shift/pitch-shift-cue.ts';
import {
  fadeLengths,
  type FadeLengths,
  isWayClear,
  playedLoop,
  type PlayedLoop,
  startingPoint,
  writeFade,
} from './loop-path.ts';
import { RowShifts, StemGates } from './stem-gates.ts';
import { StretchGear } from './pitch-bypass.ts';
import { VoiceReader, voiceReach, type StereoOutput, type Voice } from './voice.ts';

/** `waiting`: is to move as soon as every stem has its first pages. `ended`: ran out of song; only a seek or a stop leads on. */
type Motion = 'standing' | 'waiting' | 'moving' | 'ended';

const quantum = 128;
/** Sound that must be there in every stem before it starts: a little less than what the fillers read first. */
const startFrames = 3072;
/** A stem whose bytes do not come must not hold up the others for longer. */
const longestWaitSeconds = 3;

/** The reader's lines to the page, the fillers and the pitch buses. */
export type ReaderLines = { readonly command: CommandCell; readonly log: PlayLog; readonly cue: StretchCue };

/**
 * Reads all stems of a song at one playhead, so that they cannot drift apart. A start, a seek, a pause and a pass of the loop are
 * fades of a few milliseconds; while one is under way, commands wait. At the recorded speed the playhead is a whole number.
 */
export class StemReader {
  readonly #command: CommandCell;
  readonly #log: PlayLog;
  readonly #gear: StretchGear;
  readonly #fades: FadeLengths;
  /** What is in the buses fades for as many quanta as the reader's own fade takes. */
  readonly #cutFrames: number;
  readonly #longestWait: number;
  readonly #onEnd: (seekSerial: number) => void;
  readonly #voices = new VoiceReader(quantum);
  readonly #shifts: RowShifts;
  readonly #gates: StemGates;
  /** The gates as they stood for the sound that goes out. */
  readonly #oldGates: StemGates;
  readonly #rising = new Float32Array(quantum);
  readonly #falling = new Float32Array(quantum);
  #table: PageTable | null = null;
  #pool: PagePool | null = null;
  #sequence = -1;
  #now = idleCommand;
  #motion: Motion = 'standing';
  #cursor = 0;
  #speed = 1;
  #loop: PlayedLoop | null = null;
  #waited = 0;
  /** Frames of the fade-in that are done; at `fade` there is none. */
  #fadedIn: number;
  /** What fades out after a seek, a pause or a shift of stems. */
  #outgoing: { readonly voice: Voice; position: number; done: number } | null = null;
  /** The crossfade into the next pass: what comes before the loop's start, under what comes before its end. */
  #seam: PlayedLoop | null = null;
  /** Frames until the buses have let go of what they held. */
  #held = 0;

  constructor({ command, log, cue }: ReaderLines, sampleRate: number, onEnd: (seekSerial: number) => void) {
    this.#command = command;
    this.#log = log;
    this.#gear = new StretchGear(cue, sampleRate);
    this.#fades = fadeLengths(sampleRate);
    this.#cutFrames = Math.ceil(this.#fades.fade / quantum) * quantum;
    this.#fadedIn = this.#fades.fade;
    this.#longestWait = sampleRate * longestWaitSeconds;
    this.#onEnd = onEnd;
    this.#shifts = new RowShifts(this.#longestWait);
    this.#gates = new StemGates(this.#fades.fade);
    this.#oldGates = new StemGates(this.#fades.fade);
  }

  /** A song, or the same song with more stems: rows that were there keep sounding. */
  setSong(table: PageTable, pool: PagePool): void {
    this.#table = table;
    this.#pool = pool;
    this.#gates.resize(table.rowCount);
    this.#oldGates.resize(table.rowCount);
    this.#shifts.resize(table);
    this.#loop = playedLoop(this.#now, table.lengthFrames, this.#fades);
  }

  /** Adds one quantum of every stem to its own stereo output (which come zeroed). `contextFrame`: the clock's first frame. */
  render(outputs: readonly StereoOutput[], contextFrame: number): void {
    const table = this.#table;
    const pool = this.#pool;
    if (table === null || pool === null) return;
    this.#held = Math.max(0, this.#held - quantum);
    if (!this.#isFading()) this.#takeChanges(table, contextFrame);
    if (this.#motion === 'waiting' && this.#held === 0) this.#startWhenReady(table, contextFrame);
    if (this.#motion === 'moving') this.#aimGates(table);
    this.#gear.tell(this.#speed, this.#now);
    let at = 0;
    while (at < quantum && (this.#motion === 'moving' || this.#outgoing !== null)) {
      const count = this.#framesToNextEvent(table, quantum - at);
      const before = this.#cursor;
      this.#renderStretch(table, pool, outputs, at, count);
      at += count;
      this.#passEvents(table, before, contextFrame + at);
    }
    this.#log.setCursor(this.#cursor);
  }

  #isFading(): boolean {
    return this.#outgoing !== null || this.#seam !== null || this.#fadedIn < this.#fades.fade || this.#held > 0;
  }

  #takeChanges(table: PageTable, contextFrame: number): void {
    if (this.#motion === 'moving' && this.#gear.warm(quantum)) this.#setSpeed(contextFrame);
    else if (this.#command.sequence() !== this.#sequence) this.#takeCommand(table, contextFrame);
    if (this.#isFading()) return;
    if (this.#motion === 'moving') this.#followShifts(table);
    else this.#shifts.settle(table);
  }

  #takeCommand(table: PageTable, contextFrame: number): void {
    const sequence = this.#command.sequence();
    const command = this.#command.read();
    if (command === null) return;
    const hasSought = command.seekSerial !== this.#now.seekSerial;
    const stops = !command.isPlaying && this.#motion !== 'standing';
    const starts = command.isPlaying && (this.#motion === 'standing' || hasSought);
    const wasStanding = this.#motion === 'standing';
    this.#sequence = sequence;
    this.#now = command;
    this.#loop = playedLoop(command, table.lengthFrames, this.#fades);
    if ((hasSought || stops) && this.#motion === 'moving') this.#fadeOut();
    // The rest of what was read is in the buses and will not be heard: it goes on from where it was heard last.
    if (stops && this.#gear.isShifting) this.#cursor = this.#heard(contextFrame);
    if (hasSought) this.#cursor = Math.min(Math.max(0, command.seekTarget), table.lengthFrames);
    if (stops) this.#motion = 'standing';
    if (starts) {
      this.#motion = 'waiting';
      this.#waited = 0;
      this.#cursor = startingPoint(Math.round(this.#cursor), this.#loop, this.#fades);
    }
    if (hasSought || stops || starts) this.#note(contextFrame, 0, 0);
    if (this.#motion === 'moving') this.#changeGear(command, contextFrame);
    else this.#settleGear(command, stops, wasStanding);
  }

  #settleGear(command: PlayCommand, stops: boolean, wasStanding: boolean): void {
    this.#held = this.#gear.settle(command, stops, wasStanding ? 0 : this.#cutFrames);
    this.#speed = command.speed;
    this.#cursor = Math.round(this.#cursor);
  }

  #changeGear(command: PlayCommand, contextFrame: number): void {
    const heard = this.#heard(contextFrame);
    const change = this.#gear.change(command);
    if (change === 'engaged' && command.speed !== this.#speed) this.#setSpeed(contextFrame);
    if (change !== 'released') return;
    this.#speed = 1;
    this.#cursor = startingPoint(heard, this.#loop, this.#fades);
    this.#note(contextFrame, 1, 0);
  }

  /** Where in the song what leaves the mixer now was read. */
  #heard(contextFrame: number): number {
    return Math.round(this.#log.heardAt(contextFrame)?.position ?? this.#cursor);
  }

  /** Goes on at the speed that is asked for. */
  #setSpeed(contextFrame: number): void {
    this.#speed = this.#now.speed;
    if (this.#speed === 1 && !Number.isInteger(this.#cursor)) {
      this.#fadeOut();
      this.#fadedIn = 0;
      this.#cursor = Math.round(this.#cursor);
    }
    this.#note(contextFrame, this.#speed, this.#gear.delay);
  }

  #followShifts(table: PageTable): void {
    const { applied } = this.#shifts;
    const canRead = (row: number, shift: number): boolean => this.#isClear(table, row, shift, quantum);
    if (!this.#shifts.follow(table, canRead, quantum)) return;
    this.#fadeOut(applied);
    this.#fadedIn = 0;
  }

  #note(contextFrame: number, rate: number, delay: number): void {
    this.#log.append({ contextFrame, position: this.#cursor, rate, seekSerial: this.#now.seekSerial, delay });
  }

  #fadeOut(shifts = this.#shifts.applied): void {
    this.#oldGates.copyFrom(this.#gates);
    const voice = { position: this.#cursor, speed: this.#speed, shifts, gates: this.#oldGates };
    this.#outgoing = { voice, position: this.#cursor, done: 0 };
  }

  #startWhenReady(table: PageTable, contextFrame: number): void {
    this.#waited += quantum;
    let isReady = true;
    for (let row = 0; row < table.rowCount && isReady; row += 1) {
      isReady = this.#isClear(table, row, this.#shifts.applied[row] ?? 0, startFrames);
    }
    if (!isReady && this.#waited < this.#longestWait) return;
    this.#motion = 'moving';
    this.#gates.reset(table, this.#cursor, this.#shifts.applied);
    // Nothing comes before the first frame of a song, so its attack is left whole.
    this.#fadedIn = this.#cursor === 0 ? this.#fades.fade : 0;
    this.#note(contextFrame, this.#speed, this.#gear.delay);
  }

  /** Whether a row has its sound for the next `frameCount` frames of output and the fade that ends them. */
  #isClear(table: PageTable, row: number, shift: number, frameCount: number): boolean {
    const ahead = Math.ceil(frameCount * this.#speed) + voiceReach(this.#speed);
    return isWayClear(table, row, this.#cursor, ahead, this.#loop, shift);
  }

  #aimGates(table: PageTable): void {
    for (let row = 0; row < table.rowCount; row += 1) {
      const isClear = this.#isClear(table, row, this.#shifts.applied[row] ?? 0, quantum + this.#fades.fade);
      if (this.#gates.aim(row, isClear)) this.#log.countUnderrun();
    }
  }

  #framesToNextEvent(table: PageTable, most: number): number {
    let count = most;
    if (this.#outgoing !== null) count = Math.min(count, this.#fades.fade - this.#outgoing.done);
    if (this.#motion !== 'moving') return count;
    if (this.#fadedIn < this.#fades.fade) count = Math.min(count, this.#fades.fade - this.#fadedIn);
    const loop = this.#seam ?? this.#loop;
    if (loop !== null && this.#cursor < loop.end) {
      const seamAt = loop.end - loop.seam;
      count = Math.min(count, this.#framesTo(this.#cursor < seamAt ? seamAt : loop.end));
    }
    return Math.min(count, this.#framesTo(table.lengthFrames));
  }

  /** Frames of output until the cursor is at a frame of the song, or past it. */
  #framesTo(position: number): number {
    return Math.ceil((position - this.#cursor) / this.#speed);
  }

  #renderStretch(table: PageTable, pool: PagePool, outputs: readonly StereoOutput[], at: number, count: number): void {
    const outgoing = this.#outgoing;
    const seam = this.#seam;
    const speed = this.#speed;
    const { applied: shifts } = this.#shifts;
    if (outgoing !== null) {
      writeFade(this.#rising, this.#falling, at, count, outgoing.done, 1, this.#fades.fade);
      const voice = { ...outgoing.voice, position: outgoing.position };
      this.#voices.add(table, pool, voice, outputs, { at, count, envelope: this.#falling });
      outgoing.position += count * voice.speed;
      outgoing.done += count;
    }
    if (this.#motion !== 'moving') return;
    let envelope: Float32Array | null = null;
    if (seam !== null) {
      writeFade(this.#rising, this.#falling, at, count, this.#cursor - (seam.end - seam.seam), speed, seam.seam);
      envelope = this.#falling;
      this.#oldGates.copyFrom(this.#gates);
      const before = { position: this.#cursor - (seam.end - seam.start), speed, shifts, gates: this.#oldGates };
      this.#voices.add(table, pool, before, outputs, { at, count, envelope: this.#rising });
    } else if (this.#fadedIn < this.#fades.fade) {
      writeFade(this.#rising, this.#falling, at, count, this.#fadedIn, 1, this.#fades.fade);
      envelope = this.#rising;
      this.#fadedIn += count;
    }
    const voice = { position: this.#cursor, speed, shifts, gates: this.#gates };
    this.#voices.add(table, pool, voice, outputs, { at, count, envelope });
    this.#cursor += count * speed;
  }

  /**
   * What falls on the frames since `before`: ends of fades, the loop's seam and its turn, the end of the song. Between two
   * frames the turn keeps the fraction, so that passes are as long as the loop is.
   */
  #passEvents(table: PageTable, before: number, contextFrame: number): void {
    if (this.#outgoing !== null && this.#outgoing.done >= this.#fades.fade) this.#outgoing = null;
    if (this.#motion !== 'moving') return;
    const loop = this.#seam ?? this.#loop;
    const passes = (position: number): boolean => before < position && this.#cursor >= position;
    if (loop !== null && passes(loop.end)) {
      // Without a seam (the loop was set while its end was being played) the turn is a crossfade like that of a seek.
      if (this.#seam === null && !this.#isFading()) {
        this.#fadeOut();
        this.#fadedIn = 0;
      }
      this.#seam = null;
      this.#cursor -= loop.end - loop.start;
      this.#note(contextFrame, this.#speed, this.#gear.delay);
    } else if (this.#cursor >= table.lengthFrames) {
      this.#cursor = table.lengthFrames;
      this.#motion = 'ended';
      this.#note(contextFrame, 0, this.#gear.delay);
      this.#onEnd(this.#now.seekSerial);
    } else if (loop !== null && passes(loop.end - loop.seam) && !this.#isFading()) {
      this.#seam = loop;
    }
  }
}
