import { Bands } from './bands';
import { Granule } from './granule';
import { mostBands, Scalefactors } from './scalefactors';

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
