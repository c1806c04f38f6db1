import { Bands } from './bands';
import { FrameHeader, Granule } from './side-information';
import { noPosition, quarterPower, Scalefactors } from './scalefactors';

/** The last band of each window in which the right channel has something. */
const lastBands = new StaticArray<i32>(3);
let leftGain: f32 = 0;
let rightGain: f32 = 0;

/** Left and right out of middle and side, which were made quieter by 3 dB before; in place, `count` lines. */
export function addMidSide(left: usize, right: usize, count: i32): void {
  let at = 0;
  for (; at <= 4 * (count - 4); at += 16) {
    const middle = v128.load(left + at);
    const side = v128.load(right + at);
    v128.store(left + at, f32x4.add(middle, side));
    v128.store(right + at, f32x4.sub(middle, side));
  }
  for (; at < 4 * count; at += 4) {
    const middle = load<f32>(left + at);
    const side = load<f32>(right + at);
    store<f32>(left + at, middle + side);
    store<f32>(right + at, middle - side);
  }
}

/**
 * Intensity stereo (ISO 11172-3 2.4.3.4.9.3, ISO 13818-3 2.4.3.2): above the last line of the right channel, the left one holds
 * both, and the scalefactors of the right one say how they share it. `granule`, `bands` and `scalefactors` are the right one's.
 */
export function placeBands(
  left: usize,
  right: usize,
  granule: Granule,
  bands: Bands,
  scalefactors: Scalefactors,
  header: FrameHeader,
): void {
  findLastBands(right, bands);
  placeTopBands(bands, scalefactors, header.isVersion1);
  // Middle and side were made quieter, and so was what lies in the left channel only.
  const gain: f32 = header.isMidSide ? f32(Math.SQRT2) : 1;
  let at: usize = 0;
  for (let band = 0; band < bands.count; band++) {
    const width = bands.widths[band];
    const position = scalefactors.positions[band];
    if (band > lastBands[windowOf(band, bands)] && position !== noPosition) {
      layPosition(i32(position), header.isVersion1, granule.scalefacCompress & 1);
      share(left + at, right + at, width, gain);
    } else if (header.isMidSide) {
      addMidSide(left + at, right + at, width);
    }
    at += 4 * width;
  }
}

function findLastBands(right: usize, bands: Bands): void {
  for (let window = 0; window < 3; window++) lastBands[window] = -1;
  let at = right;
  for (let band = 0; band < bands.count; band++) {
    const end = at + 4 * bands.widths[band];
    for (; at < end; at += 4) if (load<f32>(at) !== 0) lastBands[windowOf(band, bands)] = band;
  }
  if (bands.long === 0) return;
  const last = max(lastBands[0], max(lastBands[1], lastBands[2]));
  for (let window = 0; window < 3; window++) lastBands[window] = last;
}

/** The top band has no scalefactor of its own: it lies where the one below does, or in the middle if that is not of this kind. */
function placeTopBands(bands: Bands, scalefactors: Scalefactors, isVersion1: bool): void {
  const windows = bands.count > bands.long ? 3 : 1;
  for (let band = bands.count - windows; band < bands.count; band++) {
    const below = band - windows;
    const isAlike = lastBands[windowOf(band, bands)] < below;
    scalefactors.positions[band] = isAlike ? scalefactors.positions[below] : isVersion1 ? 3 : 0;
  }
}

function windowOf(band: i32, bands: Bands): i32 {
  return band < bands.long ? 0 : (band - bands.long) % 3;
}

function layPosition(position: i32, isVersion1: bool, isSteep: i32): void {
  if (isVersion1) {
    const tangent = position === 6 ? Infinity : Math.tan((f64(position) * Math.PI) / 12);
    rightGain = f32(1 / (1 + tangent));
    leftGain = 1 - rightGain;
    return;
  }
  // Minus one quarter or two for each step to the side.
  const quieter = quarterPower(-(((position + 1) >> 1) << isSteep));
  const isLeft = (position & 1) === 0;
  leftGain = isLeft ? 1 : quieter;
  rightGain = isLeft ? quieter : 1;
}

function share(left: usize, right: usize, count: i32, gain: f32): void {
  for (let at = 0; at < 4 * count; at += 4) {
    const both = load<f32>(left + at) * gain;
    store<f32>(left + at, both * leftGain);
    store<f32>(right + at, both * rightGain);
  }
}
