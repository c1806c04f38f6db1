import { frames, type StemId, words } from '#contract';
import { nearestBeatSeconds } from '../../song/chords.ts';
import { nearestBarFrame, sectionIndexAt } from '../../song/sections.ts';
import type { SessionState } from '../song/session.svelte.ts';
import type { Toasts } from '../toasts.svelte.ts';
import type { TransportState } from '../song/transport.svelte.ts';
import type { TimeViewState, ViewState } from '../view.svelte.ts';
import type { GridEdit } from './sheet-editor.ts';

/** An edit of the beat grid, in part at the playhead. */
type HereEdit =
  | Exclude<GridEdit, { readonly does: 'oneAt' | 'setMeter' }>
  | { readonly does: 'oneHere' }
  | Omit<Extract<GridEdit, { readonly does: 'setMeter' }>, 'seconds'>;

type Neighbours = {
  readonly session: SessionState;
  readonly transport: TransportState;
  readonly view: ViewState;
  readonly timeView: TimeViewState;
  readonly toasts: Toasts;
};

/** What is done to the sheet of the open song where the playhead is, and how the playhead moves by its sections. */
export class SheetAtPlayhead {
  readonly #session: SessionState;
  readonly #transport: TransportState;
  readonly #view: ViewState;
  readonly #timeView: TimeViewState;
  readonly #toasts: Toasts;

  constructor({ session, transport, view, timeView, toasts }: Neighbours) {
    this.#session = session;
    this.#transport = transport;
    this.#view = view;
    this.#timeView = timeView;
    this.#toasts = toasts;
  }

  /** Takes a tap on the beat that the user hears, at a time of the page's clock in milliseconds. Counts only while the song plays. */
  tapBeat(timeStampMs: number): void {
    const { mixer, sheet } = this.#session;
    if (this.#transport.motion !== 'playing' || mixer === null) return;
    const lateSeconds = ((performance.now() - timeStampMs) / 1000) * mixer.mix.speed;
    sheet?.tap(this.#transport.playheadSeconds() - lateSeconds);
  }

  /** Edits the beat grid; what is about "here" is about the playhead. `gesture` names one row of key presses. */
  editGrid(edit: HereEdit, gesture: string | null = null): void {
    const seconds = this.#transport.playheadSeconds();
    switch (edit.does) {
      case 'oneHere':
        this.#session.sheet?.editGrid({ does: 'oneAt', seconds }, gesture);
        break;
      case 'setMeter':
        this.#session.sheet?.editGrid({ ...edit, seconds }, gesture);
        break;
      case 'setTempo':
      case 'double':
      case 'halve':
      case 'toEstimate':
      case 'nudge':
      case 'nudgeBeats':
        this.#session.sheet?.editGrid(edit, gesture);
    }
  }

  /** Begins a section at the bar line nearest to the playhead, and asks for its name. */
  nameSection(): void {
    const { sampleRate, lengthFrames } = this.#transport;
    if (lengthFrames === 0) return;
    const start = nearestBarFrame(this.#session.grid, this.#transport.playhead(), lengthFrames, sampleRate);
    this.#view.renamedSection = this.#session.sheet?.addSection(start, lengthFrames) ?? -1;
  }

  /** Asks for a chord at a time in seconds, which comes into view; null: for none. Beyond the song: for none. */
  typeChordAt(seconds: number | null): void {
    const { lengthFrames, sampleRate } = this.#transport;
    const isIn = seconds !== null && seconds * sampleRate < lengthFrames;
    this.#view.typedChord = isIn ? seconds : null;
    if (isIn) this.#timeView.follow(seconds * sampleRate);
  }

  /** Asks for a chord at the beat nearest to the playhead. */
  typeChord(): void {
    if (this.#transport.lengthFrames === 0) return;
    this.typeChordAt(nearestBeatSeconds(this.#session.grid, this.#transport.playheadSeconds()));
  }

  /** Mutes a stem within the loop, or without one in the section at the playhead; or takes that back. */
  toggleMutedPart(stemId: StemId): void {
    const { mixer } = this.#session;
    if (mixer === null) return;
    const { sections } = mixer.sheet;
    const part = mixer.mix.loop ?? sections[sectionIndexAt(sections, this.#transport.playhead())];
    const name = mixer.nameOf(stemId);
    if (part === undefined) this.#toasts.news(words().notices.mixing.loopFirst);
    else this.#session.sheet?.toggleMutedIn(stemId, part, name);
  }

  /** Goes to the start of the next section, or of this one and then the one before. */
  goToSection(step: 1 | -1): void {
    const at = this.#transport.playhead();
    const starts = this.#session.mixer?.sheet.sections.map(({ startFrames }) => startFrames) ?? [];
    // A press soon after the start of a section means the one before.
    const near = at - this.#transport.sampleRate;
    const to = step === 1 ? starts.find((start) => start > at) : starts.findLast((start) => start < near);
    if (to !== undefined) this.#transport.seek(to);
    else if (step === -1 && starts.length > 0) this.#transport.seek(frames(0));
  }
}
