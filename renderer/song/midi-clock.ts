import { barOfBeat, beatAt, type BeatGrid, meterAt, secondsOfBeat } from './beat-grid.ts';

/** MIDI clocks to the quarter note. */
const perQuarter = 24;

/** Every MIDI clock of a song, in seconds of the song as recorded. */
type ClockPulses = {
  /** Ascending. */
  readonly seconds: Float64Array<ArrayBuffer>;
  /** The number of the first one; number 0 is the first of bar 1, those before it are negative. */
  readonly first: number;
};

/** Lays MIDI clocks over a song of `songSeconds`: 24 to the quarter note, so 12 to a beat that is an eighth. */
export function clockPulses(grid: BeatGrid, songSeconds: number): ClockPulses {
  const pulsesOf = (beat: number): number => {
    const { unit } = meterAt(grid, Math.max(1, barOfBeat(grid, beat).bar));
    return Math.max(1, Math.round((perQuarter * 4) / unit));
  };
  const downbeat = grid.downbeat ?? 0;
  const firstBeat = Math.floor(beatAt(grid, 0));
  const seconds: number[] = [];
  let first = 0;
  let count = 0;
  for (let beat = downbeat - 1; beat >= firstBeat; beat -= 1) count -= pulsesOf(beat);
  for (let beat = Math.min(firstBeat, downbeat); secondsOfBeat(grid, beat) < songSeconds; beat += 1) {
    if (beat === downbeat) count = 0;
    const pulses = pulsesOf(beat);
    for (let pulse = 0; pulse < pulses; pulse += 1) {
      const at = secondsOfBeat(grid, beat + pulse / pulses);
      if (at >= 0 && at < songSeconds) {
        if (seconds.length === 0) first = count;
        seconds.push(at);
      }
      count += 1;
    }
  }
  return { seconds: Float64Array.from(seconds), first };
}

/** The index of the first pulse at or after a time, by bisection; the length when there is none. */
export function pulseFrom({ seconds }: ClockPulses, time: number): number {
  let low = 0;
  let high = seconds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seconds[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const clock = 0xf8;
const start = 0xfa;
const goOn = 0xfb;
const stop = 0xfc;
const songPosition = 0xf2;
const pulsesPerSixteenth = 6;
const lastSixteenth = 0x3fff;

/** The song as the clock sees it at one moment. */
export type ClockMoment = {
  readonly isPlaying: boolean;
  /** What is heard now, in seconds of the song. */
  readonly seconds: number;
  /** Seconds of the song in a second. */
  readonly speed: number;
  /** The loop in seconds of the song, while it is on. */
  readonly loop: { readonly start: number; readonly end: number } | null;
  /** Null: no tempo is known, and no clock is sent. */
  readonly pulses: ClockPulses | null;
};

/** Sends a message at a time of the page's clock, in milliseconds. */
type ClockSender = (bytes: readonly number[], atMs: number) => void;

/** Messages go out so far ahead. */
const aheadMs = 100;
/** Playback that was noticed so late still begins where it began: what is due goes out at once. */
const lateSeconds = 0.25;
const jumpSeconds = 0.06;

/**
 * Sends MIDI clock to what is heard. While the song plays: 24 pulses to the quarter, with Start on the first beat of bar 1, or song position
 * and Continue on the next sixteenth elsewhere. Stop when the song stops, and before a jump. Call `tick` every 25 ms or so.
 */
export class ClockWriter {
  readonly #send: ClockSender;
  #pulses: ClockPulses | null = null;
  /** What was seen last; null: the song does not move, or has just begun to. */
  #last: { readonly seconds: number; readonly atMs: number; readonly speed: number } | null = null;
  /** Where playback stood when it began; it moves once the count-in is over. */
  #entry: number | null = null;
  #next = 0;
  /** Seconds that the loop has gone back: for the pulses that are written, and for what is heard. */
  #writtenBack = 0;
  #heardBack = 0;
  #isRunning = false;

  constructor(send: ClockSender) {
    this.#send = send;
  }

  /** Writes what is due within the next tenth of a second. `nowMs`: the page's clock. */
  tick(moment: ClockMoment, nowMs: number): void {
    const { isPlaying, seconds, speed, pulses } = moment;
    if (!isPlaying || pulses === null) {
      this.stop(nowMs);
      return;
    }
    if (this.#last === null) {
      this.#entry ??= seconds;
      if (seconds === this.#entry) return;
      this.#begin(moment, nowMs, this.#entry < seconds ? this.#entry : seconds);
    } else if (this.#pulses !== pulses || !this.#follows(moment, this.#last, nowMs) || this.#hasTurnedInVain(moment)) {
      this.#halt(nowMs);
      this.#begin(moment, nowMs, seconds);
    }
    this.#last = { seconds, atMs: nowMs, speed };
    this.#write(moment, pulses, nowMs);
  }

  /** Sends Stop, when the clock runs. */
  stop(nowMs: number): void {
    this.#halt(nowMs);
    this.#last = null;
    this.#entry = null;
  }

  #halt(nowMs: number): void {
    if (this.#isRunning) this.#send([stop], nowMs);
    this.#isRunning = false;
  }

  /** Begins at `from`, or a little later when the sound has gone on too far since. */
  #begin({ seconds, pulses }: ClockMoment, nowMs: number, from: number): void {
    if (pulses === null) return;
    this.#pulses = pulses;
    this.#writtenBack = 0;
    this.#heardBack = 0;
    this.#next = pulseFrom(pulses, Math.max(from, seconds - lateSeconds));
    this.#tellPosition(pulses, nowMs);
  }

  /** Away from the start, a receiver learns where the next sixteenth is. */
  #tellPosition({ first }: ClockPulses, atMs: number): void {
    const number = first + this.#next;
    if (number <= 0) return;
    const sixteenth = Math.min(Math.ceil(number / pulsesPerSixteenth), lastSixteenth);
    this.#send([songPosition, sixteenth & 0x7f, sixteenth >> 7], atMs);
  }

  /** Whether the song went on evenly since the last look, or turned at the end of its loop. */
  #follows(
    { seconds, loop }: ClockMoment,
    last: { readonly seconds: number; readonly atMs: number; readonly speed: number },
    nowMs: number,
  ): boolean {
    const expected = last.seconds + ((nowMs - last.atMs) / 1000) * last.speed;
    if (Math.abs(seconds - expected) <= jumpSeconds) return true;
    const length = loop === null ? 0 : loop.end - loop.start;
    if (length <= 0 || Math.abs(seconds + length - expected) > jumpSeconds) return false;
    this.#heardBack += length;
    return true;
  }

  /** Whether a turn of the loop was written that does not come: the loop was changed or left meanwhile. */
  #hasTurnedInVain({ seconds, loop, speed }: ClockMoment): boolean {
    if (this.#writtenBack - this.#heardBack < 1e-6) return false;
    const left = (loop?.end ?? 0) - seconds;
    return left < -jumpSeconds || left > ((2 * aheadMs) / 1000) * speed;
  }

  #write({ seconds, speed, loop }: ClockMoment, pulses: ClockPulses, nowMs: number): void {
    const heard = seconds + this.#heardBack;
    const isIn = loop !== null && seconds < loop.end;
    for (;;) {
      const at = pulses.seconds[this.#next] ?? Infinity;
      if (isIn && at >= loop.end - 1e-4) {
        const end = loop.end + this.#writtenBack;
        if (end > heard + (aheadMs / 1000) * speed) return;
        this.#turn(pulses, loop, nowMs + ((end - heard) / speed) * 1000);
        if (this.#next >= pulses.seconds.length || (pulses.seconds[this.#next] ?? Infinity) >= loop.end) return;
        continue;
      }
      const due = at + this.#writtenBack - heard;
      if (due > (aheadMs / 1000) * speed) return;
      this.#writePulse(pulses.first + this.#next, nowMs + Math.max(0, due / speed) * 1000);
      this.#next += 1;
    }
  }

  /** Goes back to the start of the loop. A loop that is not made of whole beats is a jump to a receiver. */
  #turn(pulses: ClockPulses, loop: { readonly start: number; readonly end: number }, atMs: number): void {
    const before = this.#next;
    this.#next = pulseFrom(pulses, loop.start - 1e-4);
    this.#writtenBack += loop.end - loop.start;
    if ((before - this.#next) % perQuarter === 0) return;
    this.#halt(atMs);
    this.#tellPosition(pulses, atMs);
  }

  #writePulse(number: number, atMs: number): void {
    if (!this.#isRunning && number >= 0 && number % pulsesPerSixteenth === 0) {
      this.#send([number === 0 ? start : goOn], atMs);
      this.#isRunning = true;
    }
    this.#send([clock], atMs);
  }
}
