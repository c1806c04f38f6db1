import { following, scrolledBy, spanOf, wholeSong, zoomedAt, type TimeView } from '../mix/timeline.ts';

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
