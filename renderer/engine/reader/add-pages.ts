import {
  blockFrames,
  blockMask,
  blockShift,
  blocksPerPage,
  pageFrames,
  pageMask,
  pageSamples,
  pageShift,
} from '../pages/page-format.ts';
import type { PagePool } from '../pages/page-pool.ts';
import type { PageTable } from '../pages/song-memory.ts';

/** A stretch of one stem to be laid over an output: `count` frames from song position `position`, written from `at` on. */
export type Stretch = {
  readonly row: number;
  readonly position: number;
  readonly count: number;
  readonly at: number;
};

/**
 * Adds a stretch of a stem to a stereo output, times the envelope (indexed as the output; null is unity). What is not
 * decoded, before the start or beyond the end, adds nothing.
 */
export function addPages(
  table: PageTable,
  pool: PagePool,
  stretch: Stretch,
  envelope: Float32Array | null,
  left: Float32Array,
  right: Float32Array,
): void {
  let position = Math.max(0, stretch.position);
  let at = stretch.at + position - stretch.position;
  const end = Math.min(stretch.position + stretch.count, table.rowLength(stretch.row));
  while (position < end) {
    const offset = position & pageMask;
    const count = Math.min(end - position, blockFrames - (position & blockMask));
    const slot = table.slotOf(stretch.row, position >> pageShift);
    if (slot >= 0) {
      const from = slot * pageSamples + offset;
      const scale = pool.scales[slot * blocksPerPage + (offset >> blockShift)] ?? 0;
      addScaled(pool.samples, from, scale, envelope, left, at, count);
      addScaled(pool.samples, from + pageFrames, scale, envelope, right, at, count);
    }
    position += count;
    at += count;
  }
}

function addScaled(
  samples: PagePool['samples'],
  from: number,
  scale: number,
  envelope: Float32Array | null,
  output: Float32Array,
  at: number,
  count: number,
): void {
  if (envelope === null) {
    for (let frame = 0; frame < count; frame += 1) {
      output[at + frame] = (output[at + frame] ?? 0) + (samples[from + frame] ?? 0) * scale;
    }
    return;
  }
  for (let frame = 0; frame < count; frame += 1) {
    const sample = (samples[from + frame] ?? 0) * scale * (envelope[at + frame] ?? 0);
    output[at + frame] = (output[at + frame] ?? 0) + sample;
  }
}
