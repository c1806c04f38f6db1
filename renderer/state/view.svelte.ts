import type { SessionId, StemId } from '#contract';

export type Dialog =
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
