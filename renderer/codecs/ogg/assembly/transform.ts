import {
  layTransform,
  overlap as overlapBlocks,
  transform as transformLines,
  transformTableBytes,
} from '../../shared/assembly/cosine-transform';
import { take } from './memory';

/** Lines of the greatest block, of 8192 samples, as a power of two. */
const mostBits = 12;

/** For each size of block where its tables lie: the rising half of the window, then those of the transform. */
const tables = memory.data(4 * (mostBits + 1), 16);

/** Lays the tables for blocks of `1 << bits` lines. False when there is no memory. */
export function layTables(bits: i32): bool {
  const place = tables + 4 * (bits as usize);
  if (load<u32>(place) !== 0) return true;
  const lines = 1 << bits;
  const into = take(4 * lines + transformTableBytes(bits));
  if (into === 0) return false;
  // Vorbis I, section 4.3.1.
  for (let at = 0; at < lines; at++) {
    const rising = Math.sin(((f64(at) + 0.5) / f64(2 * lines)) * Math.PI);
    store<f32>(into + 4 * at, f32(Math.sin((Math.PI / 2) * rising * rising)));
  }
  layTransform(bits, into + 4 * lines);
  store<u32>(place, into as u32);
  return true;
}

function windowOf(bits: i32): usize {
  return load<u32>(tables + 4 * (bits as usize)) as usize;
}

/** Turns the `1 << bits` lines of a block into what its samples are made of (Vorbis I, section 4.3.7), in place: see `overlap`. */
export function transform(spectrum: usize, bits: i32): void {
  transformLines(spectrum, bits, windowOf(bits) + (4 << bits));
}

/**
 * Samples from the middle of the block before to the middle of this one (Vorbis I, section 4.3.8), to `out`; returns how many. Of the block
 * before, the lower half of its transform is enough.
 */
export function overlap(before: usize, beforeBits: i32, block: usize, bits: i32, out: usize): i32 {
  const lapBits = min(beforeBits, bits);
  const one: usize = 1;
  return overlapBlocks(before, (one << beforeBits) >> 1, block, one << bits, one << lapBits, windowOf(lapBits), out);
}
