import {
  fail,
  frames,
  largestLyricsBytes,
  type LyricLine,
  type Notice,
  type SessionId,
  type StageView,
  type TimedWord,
} from '#contract';
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
} from '../song/lyrics/lyric-edits.ts';
import { type LyricEnding, readLyrics, writeLyrics } from '../song/lyrics/lyric-files.ts';
import type { ReadLyrics } from '../song/lyrics/lyric-lines.ts';
import { type LyricPlace, lyricPlaceAt, sungLines } from '../song/lyrics/lyric-time.ts';
import { readTimedWords } from '../song/lyrics/timed-words.ts';
import { stageViewAt } from '../song/lyrics/stage-view.ts';
import type { Ports } from './ports.ts';
import type { SessionState } from './session.svelte.ts';
import { writeTextFile } from './text-files.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { TransportState } from './transport.svelte.ts';

const nowhere: LyricPlace = { line: -1, word: -1, begun: 0, untilSeconds: 0 };
const noLines: readonly LyricLine[] = [];

/** The lyrics of the open song: from files and to files, where the playhead is in them, and what the stage window shows of them. */
export class LyricsState {
  readonly #ports: Pick<Ports, 'api' | 'putBytes'>;
  readonly #session: SessionState;
  readonly #transport: TransportState;
  readonly #toasts: Toasts;
  readonly lines = $derived.by(() => this.#session.mixer?.sheet.lyrics ?? noLines);
  readonly #sung = $derived(sungLines(this.lines));
  /** Where the playhead was when `follow` was called last. */
  place = $state.raw<LyricPlace>(nowhere);
  isStageOpen = $state(false);
  /** The words that the service timed for the open song, and whose they are; null: none. */
  #timed = $state.raw<{ readonly id: SessionId; readonly words: readonly TimedWord[] } | null>(null);
  #shown = '';
  /** The word that the next press times; null: no words are being timed. */
  timed = $state.raw<WordAt | null>(null);
  /** The word that is timed while its key is held, and the name of that gesture. */
  #held: { readonly at: WordAt; readonly gesture: string } | null = null;

  constructor(
    ports: Pick<Ports, 'api' | 'putBytes'>,
    session: SessionState,
    transport: TransportState,
    toasts: Toasts,
  ) {
    this.#ports = ports;
    this.#session = session;
    this.#transport = transport;
    this.#toasts = toasts;
  }

  /** Whether the service has timed words for the open song. */
  get hasTimedWords(): boolean {
    return this.#timed !== null && this.#timed.id === this.#session.session?.id;
  }

  /** Asks whether the service has timed words for the open song. */
  async lookForTimedWords(): Promise<void> {
    const id = this.#session.session?.id;
    if (id === undefined || this.#timed?.id === id) return;
    const kept = await this.#ports.api.serviceSong(id);
    const words = kept.ok ? kept.value.words : null;
    if (this.#session.session?.id === id) this.#timed = words === null || words.length === 0 ? null : { id, words };
  }

  /** Takes the words that the service timed as the lyrics of the song. */
  takeTimedWords(): void {
    if (this.#timed !== null && this.hasTimedWords) this.#set(readTimedWords(this.#timed.words), 'Lyrics from kie.ai');
  }

  /** Asks for a file of lyrics and reads it. */
  async importFile(): Promise<void> {
    const id = this.#session.session?.id;
    const chosen = await this.#ports.api.chooseText('lyrics');
    if (!chosen.ok) this.#toasts.trouble(chosen.failure);
    else if (chosen.value !== null && this.#session.session?.id === id) {
      this.#set(readLyrics(chosen.value.bytes), 'Import lyrics');
    }
  }

  /** Whether a file that was dropped is one of lyrics, by its name, and a song is there to take them. */
  canTake({ name }: Pick<File, 'name'>): boolean {
    return this.#session.session?.isReadOnly === false && /\.(lrc|ass|ssa|srt|vtt|txt)$/i.test(name);
  }

  /** Takes the lyrics of a file that was dropped. */
  async takeFile(file: Pick<File, 'size' | 'arrayBuffer'>): Promise<void> {
    const isSmall = file.size <= largestLyricsBytes;
    const bytes = isSmall ? await file.arrayBuffer().catch(() => null) : null;
    this.#set(bytes === null ? fail('noLyrics') : readLyrics(new Uint8Array(bytes)), 'Import lyrics');
  }

  /** Takes lyrics that were typed or pasted, in any format. */
  takeText(text: string): void {
    this.#set(readLyrics(new TextEncoder().encode(text)), 'Type lyrics');
  }

  remove(): void {
    this.#session.sheet?.setLyrics([], 'Remove lyrics');
  }

  /** Asks where to save the lyrics and writes them there in a format. */
  async save(ending: LyricEnding): Promise<void> {
    const title = this.#session.session?.title ?? '';
    const written = writeLyrics(this.lines, ending, title);
    const saved = written.ok ? await writeTextFile(this.#ports, `${title}.${ending}`, written.value) : written;
    if (!saved.ok) this.#toasts.trouble(saved.failure);
    else if (saved.value !== null) this.#toasts.news(`${saved.value} is saved`);
  }

  /** Goes to a word, or to the start of its line. */
  goTo(line: number, word: number): void {
    const sung = this.#sung.find(({ index }) => index === line);
    const seconds = sung?.words[word]?.startSeconds ?? sung?.startSeconds;
    // A frame later rather than earlier, so that the word itself is lit.
    if (seconds !== undefined) this.#transport.seek(frames(Math.ceil(seconds * this.#transport.sampleRate)));
  }

  /**
   * Notes where the playhead is, and shows it on the stage. Returns for how many milliseconds that stays the same while the song plays on
   * at its speed and in its loop.
   */
  follow(): number {
    const seconds = this.#transport.playheadSeconds();
    const place = lyricPlaceAt(this.#sung, seconds);
    const { line, word, begun } = this.place;
    if (place.line !== line || place.word !== word || place.begun !== begun) this.place = place;
    const stageUntil = this.isStageOpen ? this.#showAt(seconds) : Infinity;
    const { speed = 1, loop = null } = this.#session.mixer?.mix ?? {};
    const loopEnd = loop?.isOn === true ? loop.endFrames / this.#transport.sampleRate : Infinity;
    const until = Math.min(place.untilSeconds, stageUntil, loopEnd > seconds ? loopEnd : Infinity);
    return Math.min(longestStillMs, Math.max(0, ((until - seconds) * 1000) / speed));
  }

  /** Begins to time words: from this one on, or from the first that has no time; when all have one, from the start. */
  startTiming(from: WordAt | null = null): void {
    if (this.lines.length > 0) this.timed = from ?? firstUntimed(this.lines) ?? { line: 0, word: 0 };
  }

  stopTiming(): void {
    this.endWord(performance.now());
    this.timed = null;
  }

  /** Starts the next word at what was heard at a time of the page's clock, in milliseconds. Counts only while the song plays. */
  startWord(timeStampMs: number): void {
    const at = this.timed;
    if (at === null || this.#held !== null || this.#transport.motion !== 'playing') return;
    const seconds = this.#heardAt(timeStampMs);
    const gesture = `word ${String(at.line)} ${String(at.word)} ${String(timeStampMs)}`;
    this.#held = { at, gesture };
    this.#edit(withWordStart(this.lines, at, seconds), 'Time a word', gesture);
    this.timed = wordAfter(this.lines, at);
  }

  /** Ends the word that is held, in the same step of undo. */
  endWord(timeStampMs: number): void {
    if (this.#held === null) return;
    const { at, gesture } = this.#held;
    this.#held = null;
    this.#edit(withWordEnd(this.lines, at, this.#heardAt(timeStampMs)), 'Time a word', gesture);
  }

  /** Takes the times of the last word away, so that it comes next again, and goes back to before it. */
  stepBack(): void {
    const last = this.lines.length - 1;
    const end = { line: last, word: this.lines[last]?.words.length ?? 0 };
    const before = wordBefore(this.lines, this.timed ?? end);
    if (before === null) return;
    this.#held = null;
    const start = this.lines[before.line]?.words[before.word]?.startSeconds ?? null;
    this.#edit(withoutWordTimes(this.lines, before), 'Step back');
    this.timed = before;
    if (start !== null) this.#transport.seek(frames(Math.max(0, start - leadInSeconds) * this.#transport.sampleRate));
  }

  /** Moves all lyrics by seconds, later or earlier. */
  shift(seconds: number): void {
    this.#edit(shiftedLyrics(this.lines, seconds), seconds < 0 ? 'Lyrics earlier' : 'Lyrics later');
  }

  /** Whether the waveform of a vocal stem is known, so that times can be guessed. */
  get canGuess(): boolean {
    return this.lines.length > 0 && this.#vocals() !== null;
  }

  /** Spreads the lines over where the vocals sound. */
  guess(): void {
    const vocals = this.#vocals();
    if (vocals === null) return;
    const { lengthFrames, sampleRate } = this.#transport;
    this.#edit(guessedLines(this.lines, sungStretches(vocals, lengthFrames, sampleRate)), 'Guess times of lines');
  }

  #vocals() {
    const { session, waveforms } = this.#session;
    const stem = session?.stems.find(({ kind }) => kind === 'vocals');
    return stem === undefined || this.#transport.lengthFrames === 0 ? null : waveforms.of(stem);
  }

  #heardAt(timeStampMs: number): number {
    const speed = this.#session.mixer?.mix.speed ?? 1;
    return this.#transport.playheadSeconds() - ((performance.now() - timeStampMs) / 1000) * speed;
  }

  #edit(lines: readonly LyricLine[], label: string, gesture: string | null = null): void {
    if (lines !== this.lines) this.#session.sheet?.setLyrics(lines, label, gesture);
  }

  /** Opens the stage window, or closes it. */
  toggleStage(): void {
    void this.#ports.api.stage({ does: this.isStageOpen ? 'close' : 'open' });
  }

  take(notice: Notice): void {
    if (notice.about !== 'stage') return;
    this.isStageOpen = notice.isOpen;
    this.#shown = '';
    if (notice.isOpen) this.follow();
  }

  #showAt(seconds: number): number {
    const { view, untilSeconds } = stageViewAt(
      {
        title: this.#session.session?.title ?? '',
        ...{ lyrics: this.lines, lines: this.#sung, grid: this.#session.grid },
        ...{ sections: this.#session.mixer?.sheet.sections ?? [], sampleRate: this.#transport.sampleRate },
      },
      seconds,
    );
    this.#show(view);
    return untilSeconds;
  }

  #show(view: StageView): void {
    const text = JSON.stringify(view);
    if (text === this.#shown) return;
    this.#shown = text;
    void this.#ports.api.stage({ does: 'show', view });
  }

  #set(read: ReadLyrics, label: string): void {
    if (!read.ok) this.#toasts.trouble(read.failure);
    else this.#session.sheet?.setLyrics(read.value, label);
  }
}

/** From how long before a word the song plays again after a step back. */
const leadInSeconds = 2;
/** A view that never changes is looked at again after this, since the user may change the speed meanwhile. */
const longestStillMs = 1000;
