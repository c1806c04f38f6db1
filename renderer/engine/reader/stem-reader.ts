import { ClickVoices, CountInLength } from '../../song/click.ts';
import type { PagePool, PageTable } from '../page-cache/pages.ts';
import {
  type CommandCell,
  idleCommand,
  type MutableSpan,
  type PlayCommand,
  type PlayedClick,
  type PlayedRoute,
  type PlayLog,
} from '../play-line.ts';
import type { PitchShiftOrder } from '../pitch-shift/pitch-buses.ts';
import {
  emptyLoop,
  fadeLengths,
  type FadeLengths,
  isReadable,
  LoopPath,
  type PlayedLoop,
  startingPoint,
  writeFade,
} from './loop-path.ts';
import { RowShifts, StemGates } from './stem-gates.ts';
import { PitchShiftBypass } from './pitch-bypass.ts';
import { type GainCurves, Voice, VoiceReader, voiceReach, type StereoOutput } from './voice.ts';

/**
 * `waiting`: starts as soon as every stem has its first pages. `counting`: the count-in sounds. `ended`: at the end of the song until a seek
 * or stop.
 */
type Motion = 'standing' | 'waiting' | 'counting' | 'moving' | 'ended';

const quantum = 128;
/** Frames that every stem must have decoded before a start: a little less than the fillers' first tier. */
const startFrames = 3072;
/** The same for many stems, whose next pages would come late; a little less than the second tier. */
const startFramesOfMany = 10_000;
const manyStems = 32;
/** The longest that a stem without bytes delays the others. */
const longestWaitSeconds = 3;

/** Shared memory of the reader with the page, the fillers and the pitch buses. */
export type ReaderLines = { readonly command: CommandCell; readonly log: PlayLog; readonly order: PitchShiftOrder };

/**
 * Reads all stems of a song at one read head, so that they cannot drift apart. A start, seek, pause or turn of the loop is a fade of a few
 * milliseconds; commands wait until it is over. At speed 1 the read head is at a whole frame.
 */
export class StemReader {
  readonly #command: CommandCell;
  readonly #log: PlayLog;
  readonly #bypass: PitchShiftBypass;
  readonly #fades: FadeLengths;
  /** Length of the fade in the buses: the reader's own fade in whole quanta. */
  readonly #cutFrames: number;
  readonly #longestWait: number;
  readonly #onEnd: (seekSerial: number) => void;
  readonly #voices = new VoiceReader(quantum);
  readonly #shifts: RowShifts;
  readonly #gates: StemGates;
  /** The gates of the voice that fades out. */
  readonly #oldGates: StemGates;
  readonly #rising = new Float32Array(quantum);
  readonly #falling = new Float32Array(quantum);
  readonly #sampleRate: number;
  readonly #clicks: ClickVoices;
  readonly #countIn = new CountInLength();
  readonly #canRead = (row: number, shift: number): boolean =>
    this.#table !== null && this.#isReadable(this.#table, row, shift, quantum);
  /** Commands are read into the one that is not in use. */
  readonly #commands = [{ ...idleCommand }, { ...idleCommand }] as const;
  readonly #loops = [{ ...emptyLoop }, { ...emptyLoop }] as const;
  readonly #path = new LoopPath();
  #hasNewRoute = false;
  #curves: GainCurves = [];
  /** Curves that were set and do not sound yet; null: none. */
  #newCurves: GainCurves | null = null;
  readonly #span: MutableSpan = { contextFrame: 0, position: 0, rate: 0, seekSerial: 0, delay: 0 };
  #turn: 0 | 1 = 0;
  #click: PlayedClick = { track: null, sound: 'beep', isOn: false, countIn: { bars: 0, isEveryPass: false } };
  /** Whether the next start is one from a stand, which is counted in. */
  #countsIn = false;
  /** Frames of the count-in that are over. */
  #counted = 0;
  #table: PageTable | null = null;
  #pool: PagePool | null = null;
  #sequence = -1;
  #now = idleCommand;
  #motion: Motion = 'standing';
  #cursor = 0;
  #speed = 1;
  #loop: PlayedLoop | null = null;
  #waited = 0;
  /** Frames of the fade-in that are done; `fade` when none is under way. */
  #fadedIn: number;
  readonly #voice: Voice;
  /** The voice before the start of a loop, under the seam. */
  readonly #before: Voice;
  /** The voice that fades out after a seek, a pause or a shift, and the frames of that which are done; `fade` when none does. */
  readonly #outgoing: Voice;
  #fadedOut: number;
  /** The loop whose crossfade is under way: the sound before its start under the sound before its end. */
  #seam: PlayedLoop | null = null;
  /** Frames until the buses have faded out what they hold. */
  #cutLeft = 0;

  constructor({ command, log, order }: ReaderLines, sampleRate: number, onEnd: (seekSerial: number) => void) {
    this.#command = command;
    this.#log = log;
    this.#bypass = new PitchShiftBypass(order, sampleRate);
    this.#fades = fadeLengths(sampleRate);
    this.#cutFrames = Math.ceil(this.#fades.fade / quantum) * quantum;
    this.#fadedIn = this.#fades.fade;
    this.#fadedOut = this.#fades.fade;
    this.#sampleRate = sampleRate;
    this.#clicks = new ClickVoices(sampleRate);
    this.#longestWait = sampleRate * longestWaitSeconds;
    this.#onEnd = onEnd;
    this.#shifts = new RowShifts(this.#longestWait);
    this.#gates = new StemGates(this.#fades.fade);
    this.#oldGates = new StemGates(this.#fades.fade);
    this.#voice = new Voice(this.#gates);
    this.#before = new Voice(this.#oldGates);
    this.#outgoing = new Voice(this.#oldGates);
  }

  /** Sets a song, or the same song with more stems; the rows it has play on. */
  setSong(table: PageTable, pool: PagePool): void {
    this.#table = table;
    this.#pool = pool;
    this.#gates.resize(table.rowCount);
    this.#oldGates.resize(table.rowCount);
    this.#shifts.resize(table);
    this.#setLoop(table);
  }

  /** Sets the automation of each row; what plays crosses over to it. */
  setAutomation(curves: GainCurves): void {
    this.#newCurves = curves;
  }

  /** Sets how the loop of the commands is played. */
  setRoute(route: PlayedRoute): void {
    this.#path.setRoute(route);
    this.#hasNewRoute = true;
  }

  /** Sets the click and the count-in. */
  setClick(click: PlayedClick): void {
    this.#click = click;
    this.#clicks.setSound(click.sound);
    this.#clicks.setTrack(click.track);
  }

  /**
   * Adds one quantum of every stem to its own zeroed stereo output, and of the click to `clickOutput`. `contextFrame`: first frame of the
   * quantum on the clock.
   */
  render(outputs: readonly StereoOutput[], contextFrame: number, clickOutput?: StereoOutput): void {
    const table = this.#table;
    const pool = this.#pool;
    if (table === null || pool === null) return;
    this.#cutLeft = Math.max(0, this.#cutLeft - quantum);
    if (!this.#isFading()) this.#takeChanges(table, contextFrame);
    if (this.#motion === 'waiting' && this.#cutLeft === 0) this.#startWhenReady(table, contextFrame);
    if (this.#motion === 'moving') this.#aimGates(table);
    this.#bypass.describe(this.#speed, this.#now);
    let at = 0;
    while (at < quantum && (this.#motion === 'moving' || this.#motion === 'counting' || this.#isFadingOut())) {
      const count = this.#framesToNextEvent(table, quantum - at);
      const before = this.#cursor;
      this.#renderStretch(table, pool, outputs, at, count);
      at += count;
      this.#passEvents(table, before, contextFrame + at);
    }
    if (clickOutput !== undefined) this.#renderClicks(clickOutput);
    this.#log.setCursor(this.#cursor);
  }

  /** A click that was struck rings on, whatever the song does. */
  #renderClicks(output: StereoOutput): void {
    const left = output[0];
    const right = output[1];
    if (left === undefined || right === undefined) return;
    this.#clicks.add(left, quantum);
    right.set(left);
  }

  #isFadingOut(): boolean {
    return this.#fadedOut < this.#fades.fade;
  }

  #isFading(): boolean {
    return this.#isFadingOut() || this.#seam !== null || this.#fadedIn < this.#fades.fade || this.#cutLeft > 0;
  }

  #setLoop(table: PageTable): void {
    const loop = this.#path.loop(this.#now, table.lengthFrames, this.#fades, this.#loops[this.#turn]);
    this.#loop = loop;
    this.#log.setPasses(this.#path.passes);
    this.#log.setTurn(this.#sequence, loop === null ? -1 : loop.end, loop === null ? 0 : loop.target);
  }

  #takeChanges(table: PageTable, contextFrame: number): void {
    if (this.#hasNewRoute) {
      this.#hasNewRoute = false;
      this.#setLoop(table);
    }
    if (this.#motion === 'moving' && this.#bypass.warm(quantum)) this.#setSpeed(contextFrame);
    else if (this.#command.sequence() !== this.#sequence) this.#takeCommand(table, contextFrame);
    if (this.#isFading()) return;
    if (this.#newCurves !== null) this.#followCurves(this.#newCurves);
    if (this.#isFading()) return;
    if (this.#motion === 'moving') this.#followShifts(table);
    else this.#shifts.settle(table);
  }

  #takeCommand(table: PageTable, contextFrame: number): void {
    const sequence = this.#command.sequence();
    const other = this.#turn === 0 ? 1 : 0;
    const command = this.#command.read(this.#commands[other]);
    if (command === null) return;
    this.#turn = other;
    const hasSought = command.seekSerial !== this.#now.seekSerial;
    const stops = !command.isPlaying && this.#motion !== 'standing';
    const starts = command.isPlaying && (this.#motion === 'standing' || hasSought);
    const wasStanding = this.#motion === 'standing';
    const isOtherLoop =
      command.isLoopOn !== this.#now.isLoopOn ||
      command.loopStart !== this.#now.loopStart ||
      command.loopEnd !== this.#now.loopEnd;
    this.#sequence = sequence;
    this.#now = command;
    if (hasSought || isOtherLoop) this.#path.begin(hasSought ? command.seekTarget : this.#cursor);
    this.#setLoop(table);
    if ((hasSought || stops) && this.#motion === 'moving') this.#fadeOut();
    // The sound still in the buses is cut, so continue from the last audible position.
    if (stops && this.#bypass.isShifting) this.#cursor = this.#audiblePosition(contextFrame);
    if (hasSought) this.#cursor = Math.min(Math.max(0, command.seekTarget), table.lengthFrames);
    if (stops) this.#motion = 'standing';
    if (starts) {
      this.#countsIn = this.#motion !== 'moving';
      this.#motion = 'waiting';
      this.#waited = 0;
      this.#cursor = startingPoint(Math.round(this.#cursor), this.#loop, this.#fades);
    }
    if (hasSought || stops || starts) this.#note(contextFrame, 0, 0);
    if (this.#motion === 'moving') this.#changeBypass(command, contextFrame);
    else this.#settleBypass(command, stops, wasStanding);
  }

  #settleBypass(command: PlayCommand, stops: boolean, wasStanding: boolean): void {
    this.#cutLeft = this.#bypass.settle(command, stops, wasStanding ? 0 : this.#cutFrames);
    this.#cursor = Math.round(this.#cursor);
    if (this.#motion === 'counting' && command.speed !== this.#speed) {
      this.#counted = Math.round((this.#counted * this.#speed) / command.speed);
      this.#measureCountIn(command.speed);
    }
    this.#speed = command.speed;
  }

  #changeBypass(command: PlayCommand, contextFrame: number): void {
    const heard = this.#audiblePosition(contextFrame);
    const { delay } = this.#bypass;
    const change = this.#bypass.change(command);
    if (change === 'engaged' && command.speed !== this.#speed) this.#setSpeed(contextFrame);
    if (change !== 'released') return;
    this.#speed = 1;
    this.#clicks.rewind(delay);
    this.#cursor = startingPoint(heard, this.#loop, this.#fades);
    this.#note(contextFrame, 1, 0);
  }

  /** The song position of the sound that leaves the mixer now. */
  #audiblePosition(contextFrame: number): number {
    return Math.round(this.#log.heardAt(contextFrame)?.position ?? this.#cursor);
  }

  /** Switches to the commanded speed. */
  #setSpeed(contextFrame: number): void {
    this.#speed = this.#now.speed;
    if (this.#speed === 1 && !Number.isInteger(this.#cursor)) {
      this.#fadeOut();
      this.#fadedIn = 0;
      this.#cursor = Math.round(this.#cursor);
    }
    this.#note(contextFrame, this.#speed, this.#bypass.delay);
  }

  #followShifts(table: PageTable): void {
    const { applied } = this.#shifts;
    if (!this.#shifts.follow(table, this.#canRead, quantum)) return;
    this.#fadeOut(applied);
    this.#fadedIn = 0;
  }

  #followCurves(curves: GainCurves): void {
    if (this.#motion === 'moving') {
      this.#fadeOut();
      this.#fadedIn = 0;
    }
    this.#newCurves = null;
    this.#curves = curves;
  }

  #note(contextFrame: number, rate: number, delay: number): void {
    const span = this.#span;
    span.contextFrame = contextFrame;
    span.position = this.#cursor;
    span.rate = rate;
    span.seekSerial = this.#now.seekSerial;
    span.delay = delay;
    this.#log.append(span);
  }

  #fadeOut(shifts = this.#shifts.applied): void {
    this.#oldGates.copyFrom(this.#gates);
    this.#outgoing.moveTo(this.#cursor, this.#speed, shifts, this.#curves);
    this.#fadedOut = 0;
  }

  #startWhenReady(table: PageTable, contextFrame: number): void {
    this.#waited += quantum;
    let isReady = true;
    const frames = table.rowCount < manyStems ? startFrames : startFramesOfMany;
    for (let row = 0; row < table.rowCount && isReady; row += 1) {
      isReady = this.#isReadable(table, row, this.#shifts.applied[row] ?? 0, frames);
    }
    if (!isReady && this.#waited < this.#longestWait) return;
    if (this.#countsIn && this.#startCounting()) return;
    this.#startMoving(table, contextFrame);
  }

  /** Begins the count-in to the read head; false when there is none. */
  #startCounting(): boolean {
    if (!this.#measureCountIn(this.#speed)) return false;
    this.#motion = 'counting';
    this.#counted = 0;
    return true;
  }

  #measureCountIn(speed: number): boolean {
    const { track, countIn } = this.#click;
    return track !== null && this.#countIn.measure(track, countIn.bars, this.#cursor, speed, this.#sampleRate);
  }

  #startMoving(table: PageTable, contextFrame: number): void {
    this.#motion = 'moving';
    this.#gates.reset(table, this.#cursor, this.#shifts.applied);
    // No fade-in at the first frame of a song, which would cut its attack.
    this.#fadedIn = this.#cursor === 0 ? this.#fades.fade : 0;
    this.#note(contextFrame, this.#speed, this.#bypass.delay);
  }

  #countsEachPass(): boolean {
    const { track, countIn } = this.#click;
    return countIn.isEveryPass && countIn.bars > 0 && track !== null;
  }

  /** Whether a row's pages are decoded for the next `frameCount` frames of output. */
  #isReadable(table: PageTable, row: number, shift: number, frameCount: number): boolean {
    const ahead = Math.ceil(frameCount * this.#speed) + voiceReach(this.#speed);
    return isReadable(table, row, this.#cursor, ahead, this.#loop, shift);
  }

  #aimGates(table: PageTable): void {
    for (let row = 0; row < table.rowCount; row += 1) {
      const isCached = this.#isReadable(table, row, this.#shifts.applied[row] ?? 0, quantum + this.#fades.fade);
      if (this.#gates.aim(row, isCached)) this.#log.countDropout();
    }
  }

  #framesToNextEvent(table: PageTable, most: number): number {
    let count = most;
    if (this.#isFadingOut()) count = Math.min(count, this.#fades.fade - this.#fadedOut);
    if (this.#motion === 'counting') return Math.max(0, Math.min(count, this.#countIn.frames - this.#counted));
    if (this.#motion !== 'moving') return count;
    if (this.#fadedIn < this.#fades.fade) count = Math.min(count, this.#fades.fade - this.#fadedIn);
    const loop = this.#seam ?? this.#loop;
    if (loop !== null && this.#cursor < loop.end) {
      const seamAt = loop.end - loop.seam;
      count = Math.min(count, this.#framesTo(this.#cursor < seamAt ? seamAt : loop.end));
    }
    return Math.min(count, this.#framesTo(table.lengthFrames));
  }

  /** Frames of output until the read head reaches a song position. */
  #framesTo(position: number): number {
    return Math.ceil((position - this.#cursor) / this.#speed);
  }

  #renderStretch(table: PageTable, pool: PagePool, outputs: readonly StereoOutput[], at: number, count: number): void {
    const seam = this.#seam;
    const speed = this.#speed;
    const { applied: shifts } = this.#shifts;
    if (this.#isFadingOut()) {
      writeFade(this.#rising, this.#falling, at, count, this.#fadedOut, 1, this.#fades.fade);
      this.#voices.add(table, pool, this.#outgoing, outputs, at, count, this.#falling);
      this.#outgoing.position += count * this.#outgoing.speed;
      this.#fadedOut += count;
    }
    if (this.#motion === 'counting') {
      this.#clicks.countIn(this.#countIn, this.#counted, at, count);
      this.#counted += count;
    }
    if (this.#motion !== 'moving') return;
    if (this.#click.isOn) this.#clicks.follow(this.#cursor, speed, at, count);
    let envelope: Float32Array | null = null;
    if (seam !== null) {
      writeFade(this.#rising, this.#falling, at, count, this.#cursor - (seam.end - seam.seam), speed, seam.seam);
      envelope = this.#falling;
      this.#oldGates.copyFrom(this.#gates);
      this.#before.moveTo(this.#cursor - (seam.end - seam.target), speed, shifts, this.#curves);
      this.#voices.add(table, pool, this.#before, outputs, at, count, this.#rising);
    } else if (this.#fadedIn < this.#fades.fade) {
      writeFade(this.#rising, this.#falling, at, count, this.#fadedIn, 1, this.#fades.fade);
      envelope = this.#rising;
      this.#fadedIn += count;
    }
    this.#voice.moveTo(this.#cursor, speed, shifts, this.#curves);
    this.#voices.add(table, pool, this.#voice, outputs, at, count, envelope);
    this.#cursor += count * speed;
  }

  /**
   * Handles the events between position `before` and the read head: the end of a fade, the seam and turn of the loop, the end of the song.
   * A turn keeps the fraction of the position, so that every pass is exactly as long as its parts.
   */
  #passEvents(table: PageTable, before: number, contextFrame: number): void {
    if (this.#motion === 'counting' && this.#counted >= this.#countIn.frames) this.#startMoving(table, contextFrame);
    if (this.#motion !== 'moving') return;
    const loop = this.#seam ?? this.#loop;
    if (loop !== null && this.#passes(before, loop.end)) this.#turnLoop(table, loop, contextFrame);
    else if (this.#cursor >= table.lengthFrames) {
      this.#cursor = table.lengthFrames;
      this.#endSong(contextFrame);
    } else if (loop !== null && this.#passes(before, loop.end - loop.seam) && !this.#isFading()) {
      if (!this.#countsEachPass()) this.#seam = loop;
    }
  }

  #endSong(contextFrame: number): void {
    this.#motion = 'ended';
    this.#note(contextFrame, 0, this.#bypass.delay);
    this.#onEnd(this.#now.seekSerial);
  }

  #passes(before: number, position: number): boolean {
    return before < position && this.#cursor >= position;
  }

  #turnLoop(table: PageTable, loop: PlayedLoop, contextFrame: number): void {
    const { end, target, isLast } = loop;
    const passes = this.#path.passes;
    this.#path.turn();
    const isCounted = this.#seam === null && this.#countsEachPass() && this.#path.passes !== passes;
    const isStraight = target === end && !isCounted && !isLast;
    // A loop set while its end was playing has no seam, nor has one that is counted in: fade as for a seek.
    if (this.#seam === null && !this.#isFading() && !isStraight) {
      this.#fadeOut();
      this.#fadedIn = 0;
    }
    this.#seam = null;
    if (isLast) {
      this.#endSong(contextFrame);
      return;
    }
    if (isCounted) this.#cursor = target;
    else this.#cursor -= end - target;
    this.#setLoop(table);
    if (isCounted && this.#startCounting()) this.#note(contextFrame, 0, this.#bypass.delay);
    else this.#note(contextFrame, this.#speed, this.#bypass.delay);
  }
}
