import { frames, type LyricLine, words } from '#contract';
import { offsetFrames } from '../../mix/strip-stems.ts';
import {
  firstUntimed,
  guessedLines,
  shiftedLyrics,
  sungStretches,
  withoutWordTimes,
  withWordEnd,
  withWordStart,
  type WordAt,
  wordAfter,
  wordBefore,
} from '../../song/lyrics/lyric-edits.ts';
import { nearestOnset, vocalOnsets } from '../../song/lyrics/vocal-onsets.ts';
import {
  joinLine,
  type MovedPart,
  splitLine,
  startOfWord,
  withPartMoved,
  withStartsSnapped,
} from '../../song/lyrics/word-edges.ts';
import { rampedSpeed } from '../../song/practice.ts';
import type { SessionState } from '../song/session.svelte.ts';
import type { Toasts } from '../toasts.svelte.ts';
import type { TransportState } from '../song/transport.svelte.ts';

const noLines: readonly LyricLine[] = [];
const steps = () => words().notices.steps.lyrics;

/** Timing the words of the open song: by key as it plays, by their edges, and by what is heard of the vocals. Each edit is one named step. */
export class LyricTiming {
  readonly #session: SessionState;
  readonly #transport: TransportState;
  readonly #toasts: Toasts;
  /** Whether words are being timed; the last word leaves nothing to time, and can still be taken back. */
  isOn = $state(false);
  /** The word that the next press times, and that edits are about; null: none. */
  at = $state.raw<WordAt | null>(null);
  /** The word that is timed while its key is held, and the name of that gesture. */
  #held: { readonly at: WordAt; readonly gesture: string } | null = null;
  /** The lyrics before the gesture that moves a part of them, so that what is pushed aside on the way comes back. */
  #moved: { readonly gesture: string; readonly before: readonly LyricLine[] } | null = null;
  /** The stem that sings: the vocals, else the backing vocals; null: none. */
  readonly stem = $derived.by(() => {
    const stems = this.#session.session?.stems ?? [];
    return stems.find(({ kind }) => kind === 'vocals') ?? stems.find(({ kind }) => kind === 'backingVocals') ?? null;
  });
  readonly #waveform = $derived.by(() =>
    this.stem === null || this.#transport.lengthFrames === 0 ? null : this.#session.waveforms.of(this.stem),
  );
  /** Where the voice sets in, in seconds of the song; empty while its waveform is not known. */
  readonly onsets = $derived.by(() => {
    if (this.#waveform === null) return [];
    const strips = this.#session.mixer?.mix.strips ?? [];
    const strip = strips.find(({ stemId }) => stemId === this.stem?.id);
    const { lengthFrames, sampleRate } = this.#transport;
    const shift = strip === undefined ? 0 : offsetFrames(strip, sampleRate);
    return vocalOnsets(this.#waveform, lengthFrames, sampleRate).map((seconds) => seconds + shift / sampleRate);
  });

  constructor(session: SessionState, transport: TransportState, toasts: Toasts) {
    this.#session = session;
    this.#transport = transport;
    this.#toasts = toasts;
  }

  get #lines(): readonly LyricLine[] {
    return this.#session.mixer?.sheet.lyrics ?? noLines;
  }

  /** Begins to time words: from this one on, or from the first that has no time; when all have one, from the start. */
  start(from: WordAt | null = null): void {
    if (this.#lines.length === 0) return;
    this.isOn = true;
    this.at = from ?? firstUntimed(this.#lines) ?? { line: 0, word: 0 };
  }

  /** Ends the timing; a word that is still held ends now. */
  stop(): void {
    this.endWord(performance.now());
    this.isOn = false;
    this.at = null;
  }

  /** Goes to a word, so that it is timed next. Does nothing unless words are being timed. */
  goTo(at: WordAt): void {
    if (this.isOn && (at.line !== this.at?.line || at.word !== this.at.word)) this.at = at;
  }

  /** Starts the next word at what was heard at a time of the page's clock, in milliseconds. Counts only while the song plays. */
  startWord(timeStampMs: number): void {
    const { at } = this;
    if (at === null || this.#held !== null || this.#transport.motion !== 'playing') return;
    const seconds = this.#heardAt(timeStampMs);
    const gesture = `word ${String(at.line)} ${String(at.word)} ${String(timeStampMs)}`;
    this.#held = { at, gesture };
    this.#edit(withWordStart(this.#lines, at, seconds), steps().timeWord, gesture);
    this.at = wordAfter(this.#lines, at);
  }

  /** Ends the word that is held, in the same step of undo. */
  endWord(timeStampMs: number): void {
    if (this.#held === null) return;
    const { at, gesture } = this.#held;
    this.#held = null;
    this.#edit(withWordEnd(this.#lines, at, this.#heardAt(timeStampMs)), steps().timeWord, gesture);
  }

  /** Takes the times of the last word away, so that it comes next again, and goes back to before it. */
  stepBack(): void {
    const last = this.#lines.length - 1;
    const end = { line: last, word: this.#lines[last]?.words.length ?? 0 };
    const before = wordBefore(this.#lines, this.at ?? end);
    if (before === null) return;
    this.#held = null;
    const start = this.#lines[before.line]?.words[before.word]?.startSeconds ?? null;
    this.#edit(withoutWordTimes(this.#lines, before), steps().stepBack);
    this.at = before;
    if (start !== null) this.#transport.seek(frames(Math.max(0, start - leadInSeconds) * this.#transport.sampleRate));
  }

  /** Moves all lyrics by seconds, later or earlier. */
  shift(seconds: number): void {
    this.#edit(shiftedLyrics(this.#lines, seconds), steps()[seconds < 0 ? 'earlier' : 'later']);
  }

  /** Moves a part of the lyrics so that the start of a word, or for `end` its end, is at a time in seconds. `gesture` names one drag. */
  move(at: WordAt, part: MovedPart, seconds: number, gesture: string): void {
    const before = this.#moved?.gesture === gesture ? this.#moved.before : this.#lines;
    this.#moved = { gesture, before };
    this.#edit(withPartMoved(before, at, part, seconds, this.#transport.lengthSeconds), movedLabel(part), gesture);
  }

  /** Begins a new line with a word. */
  split(at: WordAt): void {
    const lines = splitLine(this.#lines, at);
    if (lines === this.#lines) return;
    this.#edit(lines, steps().splitLine);
    this.goTo({ line: at.line + 1, word: 0 });
  }

  /** Joins the line of a word to the one before it. */
  join(at: WordAt): void {
    const lines = joinLine(this.#lines, at.line);
    if (lines === this.#lines) return;
    const word = (this.#lines[at.line - 1]?.words.length ?? 0) + at.word;
    this.#edit(lines, steps().joinLines);
    this.goTo({ line: at.line - 1, word });
  }

  /** The onset of the vocals that a time means, in seconds, when one is within a distance; else the time itself. */
  snapped(seconds: number, withinSeconds: number): number {
    return nearestOnset(this.onsets, seconds, withinSeconds);
  }

  /** Moves the start of a word to the nearest onset of the vocals, or of all words to one that is near them. */
  snap(at: WordAt | 'all'): void {
    const { lengthSeconds } = this.#transport;
    const before = this.#lines;
    const seconds = at === 'all' ? null : startOfWord(before, at);
    const lines =
      at === 'all'
        ? withStartsSnapped(before, (start) => this.snapped(start, snapSeconds), lengthSeconds)
        : seconds === null || this.snapped(seconds, farSnapSeconds) === seconds
          ? before
          : withPartMoved(before, at, 'start', this.snapped(seconds, farSnapSeconds), lengthSeconds);
    if (lines === before) this.#toasts.news(words().notices.sheet.noOnset);
    this.#edit(lines, steps()[at === 'all' ? 'snapAll' : 'snapWord']);
  }

  /** Whether the waveform of a vocal stem is known, so that times can be guessed. */
  get canGuess(): boolean {
    return this.#lines.length > 0 && this.#waveform !== null;
  }

  /** Spreads the lines over where the vocals sound. */
  guess(): void {
    if (this.#waveform === null) return;
    const { lengthFrames, sampleRate } = this.#transport;
    const stretches = sungStretches(this.#waveform, lengthFrames, sampleRate);
    this.#edit(guessedLines(this.#lines, stretches), steps().guess);
  }

  #heardAt(timeStampMs: number): number {
    const { mixer } = this.#session;
    const passes = this.#transport.pass?.passes ?? 0;
    const speed = mixer === null ? 1 : rampedSpeed(mixer.mix.speed, mixer.sheet.practice.ramp, passes);
    return this.#transport.playheadSeconds() - ((performance.now() - timeStampMs) / 1000) * speed;
  }

  #edit(lines: readonly LyricLine[], label: string, gesture: string | null = null): void {
    if (lines !== this.#lines) this.#session.sheet?.setLyrics(lines, label, gesture);
  }
}

function movedLabel(part: MovedPart): string {
  switch (part) {
    case 'start':
    case 'end':
    case 'word':
      return steps().moveWord;
    case 'line':
      return steps().moveLine;
    case 'all':
      return steps().moveAll;
  }
}

/** From how long before a word the song plays again after a step back. */
const leadInSeconds = 2;
/** How far a word may be from the onset that it snaps to when all do. */
const snapSeconds = 0.12;
/** How far from its onset a word may be that snaps by itself. */
const farSnapSeconds = 0.5;
