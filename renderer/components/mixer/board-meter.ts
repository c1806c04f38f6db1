import { movedNeedle, restingNeedle, type MeterNeedle } from '../../mix/meter-ballistics.ts';
import { barOf, drawBars, isSameBar, type Bar, type Inks, type Place } from './draw-meter.ts';

export type Peaks = { readonly peakLeft: number; readonly peakRight: number };

export type MeterSource = {
  /** The linear peaks since the last call. */
  readonly read: () => Peaks;
  /** Told for every reading over full scale. */
  readonly onclip?: () => void;
};

/** One stereo meter of a board: its needles, and what of them is on the screen. */
export class BoardMeter {
  readonly #source: MeterSource;
  #needles: readonly [MeterNeedle, MeterNeedle] = [restingNeedle, restingNeedle];
  #place: Place | null = null;
  #inks: Inks = { ink: '', hot: '' };
  /** The bars as they are drawn; null: not at all. */
  #shown: readonly [Bar, Bar] | null = null;

  constructor(source: MeterSource) {
    this.#source = source;
  }

  /** In pixels of the canvas. What was drawn is gone. */
  place(place: Place, inks: Inks): void {
    this.#place = place;
    this.#inks = inks;
    this.#shown = null;
  }

  /** Takes a reading; `elapsedSeconds` since the last one. */
  move(elapsedSeconds: number): void {
    const { peakLeft, peakRight } = this.#source.read();
    const [left, right] = this.#needles;
    this.#needles = [movedNeedle(left, peakLeft, elapsedSeconds), movedNeedle(right, peakRight, elapsedSeconds)];
    if (peakLeft > 1 || peakRight > 1) this.#source.onclip?.();
  }

  /** Draws, if that changes a pixel. */
  draw(picture: OffscreenCanvasRenderingContext2D): void {
    if (this.#place === null) return;
    const bars = [barOf(this.#needles[0], this.#place.width), barOf(this.#needles[1], this.#place.width)] as const;
    if (this.#shown !== null && isSameBar(bars[0], this.#shown[0]) && isSameBar(bars[1], this.#shown[1])) return;
    drawBars(picture, this.#place, bars, this.#inks);
    this.#shown = bars;
  }
}
