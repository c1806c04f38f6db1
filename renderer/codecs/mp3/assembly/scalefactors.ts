import { Bands } from './bands';
import { FrameHeader, Granule, readBits, shortBlocks } from './side-information';

/** Bands there can be at most: thirteen short ones in three windows. */
export const mostBands = 39;
/** Of an intensity position: the band is not one of intensity stereo. */
export const noPosition: u8 = 255;

/** Scalefactors of one channel, and for the right one what they say about the place of each band in intensity stereo. */
export class Scalefactors {
  values: StaticArray<u8> = new StaticArray<u8>(mostBands);
  positions: StaticArray<u8> = new StaticArray<u8>(mostBands);
}

// Bits of the scalefactors of lower and upper bands (ISO 11172-3 2.4.2.7, scalefac_compress).
const lowerBits = memory.data<u8>([0, 0, 0, 0, 3, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4]);
const upperBits = memory.data<u8>([0, 1, 2, 3, 0, 1, 2, 3, 1, 2, 3, 1, 2, 3, 2, 3]);
/** Bands in the groups that can be shared between granules. */
const version1Groups = memory.data<u8>([6, 5, 5, 5, 9, 9, 9, 9, 8, 9, 9, 9]);
// Bands of the four groups of MPEG 2, six ways for long, mixed and short blocks each (ISO 13818-3 2.4.3.2, nr_of_sfb).
// prettier-ignore
const version2Groups = memory.data<u8>([
  6, 5, 5, 5, 6, 5, 7, 3, 11, 10, 0, 0, 7, 7, 7, 0, 6, 6, 6, 3, 8, 8, 5, 0,
  6, 9, 9, 9, 6, 9, 12, 6, 15, 18, 0, 0, 6, 15, 12, 0, 6, 12, 9, 6, 6, 18, 9, 0,
  9, 9, 9, 9, 9, 9, 12, 6, 18, 18, 0, 0, 12, 12, 12, 0, 12, 9, 9, 6, 15, 12, 9, 0,
]);

const bits = new StaticArray<i32>(4);

/** Reads the scalefactors of a granule. */
export function readScalefactors(
  into: Scalefactors,
  granule: Granule,
  bands: Bands,
  header: FrameHeader,
  isRight: bool,
): void {
  if (header.isVersion1) readVersion1(into, granule, bands);
  else readVersion2(into, granule, bands, header.isIntensity && isRight);
}

function readVersion1(into: Scalefactors, granule: Granule, bands: Bands): void {
  const lower = i32(load<u8>(lowerBits + granule.scalefacCompress));
  const upper = i32(load<u8>(upperBits + granule.scalefacCompress));
  bits[0] = bits[1] = lower;
  bits[2] = bits[3] = upper;
  const isLong = granule.blockType !== shortBlocks;
  const groups = version1Groups + 4 * (isLong ? 0 : bands.long === 0 ? 1 : 2);
  const shared = isLong ? granule.sharedScalefactors : 0;
  readGroups(into, groups, bands, shared, false);
}

function readVersion2(into: Scalefactors, granule: Granule, bands: Bands, isIntensity: bool): void {
  const way = isIntensity ? layIntensityBits(granule.scalefacCompress >> 1) : layBits(granule.scalefacCompress);
  granule.hasPreemphasis = way === 2;
  const shape = granule.blockType !== shortBlocks ? 0 : bands.long > 0 ? 1 : 2;
  readGroups(into, version2Groups + 24 * shape + 4 * way, bands, 0, true);
}

/** Returns which of the six ways to group bands it is (ISO 13818-3 2.4.3.2). */
function layBits(compress: i32): i32 {
  if (compress < 400) return lay(0, (compress >> 4) / 5, (compress >> 4) % 5, (compress >> 2) & 3, compress & 3);
  if (compress < 500) return lay(1, ((compress - 400) >> 2) / 5, ((compress - 400) >> 2) % 5, compress & 3, 0);
  return lay(2, (compress - 500) / 3, (compress - 500) % 3, 0, 0);
}

function layIntensityBits(compress: i32): i32 {
  if (compress < 180) return lay(3, compress / 36, (compress % 36) / 6, compress % 6, 0);
  if (compress < 244) {
    const rest = compress - 180;
    return lay(4, rest >> 4, (rest >> 2) & 3, rest & 3, 0);
  }
  return lay(5, (compress - 244) / 3, (compress - 244) % 3, 0, 0);
}

function lay(way: i32, first: i32, second: i32, third: i32, fourth: i32): i32 {
  bits[0] = first;
  bits[1] = second;
  bits[2] = third;
  bits[3] = fourth;
  return way;
}

/** `isTopIllegal`: the greatest number a position can be means that there is none; else 7 does. */
function readGroups(into: Scalefactors, groups: usize, bands: Bands, shared: i32, isTopIllegal: bool): void {
  let band = 0;
  for (let group = 0; group < 4; group++) {
    const end = min(band + i32(load<u8>(groups + group)), bands.count);
    if ((shared & (8 >> group)) !== 0) {
      band = end;
      continue;
    }
    const illegal = !isTopIllegal ? 7 : bits[group] === 0 ? 1 : (1 << bits[group]) - 1;
    for (; band < end; band++) {
      const value = readBits(bits[group]);
      into.values[band] = u8(value);
      into.positions[band] = value >= illegal ? noPosition : u8(value);
    }
  }
  for (; band < mostBands; band++) {
    into.values[band] = 0;
    into.positions[band] = 0;
  }
}

/** Added to a quarter of a power of two to find it in the table. */
const origin = 420;
const quarterPowers = memory.data(512 * 4, 16);
for (let at = 0; at < 512; at++) store<f32>(quarterPowers + 4 * at, f32(Math.pow(2, f64(at - origin) / 4)));

/** What upper bands are louder with preemphasis (ISO 11172-3 table 3-B.6). */
const preemphasis = memory.data<u8>([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 2, 0]);

/** Gain of each band of a granule, as floats. */
export const gains = memory.data(mostBands * 4, 16);

/** Works out `gains` (ISO 11172-3 2.4.3.4.7.1). Mid and side are made quieter by 3 dB, and need only be added and subtracted then. */
export function layGains(granule: Granule, scalefactors: Scalefactors, bands: Bands, isMidSide: bool): void {
  const whole = granule.globalGain - 210 - (isMidSide ? 2 : 0);
  const shift = 1 + granule.scalefacScale;
  for (let band = 0; band < bands.count; band++) {
    let factor = i32(scalefactors.values[band]);
    let quarters = whole;
    if (band >= bands.long) quarters -= 8 * granule.subblockGain[(band - bands.long) % 3];
    else if (granule.hasPreemphasis) factor += i32(load<u8>(preemphasis + band));
    store<f32>(gains + 4 * band, quarterPower(quarters - (factor << shift)));
  }
}

/** Two to the power of a number of quarters, from -420 to 91. */
export function quarterPower(quarters: i32): f32 {
  return load<f32>(quarterPowers + 4 * (quarters + origin));
}
