import { movedNeedle, restingNeedle, type MeterNeedle } from '../../mix/meter-ballistics.ts';
import { barOf, drawBars, isSameBar, noBar, type Bar, type Inks, type Place } from './draw-meter.ts';

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
  #bars: readonly [Bar, Bar] = [noBar, noBar];

  constructor(source: MeterSource) {
    this.#source = source;
  }

  /** In pixels of the canvas. */
  place(place: Place, inks: Inks): void {
    this.#place = place;
    this.#inks = inks;
    this.#refresh();
  }

  /** Takes a reading; `elapsedSeconds` since the last one. True when that changes a pixel. */
  move(elapsedSeconds: number): boolean {
    const { peakLeft, peakRight } = this.#source.read();
    const [left, right] = this.#needles;
    this.#needles = [movedNeedle(left, peakLeft, elapsedSeconds), movedNeedle(right, peakRight, elapsedSeconds)];
    if (peakLeft > 1 || peakRight > 1) this.#source.onclip?.();
    const [leftBar, rightBar] = this.#bars;
    this.#refresh();
    return !isSameBar(leftBar, this.#bars[0]) || !isSameBar(rightBar, this.#bars[1]);
  }

  draw(picture: OffscreenCanvasRenderingContext2D): void {
    if (this.#place !== null) drawBars(picture, this.#place, this.#bars, this.#inks);
  }

  #refresh(): void {
    if (this.#place === null) return;
    const { width } = this.#place;
    this.#bars = [barOf(this.#needles[0], width), barOf(this.#needles[1], width)];
  }
}
