import { fractionAt, spanOf, type TimeView } from './timeline.ts';

export type RulerTick = { readonly fraction: number; readonly seconds: number; readonly isLabelled: boolean };

/** Steps between labels, in seconds, each with the number of parts it is divided into. */
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

/** The ticks of the ruler for a view of this width in pixels, labels at least `labelPx` apart, left to right. */
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
