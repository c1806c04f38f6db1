import { frames, type Frames, numberText } from '#contract';
import { barAt, type BeatGrid, secondsOfBar } from './beat-grid.ts';

/** The part of the song that the lanes show: frames `[startFrame, endFrame)`, with fractions. */
export type TimeView = { readonly startFrame: number; readonly endFrame: number };

/** The closest zoom, about 50 ms at 44.1 kHz; the waveform peaks hold no finer detail. */
const closestFrames = 2048;

/** The view of a whole song. */
export const wholeSong = (songFrames: number): TimeView => ({ startFrame: 0, endFrame: Math.max(1, songFrames) });

/** The length of a view in frames. */
export const spanOf = (view: TimeView): number => view.endFrame - view.startFrame;

/** How many frames a key moves something that may stand anywhere: about a pixel, so that a closer view makes finer steps. */
export const fineStepOf = (view: TimeView): number => Math.max(1, Math.round(spanOf(view) / 1000));

/** The place of a frame in the view: 0 at the left edge, 1 at the right, beyond for frames outside. */
export const fractionAt = (view: TimeView, frame: number): number => (frame - view.startFrame) / spanOf(view);

/** The frame at a fraction of the view's width, limited to the song. */
export function frameAt(view: TimeView, fraction: number, songFrames: number): Frames {
  const frame = view.startFrame + fraction * spanOf(view);
  return frames(Math.min(Math.max(frame, 0), songFrames));
}

/** Zooms to `factor` times the length (below 1 zooms in) and keeps the frame at `fraction` of the width in place. */
export function zoomedAt(view: TimeView, factor: number, fraction: number, songFrames: number): TimeView {
  const span = Math.min(Math.max(spanOf(view) * factor, closestFrames), Math.max(songFrames, 1));
  const anchor = view.startFrame + fraction * spanOf(view);
  return placed(anchor - fraction * span, span, songFrames);
}

/** Scrolls by a part of the view's own width, within the song. */
export function scrolledBy(view: TimeView, widths: number, songFrames: number): TimeView {
  return placed(view.startFrame + widths * spanOf(view), spanOf(view), songFrames);
}

/** Turns the page when the playhead has left the view; else returns the same view. */
export function following(view: TimeView, playhead: number, songFrames: number): TimeView {
  if (playhead >= view.startFrame && playhead < view.endFrame) return view;
  return placed(playhead - spanOf(view) * 0.05, spanOf(view), songFrames);
}

function placed(startFrame: number, span: number, songFrames: number): TimeView {
  const start = Math.min(Math.max(startFrame, 0), Math.max(songFrames - span, 0));
  return { startFrame: start, endFrame: start + span };
}

type RulerTick = { readonly fraction: number; readonly seconds: number; readonly isLabelled: boolean };

/** Intervals between labels in seconds, each with its number of subdivisions. */
const steps: readonly (readonly [number, number])[] = [
  [0.05, 5],
  [0.1, 5],
  [0.2, 4],
  [0.5, 5],
  [1, 5],
  [2, 4],
  [5, 5],
  [10, 5],
  [15, 3],
  [30, 6],
  [60, 6],
  [120, 4],
  [300, 5],
  [600, 5],
  [1800, 6],
];

/** The ticks of the ruler from left to right for a view `widthPx` wide, with labels at least `labelPx` apart. `sampleRate` in Hz. */
export function rulerTicks(view: TimeView, sampleRate: number, widthPx: number, labelPx = 72): readonly RulerTick[] {
  const secondsPerPx = spanOf(view) / sampleRate / Math.max(widthPx, 1);
  const [step, parts] = steps.find(([size]) => size / secondsPerPx >= labelPx) ?? [3600, 6];
  const minor = step / parts;
  const first = Math.ceil(view.startFrame / sampleRate / minor);
  const last = Math.floor(view.endFrame / sampleRate / minor);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const seconds = (first + index) * minor;
    return {
      seconds,
      fraction: fractionAt(view, seconds * sampleRate),
      isLabelled: (first + index) % parts === 0,
    };
  });
}

/** A tick of the ruler: where it is in the view, 0 to 1, and what stands beside it. */
export type LabelledTick = { readonly fraction: number; readonly label: string | null };

/** The ticks of a ruler that shows time. As `rulerTicks`. */
export function timeTicks(view: TimeView, sampleRate: number, widthPx: number): readonly LabelledTick[] {
  const ticks = rulerTicks(view, sampleRate, widthPx);
  const isFine = ticks.some((tick) => tick.isLabelled && Math.abs(tick.seconds - Math.round(tick.seconds)) > 1e-6);
  const labelOf = isFine ? formatPosition : formatLength;
  return ticks.map(({ fraction, seconds, isLabelled }) => ({ fraction, label: isLabelled ? labelOf(seconds) : null }));
}

const barLabelPx = 48;
const barTickPx = 6;

/** The ticks of a ruler that shows bars: every bar, or every second, fourth and so on where they are narrow. Other values as in `rulerTicks`. */
export function barTicks(view: TimeView, grid: BeatGrid, sampleRate: number, widthPx: number): readonly LabelledTick[] {
  const [startSeconds, endSeconds] = [view.startFrame / sampleRate, view.endFrame / sampleRate];
  const first = barAt(startSeconds, grid).bar;
  const last = barAt(endSeconds, grid).bar;
  const barPx = widthPx / Math.max(1e-6, last - first + 1);
  const stepOver = (px: number): number => 2 ** Math.max(0, Math.ceil(Math.log2(px / barPx)));
  const [labelStep, tickStep] = [stepOver(barLabelPx), stepOver(barTickPx)];
  const ticks: LabelledTick[] = [];
  // Labels stand at bars 1, 5, 9: where phrases begin.
  for (let bar = Math.floor((first - 1) / tickStep) * tickStep + 1; bar <= last; bar += tickStep) {
    const fraction = fractionAt(view, secondsOfBar(grid, bar) * sampleRate);
    if (bar < 1 || fraction < -1e-9 || fraction > 1) continue;
    ticks.push({ fraction, label: (bar - 1) % labelStep === 0 ? String(bar) : null });
  }
  return ticks;
}

/** A position as "1:04.2", or "1:02:03.4" from an hour on; in the language's decimal mark. Negative counts as 0. */
export function formatPosition(seconds: number): string {
  return clockText(Math.max(0, Math.floor(seconds * 10 + 1e-6)) / 10, 1);
}

/** A position to the millisecond: "1:04.250". */
export const formatMilliseconds = (seconds: number): string =>
  clockText(Math.max(0, Math.round(seconds * 1000)) / 1000, 3);

/** A length as "3:58", or "1:02:03" from an hour on. */
export function formatLength(seconds: number): string {
  return clockText(Math.max(0, Math.round(seconds)), 0);
}

/** `digits`: those of the seconds after the decimal mark, which the total is rounded to. */
function clockText(total: number, digits: number): string {
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const rest = numberText(total % 60, digits).padStart(digits === 0 ? 2 : digits + 3, '0');
  return hours > 0 ? `${String(hours)}:${String(minutes).padStart(2, '0')}:${rest}` : `${String(minutes)}:${rest}`;
}

/** The waveform of one stem, ready to draw. */
export type DrawnWaveform = {
  /** The largest amplitude anywhere, 0 to 1. */
  readonly peak: number;
  /**
   * `count` pairs `min, max` (-127 to 127) for frames `[startFrame, endFrame)` at `rate`; 0 beyond the stem.
   */
  columns(startFrame: number, endFrame: number, rate: number, count: number): Int8Array;
};
