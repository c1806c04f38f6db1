import type { SeparationKind, SessionId, SongSource, StemId } from '#contract';
import { following, scrolledBy, spanOf, type TimeView, wholeSong, zoomedAt } from '../song/timeline.ts';

/** What is known of a song that is to be separated. */
export type SongToSeparate = {
  readonly title: string;
  readonly source: SongSource | null;
  readonly kind: SeparationKind | null;
  /** The song in the library, of which the original may be sent; null: none. */
  readonly id: SessionId | null;
};

type Dialog =
  | { readonly name: 'none' }
  | { readonly name: 'addSong'; readonly text: string }
  | { readonly name: 'separate'; readonly song: SongToSeparate }
  /** What belongs to a song at the service. */
  | { readonly name: 'serviceSong'; readonly id: SessionId }
  /** `at`: the section that is to be seen at once. */
  | { readonly name: 'settings'; readonly at?: 'purchases' }
  | { readonly name: 'shortcuts' }
  | { readonly name: 'controls' }
  | { readonly name: 'remove'; readonly id: SessionId }
  /** Lists the files that the import of this song left out. */
  | { readonly name: 'skipped'; readonly id: SessionId };

/** Window widths from which the export docks, and from which library and export both have room beside the mixer. */
const leastForDockPx = 1280;
const leastForBothPx = 1440;

/** What of a strip is typed or chosen beside it. */
export type StripEdit = 'name' | 'shift' | 'group';

/** What the window shows besides the song: dialogs, panels and the focus. */
export class ViewState {
  dialog = $state.raw<Dialog>({ name: 'none' });
  isLibraryOpen = $state(true);
  /** The strip with the keyboard focus, the only tab stop of the mixer. */
  focusedStem = $state<StemId | null>(null);
  /** The strip whose name or shift is being typed, or which is being grouped; null: none. */
  editedStrip = $state.raw<{ readonly of: StripEdit; readonly stemId: StemId } | null>(null);
  /** Strips that are chosen to be grouped. */
  chosenStrips = $state.raw<readonly StemId[]>([]);
  /** Where a strip has been moved to, in words, for those who do not see it. */
  stripNews = $state('');
  /** Counts how often the user chose a song. The stage then takes the focus, so that Space plays. */
  stageCalls = $state(0);
  /** The section whose name is being typed; -1: none. */
  renamedSection = $state(-1);
  /** Where a chord is being typed, in seconds of the song; null: nowhere. */
  typedChord = $state<number | null>(null);
  /** The key of the scene whose name is being typed; null: none. */
  renamedScene = $state<number | null>(null);
  /** Whether the stretches of the lanes can be dragged. */
  editsStretches = $state(false);
  /** Whether the panel of the loop is to open. */
  wantsLoop = $state(false);
  isLyricsOpen = $state(false);
  /** What the side panel shows once there is a setlist. */
  libraryTab = $state<'songs' | 'set'>('songs');
  isExportOpen = $state(false);
  /** Whether what is rarely used of an export is shown. */
  showsMoreOfExport = $state(false);
  /** The width of the window. */
  windowPx = $state(0);
  #isLibraryFoldedForExport = false;
  /** What the ruler counts where beats are known. */
  rulerShows = $state<'bars' | 'time'>('bars');
  isExportListOpen = $state(false);
  /** Whether the list of exports is to open, after an export was started. */
  wantsExportList = $state(false);

  /** Whether the export has a place beside the mixer, instead of over it. */
  readonly docksExport = $derived(this.windowPx >= leastForDockPx);

  /** Whether the export stands beside the mixer. */
  get isExportDocked(): boolean {
    return this.isExportOpen && this.docksExport;
  }

  /** Follows the width of the window. */
  resize(windowPx: number): void {
    this.windowPx = windowPx;
    if (this.isExportDocked) this.#makeRoom();
  }

  /** Opens the export. Where it would leave the waveforms little room beside the library, that is hidden until the export closes. */
  openExport(): void {
    if (this.isExportOpen) return;
    this.isExportOpen = true;
    if (this.isExportDocked) this.#makeRoom();
  }

  #makeRoom(): void {
    if (!this.isLibraryOpen || this.windowPx >= leastForBothPx) return;
    this.isLibraryOpen = false;
    this.#isLibraryFoldedForExport = true;
  }

  /** Closes the export. */
  closeExport(): void {
    this.isExportOpen = false;
    if (this.#isLibraryFoldedForExport) this.isLibraryOpen = true;
    this.#isLibraryFoldedForExport = false;
  }

  /** Whether a dialog holds up the rest of the window. */
  get isHeldUp(): boolean {
    return this.dialog.name !== 'none' || (this.isExportOpen && !this.docksExport);
  }

  /** Shows the lyrics or hides them. They share their place with the export. */
  toggleLyrics(): void {
    this.isLyricsOpen = this.isExportDocked || !this.isLyricsOpen;
    this.closeExport();
  }

  /** Chooses a strip to be grouped, or lets go of it. */
  chooseStrip(stemId: StemId): void {
    const isChosen = this.chosenStrips.includes(stemId);
    this.chosenStrips = isChosen ? this.chosenStrips.filter((id) => id !== stemId) : [...this.chosenStrips, stemId];
  }

  /** Lets the name or the shift of a strip be typed, or what it is grouped with be chosen. */
  editStrip(of: StripEdit, stemId: StemId): void {
    this.editedStrip = { of, stemId };
  }

  /** Opens a dialog in place of the open one. */
  show(dialog: Dialog): void {
    this.dialog = dialog;
  }

  /** Closes the dialog. */
  closeDialog(): void {
    this.dialog = { name: 'none' };
  }
}

/** The part of the song that the lanes show. */
export class TimeViewState {
  #songFrames = 1;
  view = $state.raw<TimeView>(wholeSong(1));
  isWhole = $state(true);

  /** Takes over the song's length in frames. A zoomed view stays when the song grows. */
  fit(songFrames: number): void {
    const wasWhole = this.isWhole;
    this.#songFrames = Math.max(1, songFrames);
    if (wasWhole) this.showAll();
  }

  /** Shows the whole song. */
  showAll(): void {
    this.#become(wholeSong(this.#songFrames));
  }

  /** Zooms around a fraction (0 to 1) of the view. `factor` below 1 zooms in. */
  zoom(factor: number, fraction: number): void {
    this.#become(zoomedAt(this.view, factor, fraction, this.#songFrames));
  }

  /** Scrolls by parts of the view's own width. */
  scroll(widths: number): void {
    this.#become(scrolledBy(this.view, widths, this.#songFrames));
  }

  /** Turns the page when the playhead (frames) leaves the view. */
  follow(playhead: number): void {
    const view = following(this.view, playhead, this.#songFrames);
    if (view !== this.view) this.#become(view);
  }

  #become(view: TimeView): void {
    this.view = view;
    this.isWhole = spanOf(view) >= this.#songFrames;
  }
}
