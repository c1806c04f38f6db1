import { Granule, shortBlocks } from './side-information';

/** Lines of a granule. */
export const lines = 576;
const longBands = 22;
const shortBands = 13;

// Widths of scalefactor bands (ISO 11172-3 table 3-B.8, ISO 13818-3 table B.2; MPEG 2.5 is in no standard). Sample rates in
// the order of the header: 44.1, 48, 32 kHz, then half as much, then a quarter.
// prettier-ignore
const longWidths = memory.data<u8>([
  4, 4, 4, 4, 4, 4, 6, 6, 8, 8, 10, 12, 16, 20, 24, 28, 34, 42, 50, 54, 76, 158,
  4, 4, 4, 4, 4, 4, 6, 6, 6, 8, 10, 12, 16, 18, 22, 28, 34, 40, 46, 54, 54, 192,
  4, 4, 4, 4, 4, 4, 6, 6, 8, 10, 12, 16, 20, 24, 30, 38, 46, 56, 68, 84, 102, 26,
  6, 6, 6, 6, 6, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 38, 46, 52, 60, 68, 58, 54,
  6, 6, 6, 6, 6, 6, 8, 10, 12, 14, 16, 18, 22, 26, 32, 38, 46, 54, 62, 70, 76, 36,
  6, 6, 6, 6, 6, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 38, 46, 52, 60, 68, 58, 54,
  6, 6, 6, 6, 6, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 38, 46, 52, 60, 68, 58, 54,
  6, 6, 6, 6, 6, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 38, 46, 52, 60, 68, 58, 54,
  12, 12, 12, 12, 12, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 76, 90, 2, 2, 2, 2, 2,
]);
// prettier-ignore
const shortWidths = memory.data<u8>([
  4, 4, 4, 4, 6, 8, 10, 12, 14, 18, 22, 30, 56,
  4, 4, 4, 4, 6, 6, 10, 12, 14, 16, 20, 26, 66,
  4, 4, 4, 4, 6, 8, 12, 16, 20, 26, 34, 42, 12,
  4, 4, 4, 6, 6, 8, 10, 14, 18, 26, 32, 42, 18,
  4, 4, 4, 6, 8, 10, 12, 14, 18, 24, 32, 44, 12,
  4, 4, 4, 6, 8, 10, 12, 14, 18, 24, 30, 40, 18,
  4, 4, 4, 6, 8, 10, 12, 14, 18, 24, 30, 40, 18,
  4, 4, 4, 6, 8, 10, 12, 14, 18, 24, 30, 40, 18,
  8, 8, 8, 12, 16, 20, 24, 28, 36, 2, 2, 2, 26,
]);
/** The rate at which a mixed block has twice as many long lines as at others. */
const rateOf8kHz = 8;

/** How the lines of a granule fall into bands. Each band of short blocks comes three times, once for each window. */
export class Bands {
  count: i32 = 0;
  /** How many of them, from the first on, are of a long block. */
  long: i32 = 0;
  widths: StaticArray<i32> = new StaticArray<i32>(3 * shortBands);
  /** Lines at which the regions of the code tables end. */
  regionEnds: StaticArray<i32> = new StaticArray<i32>(3);

  lay(granule: Granule, rate: i32, isVersion1: bool): void {
    const isShort = granule.blockType === shortBlocks;
    this.long = !isShort ? longBands : granule.isMixed ? (isVersion1 ? 8 : 6) : 0;
    for (let band = 0; band < this.long; band++) this.widths[band] = longWidth(rate, band);
    this.count = this.long;
    if (isShort) {
      for (let band = granule.isMixed ? 3 : 0; band < shortBands; band++) {
        const width = i32(load<u8>(shortWidths + rate * shortBands + band));
        for (let window = 0; window < 3; window++) this.widths[this.count++] = width;
      }
    }
    this.layRegions(granule, rate);
  }

  private layRegions(granule: Granule, rate: i32): void {
    const ends = this.regionEnds;
    ends[2] = lines;
    if (granule.blockType === 0) {
      ends[0] = longLines(rate, granule.region0Count + 1);
      ends[1] = longLines(rate, granule.region0Count + granule.region1Count + 2);
      return;
    }
    // Not told: three short bands, or as many lines as eight long bands have (ISO 11172-3 2.4.2.7, region0_count).
    if (granule.blockType === shortBlocks) ends[0] = rate === rateOf8kHz ? 72 : 36;
    else ends[0] = longLines(rate, 8);
    ends[1] = lines;
  }
}

/** Lines of long blocks at the bottom of a mixed block. */
export function mixedLines(rate: i32): i32 {
  return rate === rateOf8kHz ? 72 : 36;
}

function longWidth(rate: i32, band: i32): i32 {
  return i32(load<u8>(longWidths + rate * longBands + band));
}

function longLines(rate: i32, bands: i32): i32 {
  let sum = 0;
  for (let band = 0; band < min(bands, longBands); band++) sum += longWidth(rate, band);
  return sum;
}

const ordered = memory.data(lines * 4, 16);

/** Short blocks come band by band, window by window; turns them into line by line, the three windows of each together. */
export function reorder(spectrum: usize, bands: Bands): void {
  let start = spectrum;
  for (let band = 0; band < bands.long; band++) start += 4 * bands.widths[band];
  let from = start;
  let to = ordered;
  for (let band = bands.long; band < bands.count; band += 3) {
    const width = 4 * bands.widths[band];
    for (let at = from; at < from + width; at += 4) {
      store<f32>(to, load<f32>(at));
      store<f32>(to, load<f32>(at + width), 4);
      store<f32>(to, load<f32>(at + 2 * width), 8);
      to += 12;
    }
    from += 3 * width;
  }
  memory.copy(start, ordered, to - ordered);
}
