import type { SessionId, StemId } from '#contract';
import { following, scrolledBy, spanOf, type TimeView, wholeSong, zoomedAt } from '../song/timeline.ts';

type Dialog =
  | { readonly name: 'none' }
  | { readonly name: 'addSong'; readonly text: string }
  | { readonly name: 'settings' }
  | { readonly name: 'export' }
  | { readonly name: 'shortcuts' }
  | { readonly name: 'remove'; readonly id: SessionId }
  /** The files that an import of this song left out. */
  | { readonly name: 'skipped'; readonly id: SessionId };

/** What is shown, as far as it is not the song itself. */
export class ViewState {
  dialog = $state.raw<Dialog>({ name: 'none' });
  isLibraryOpen = $state(true);
  /** The strip that the keyboard is on; the one tab stop of the mixer. */
  focusedStem = $state<StemId | null>(null);
  /** Counts how often somebody chose a song: the focus then goes to it, so that Space plays. */
  stageCalls = $state(0);
  isExportListOpen = $state(false);
  /** An export was begun, so its list is to be shown once. */
  wantsExportList = $state(false);

  show(dialog: Dialog): void {
    this.dialog = dialog;
  }

  closeDialog(): void {
    this.dialog = { name: 'none' };
  }
}

/** Which stretch of the song the lanes show. */
export class TimeViewState {
  #songFrames = 1;
  view = $state.raw<TimeView>(wholeSong(1));
  isWhole = $state(true);

  /** A longer song of the same name (stems that arrive) keeps a zoomed view. */
  fit(songFrames: number): void {
    const wasWhole = this.isWhole;
    this.#songFrames = Math.max(1, songFrames);
    if (wasWhole) this.showAll();
  }

  showAll(): void {
    this.#become(wholeSong(this.#songFrames));
  }

  zoom(factor: number, fraction: number): void {
    this.#become(zoomedAt(this.view, factor, fraction, this.#songFrames));
  }

  scroll(widths: number): void {
    this.#become(scrolledBy(this.view, widths, this.#songFrames));
  }

  follow(playhead: number): void {
    const view = following(this.view, playhead, this.#songFrames);
    if (view !== this.view) this.#become(view);
  }

  #become(view: TimeView): void {
    this.view = view;
    this.isWhole = spanOf(view) >= this.#songFrames;
  }
}
