import { bandStart } from './bands';
import { isInside, readBits } from './bits';
import { Channel, isShort, linesOf, shortLines } from './channel';

/** The highest order of a filter in this profile, for long windows and for short (ISO 14496-3 table 4.138). */
const mostLongOrder = 12;
const mostShortOrder = 7;

/** A filter over some bands of a window. */
@unmanaged
class Filter {
  window: i32 = 0;
  firstBand: i32 = 0;
  endBand: i32 = 0;
  order: i32 = 0;
  isDownward: bool = false;
  // Behind these fields, from 32 bytes on: twelve factors, those beyond the order 0.
}

const factorsAt: usize = 32;
const filterBytes = factorsAt + 4 * mostLongOrder;
/** At most three of a long window, one of each short one, for two channels and one that is not heard. */
const mostFilters = 8;
const filters = memory.data(3 * mostFilters * (filterBytes as i32), 16);
const filterCounts = memory.data(3 * 4, 16);

function filterAt(index: i32, filter: i32): Filter {
  return changetype<Filter>(filters + ((index * mostFilters + filter) as usize) * filterBytes);
}

/** Reads the filters of the channel that is number `index` (`tns_data`, ISO 14496-3 table 4.54), if there are any. False when one is of too high an order. */
export function readFilters(channel: Channel, index: i32): bool {
  let count = 0;
  store<i32>(filterCounts + 4 * index, 0);
  if (readBits(1) === 0) return true;
  const short = isShort(channel);
  const windows = short ? 8 : 1;
  for (let window = 0; window < windows; window++) {
    const inWindow = readBits(short ? 1 : 2) as i32;
    if (inWindow === 0) continue;
    const bits = readBits(1) + 3;
    let end = channel.bands.count;
    for (let each = 0; each < inWindow; each++) {
      const first = max(0, end - i32(readBits(short ? 4 : 6)));
      const order = readBits(short ? 3 : 5) as i32;
      if (order > (short ? mostShortOrder : mostLongOrder) || !isInside()) return false;
      if (order > 0) {
        const filter = filterAt(index, count++);
        filter.window = window;
        filter.firstBand = first;
        filter.endBand = end;
        filter.order = order;
        filter.isDownward = readBits(1) === 1;
        readFactors(filter, bits, bits - readBits(1));
      }
      end = first;
    }
  }
  store<i32>(filterCounts + 4 * index, count);
  return true;
}

const reflections = memory.data(8 * mostLongOrder, 16);
const predicted = memory.data(8 * (mostLongOrder + 1), 16);
const before = memory.data(8 * (mostLongOrder + 1), 16);

/** Turns reflection coefficients of `bits` bits, of which `written` are in the packet, into the factors of a filter (ISO 14496-3 4.6.9.3). */
function readFactors(filter: Filter, bits: i32, written: i32): void {
  const half = f64(1 << (bits - 1));
  for (let at = 0; at < filter.order; at++) {
    const value = (i32(readBits(written)) << (32 - written)) >> (32 - written);
    const steps = value >= 0 ? half - 0.5 : half + 0.5;
    store<f64>(reflections + 8 * at, Math.sin((f64(value) * Math.PI) / (2 * steps)));
  }
  for (let order = 1; order <= filter.order; order++) {
    const reflection = load<f64>(reflections + 8 * (order - 1));
    memory.copy(before, predicted, 8 * order);
    for (let at = 1; at < order; at++)
      store<f64>(predicted + 8 * at, load<f64>(before + 8 * at) + reflection * load<f64>(before + 8 * (order - at)));
    store<f64>(predicted + 8 * order, reflection);
  }
  const factors = changetype<usize>(filter) + factorsAt;
  memory.fill(factors, 0, 4 * mostLongOrder);
  for (let at = 1; at <= filter.order; at++) store<f32>(factors + 4 * (at - 1), f32(-load<f64>(predicted + 8 * at)));
}

/** Filters the lines of the channel that is number `index` (ISO 14496-3 4.6.9). */
export function shapeNoise(channel: Channel, index: i32): void {
  const count = load<i32>(filterCounts + 4 * index);
  const mostBand = min(channel.bandCount, channel.bands.shaped);
  for (let each = 0; each < count; each++) {
    const filter = filterAt(index, each);
    const first = bandStart(channel.bands, min(filter.firstBand, mostBand));
    const end = bandStart(channel.bands, min(filter.endBand, mostBand));
    if (first >= end) continue;
    const lines = linesOf(channel) + 4 * shortLines * filter.window;
    if (filter.isDownward) run(filter, lines + 4 * (end - 1), lines + 4 * (first - 1), -4);
    else run(filter, lines + 4 * first, lines + 4 * end, 4);
  }
}

/** y(n) = x(n) + the factors times y(n-1), y(n-2) ...: what is to come of each y is added up in three vectors, those of y(n+1) first. */
function run(filter: Filter, from: usize, end: usize, step: i32): void {
  const factors = changetype<usize>(filter) + factorsAt;
  const near = v128.load(factors);
  const middle = v128.load(factors, 16);
  const far = v128.load(factors, 32);
  const none = f32x4.splat(0);
  let nearSum = none;
  let middleSum = none;
  let farSum = none;
  for (let place = from; place !== end; place += step) {
    const line = load<f32>(place) + f32x4.extract_lane(nearSum, 0);
    store<f32>(place, line);
    const all = f32x4.splat(line);
    nearSum = f32x4.add(v128.shuffle<f32>(nearSum, middleSum, 1, 2, 3, 4), f32x4.mul(near, all));
    middleSum = f32x4.add(v128.shuffle<f32>(middleSum, farSum, 1, 2, 3, 4), f32x4.mul(middle, all));
    farSum = f32x4.add(v128.shuffle<f32>(farSum, none, 1, 2, 3, 4), f32x4.mul(far, all));
  }
}
