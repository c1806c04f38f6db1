/** How a number moves under the hand. `neutral` is where a double-click takes it. */
export type NumberScale = {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** With Shift. */
  readonly fineStep: number;
  readonly pageStep: number;
  readonly neutral: number;
  readonly pixelsPerStep: number;
  /** Dragged within a step of the neutral value it stays there. */
  readonly isSticky: boolean;
};

/** Where a drag of so many steps (fractions allowed) has come to: whole steps from where it began, fine ones when `isFine`. */
export function movedBy(from: number, steps: number, isFine: boolean, scale: NumberScale): number {
  const step = isFine ? scale.fineStep : scale.step;
  const to = from + Math.round((steps * scale.step) / step) * step;
  return scale.isSticky && !isFine && Math.abs(to - scale.neutral) < scale.step ? scale.neutral : to;
}
