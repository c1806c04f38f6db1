import type { SpokenLocale } from '../words/locales.ts';

/** A line on the stage: its words, and how many of them have begun. */
export type StageLine = {
  readonly words: readonly { readonly text: string; readonly joinsNext: boolean }[];
  readonly begun: number;
  readonly singer: string | null;
};

/** What the stage window shows, as plain text. */
export type StageView = {
  /** The language of the window's own texts. */
  readonly locale: SpokenLocale;
  readonly title: string;
  /** The line that is sung, or comes first, and the one after it. */
  readonly lines: readonly StageLine[];
  readonly next: StageLine | null;
  /** Null: none comes. */
  readonly nextSection: string | null;
  /** Beats until the line begins, after a pause; 0: no count-in. */
  readonly dots: number;
};
export const mostStageDots = 4;

/** What the page asks of the stage window. `open` closes one that is open. */
export type StageOrder =
  { readonly does: 'open' } | { readonly does: 'close' } | { readonly does: 'show'; readonly view: StageView };

/** What preload puts on `window.stage` of the stage window, and nothing else. */
export type StageBridge = {
  /** Calls the listener with each view, the last one first. Returns the unsubscribe function. */
  readonly onView: (listener: (view: StageView) => void) => () => void;
};
