import { bandStart } from './bands';
import { readBits } from './bits';
import { bookAt, Channel, groupLength, intensityBook, linesOf, noiseBook, shortLines, slotOf } from './channel';
import { gainOf, intensityOf } from './scales';

/** For each slot whether its band is coded as the sum and the difference of the channels, or an intensity is turned over. */
const isJoint = memory.data(128, 16);

/** Forgets what the pair before had. */
export function clearJoint(): void {
  memory.fill(isJoint, 0, 128);
}

/** Reads which bands of a pair are joint (`ms_mask_present` and `ms_used`, ISO 14496-3 table 4.5). False when that contradicts itself. */
export function readJoint(left: Channel): bool {
  const kind = readBits(2);
  if (kind === 3) return false;
  if (kind === 2) memory.fill(isJoint, 1, 128);
  else if (kind === 1)
    for (let group = 0; group < left.groupCount; group++)
      for (let band = 0; band < left.bandCount; band++) store<u8>(isJoint + slotOf(group, band), u8(readBits(1)));
  return true;
}

/** Makes left and right of what a pair has in common: sum and difference, noise, intensity (ISO 14496-3 4.6.8.1, 4.6.13.3, 4.6.8.2). */
export function unjoin(left: Channel, right: Channel): void {
  let window = 0;
  for (let group = 0; group < right.groupCount; group++) {
    const windows = groupLength(right, group);
    for (let band = 0; band < right.bandCount; band++) {
      const slot = slotOf(group, band);
      const book = bookAt(right, slot);
      const joint = load<u8>(isJoint + slot) !== 0;
      if (!joint && book < intensityBook) continue;
      const first = bandStart(right.bands, band) + window * shortLines;
      const end = bandStart(right.bands, band + 1) + window * shortLines;
      for (let offset = 0; offset < windows * shortLines; offset += shortLines) {
        const from = linesOf(left) + 4 * (first + offset);
        const to = linesOf(right) + 4 * (first + offset);
        const bytes = 4 * (end - first);
        if (book >= intensityBook)
          copyScaled(from, to, bytes, joint ? -intensityOf(right, slot) : intensityOf(right, slot));
        else if (book < noiseBook && bookAt(left, slot) < noiseBook) addAndSubtract(from, to, bytes);
        // The noise of both is the same then.
        else if (book === noiseBook && bookAt(left, slot) === noiseBook)
          copyScaled(from, to, bytes, gainOf(right, slot) / gainOf(left, slot));
      }
    }
    window += windows;
  }
}

function addAndSubtract(left: usize, right: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const sum = v128.load(left + at);
    const difference = v128.load(right + at);
    v128.store(left + at, f32x4.add(sum, difference));
    v128.store(right + at, f32x4.sub(sum, difference));
  }
}

function copyScaled(from: usize, to: usize, bytes: usize, gain: f32): void {
  const all = f32x4.splat(gain);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, f32x4.mul(v128.load(from + at), all));
}
