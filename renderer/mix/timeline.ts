import { frames, type Frames } from '#contract';

/** The stretch of the song that the lanes show: `[startFrame, endFrame)`, fractions of frames allowed. */
export type TimeView = { readonly startFrame: number; readonly endFrame: number };

/** Closer than this (about 50 ms at 44.1 kHz) the overview has nothing more to show. */
const closestFrames = 2048;

export const wholeSong = (songFrames: number): TimeView => ({ startFrame: 0, endFrame: Math.max(1, songFrames) });

export const spanOf = (view: TimeView): number => view.endFrame - view.startFrame;

/** Where a frame lies in the view: 0 at its left edge, 1 at its right; outside for frames that are not shown. */
export const fractionAt = (view: TimeView, frame: number): number => (frame - view.startFrame) / spanOf(view);

/** The frame at a fraction of the view's width, kept inside the song. */
export function frameAt(view: TimeView, fraction: number, songFrames: number): Frames {
  const frame = view.startFrame + fraction * spanOf(view);
  return frames(Math.min(Math.max(frame, 0), songFrames));
}

/** Shows `factor` times as much (below 1 zooms in) while the frame under the pointer stays under it. */
export function zoomedAt(view: TimeView, factor: number, fraction: number, songFrames: number): TimeView {
  const span = Math.min(Math.max(spanOf(view) * factor, closestFrames), Math.max(songFrames, 1));
  const anchor = view.startFrame + fraction * spanOf(view);
  return placed(anchor - fraction * span, span, songFrames);
}

/** Moves the view by a part of its own width, as far as the song goes. */
export function scrolledBy(view: TimeView, widths: number, songFrames: number): TimeView {
  return placed(view.startFrame + widths * spanOf(view), spanOf(view), songFrames);
}

/** Turns the page when the playhead has left the view; the same view otherwise. */
export function following(view: TimeView, playhead: number, songFrames: number): TimeView {
  if (playhead >= view.startFrame && playhead < view.endFrame) return view;
  return placed(playhead - spanOf(view) * 0.05, spanOf(view), songFrames);
}

function placed(startFrame: number, span: number, songFrames: number): TimeView {
  const start = Math.min(Math.max(startFrame, 0), Math.max(songFrames - span, 0));
  return { startFrame: start, endFrame: start + span };
}
