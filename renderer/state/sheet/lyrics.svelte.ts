import { untrack } from 'svelte';
import {
  fail,
  frames,
  type LyricLine,
  type Notice,
  type SessionId,
  spokenLocale,
  type StageView,
  type TimedWord,
  words,
} from '#contract';
import { type LyricEnding, readLyrics, writeLyrics } from '../../song/lyrics/lyric-files.ts';
import type { ReadLyrics } from '../../song/lyrics/lyric-lines.ts';
import { type LyricPlace, lyricPlaceAt, sungLines } from '../../song/lyrics/lyric-time.ts';
import { readTimedWords } from '../../song/lyrics/timed-words.ts';
import { stageViewAt } from '../../song/lyrics/stage-view.ts';
import { chainedSections, rampedSpeed } from '../../song/practice.ts';
import { LyricTiming } from './lyric-timing.svelte.ts';
import type { Ports } from '../ports.ts';
import type { SessionState } from '../song/session.svelte.ts';
import { droppedBytes, writeTextFile } from '../text-files.ts';
import type { Toasts } from '../toasts.svelte.ts';
import type { TransportState } from '../song/transport.svelte.ts';

const nowhere: LyricPlace = { line: -1, word: -1, begun: 0, untilSeconds: 0 };
const noLines: readonly LyricLine[] = [];
const steps = () => words().notices.steps.lyrics;

/** The lyrics of the open song: from files and to files, where the playhead is in them, and what the stage window shows of them. */
export class LyricsState {
  readonly #ports: Pick<Ports, 'api' | 'putBytes'>;
  readonly #session: SessionState;
  readonly #transport: TransportState;
  readonly #toasts: Toasts;
  readonly lines = $derived.by(() => this.#session.mixer?.sheet.lyrics ?? noLines);
  /** The lines that have a time, in its order. */
  readonly sung = $derived(sungLines(this.lines));
  readonly timing: LyricTiming;
  /** Where the playhead was when `follow` was called last. */
  place = $state.raw<LyricPlace>(nowhere);
  isStageOpen = $state(false);
  /** The words that the service timed for the open song, and whose they are; null: none. */
  #timed = $state.raw<{ readonly id: SessionId; readonly words: readonly TimedWord[] } | null>(null);
  #shown = '';

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
    this.timing = new LyricTiming(session, transport, toasts);
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
    const timed = kept.ok ? (kept.value.words ?? []) : [];
    if (this.#session.session?.id === id) this.#timed = timed.length === 0 ? null : { id, words: timed };
  }

  /** Takes the words that the service timed as the lyrics of the song. */
  takeTimedWords(): void {
    if (this.#timed !== null && this.hasTimedWords) this.#set(readTimedWords(this.#timed.words), steps().fromService);
  }

  /** Asks for a file of lyrics and reads it. */
  async importFile(): Promise<void> {
    const id = this.#session.session?.id;
    const chosen = await this.#ports.api.chooseText('lyrics');
    if (!chosen.ok) this.#toasts.trouble(chosen.failure);
    else if (chosen.value !== null && this.#session.session?.id === id) {
      this.#set(readLyrics(chosen.value.bytes), steps().import);
    }
  }

  /** Whether a file that was dropped is one of lyrics, by its name, and a song is there to take them. */
  canTake({ name }: Pick<File, 'name'>): boolean {
    return this.#session.session?.isReadOnly === false && /\.(lrc|ass|ssa|srt|vtt|txt)$/i.test(name);
  }

  /** Takes the lyrics of a file that was dropped. */
  async takeFile(file: Pick<File, 'size' | 'arrayBuffer'>): Promise<void> {
    const bytes = await droppedBytes(file);
    this.#set(bytes === null ? fail('noLyrics') : readLyrics(bytes), steps().import);
  }

  /** Takes lyrics that were typed or pasted, in any format. */
  takeText(text: string): void {
    this.#set(readLyrics(new TextEncoder().encode(text)), steps().type);
  }

  /** Removes all lyrics, one step of undo. */
  remove(): void {
    this.#session.sheet?.setLyrics([], steps().remove);
  }

  /** Asks where to save the lyrics and writes them there in a format. */
  async save(ending: LyricEnding): Promise<void> {
    const title = this.#session.session?.title ?? '';
    const written = writeLyrics(this.lines, ending, title);
    const saved = written.ok ? await writeTextFile(this.#ports, `${title}.${ending}`, written.value) : written;
    if (!saved.ok) this.#toasts.trouble(saved.failure);
    else if (saved.value !== null) this.#toasts.news(words().notices.saved(saved.value));
  }

  /** Goes to a word, or to the start of its line. */
  goTo(line: number, word: number): void {
    const sung = this.sung.find(({ index }) => index === line);
    const seconds = sung?.words[word]?.startSeconds ?? sung?.startSeconds;
    // A frame later rather than earlier, so that the word itself is lit.
    if (seconds !== undefined) this.#transport.seek(frames(Math.ceil(seconds * this.#transport.sampleRate)));
  }

  /**
   * Follows the playhead, each time that something of what is shown changes, until the function that is returned is called. To be called
   * anew, as an effect does, when the playhead jumps, or when the speed, the loop or the lyrics change.
   *
   * [Note: words follow a timer] Frames of the page come when all that moves in it allows, four times a second with reduced motion, and none
   * at all while the stage covers the window. A timer is asked for the very moment at which the next word begins.
   */
  keepFollowing(): () => void {
    void this.#shownBy();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const stillMs = this.follow();
      if (this.#transport.motion === 'playing') timer = setTimeout(look, stillMs);
    };
    untrack(look);
    return () => {
      clearTimeout(timer);
    };
  }

  /** All that decides what is shown, and for how long. */
  #shownBy(): readonly unknown[] {
    const { mixer, grid } = this.#session;
    const { pass, jumps, motion, lengthFrames } = this.#transport;
    const shown = [mixer?.sheet, mixer?.mix.speed, mixer?.mix.loop, grid, this.isStageOpen, spokenLocale()];
    return [...shown, pass, jumps, motion, lengthFrames];
  }

  /**
   * Notes where the playhead is, and shows it on the stage. Returns for how many milliseconds that stays the same while the song plays on
   * at its speed and in its loop.
   */
  follow(): number {
    const seconds = this.#transport.playheadSeconds();
    const place = lyricPlaceAt(this.sung, seconds);
    const { line, word, begun } = this.place;
    if (place.line !== line || place.word !== word || place.begun !== begun) this.place = place;
    const stageUntil = this.isStageOpen ? this.#showAt(seconds) : Infinity;
    const until = Math.min(place.untilSeconds, stageUntil, this.#turnAfter(seconds));
    return Math.min(longestStillMs, Math.max(0, ((until - seconds) * 1000) / this.#speed));
  }

  /** The speed that the song plays at now, in this pass of the loop. */
  get #speed(): number {
    const { mixer } = this.#session;
    const passes = this.#transport.pass?.passes ?? 0;
    return mixer === null ? 1 : rampedSpeed(mixer.mix.speed, mixer.sheet.practice.ramp, passes);
  }

  /** Where the playhead may turn next, by the loop or the chain, in seconds; infinite without any. */
  #turnAfter(seconds: number): number {
    const { mixer } = this.#session;
    const loop = mixer?.mix.loop ?? null;
    if (mixer === null || loop?.isOn !== true) return Infinity;
    const parts = chainedSections(mixer.sheet.sections, mixer.sheet.practice.chain);
    const ends = (parts.length > 0 ? parts : [loop]).map(({ endFrames }) => endFrames / this.#transport.sampleRate);
    return Math.min(...ends.filter((end) => end > seconds - turnLateSeconds));
  }

  /** Opens the stage window, or closes it. */
  toggleStage(): void {
    void this.#ports.api.stage({ does: this.isStageOpen ? 'close' : 'open' });
  }

  /** Follows whether the stage window is open. */
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
        ...{ lyrics: this.lines, lines: this.sung, grid: this.#session.grid },
        ...{ sections: this.#session.mixer?.sheet.sections ?? [], sampleRate: this.#transport.sampleRate },
      },
      seconds,
    );
    this.#show({ locale: spokenLocale(), ...view });
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

/** At a turn the playhead may stand a little behind it; so long it is looked at again at once. */
const turnLateSeconds = 0.02;
/** A view that never changes is looked at again after this. */
const longestStillMs = 1000;
