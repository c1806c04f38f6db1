import { layTransform, overlap, transform } from '../../shared/assembly/cosine-transform';
import { Channel, eightShort, frameLines, isShort, linesOf, longStart, longStop, shortLines } from './channel';

const longBits = 10;
const shortBits = 7;

/** For each shape the rising half of a window. */
const longWindows = memory.data(2 * 4 * frameLines, 16);
const shortWindows = memory.data(2 * 4 * shortLines, 16);
/** Of the transforms: at most twenty bytes a line. */
const longTurns = memory.data(20 * frameLines, 16);
const shortTurns = memory.data(20 * shortLines, 16);

laySine(longWindows, frameLines);
laySine(shortWindows, shortLines);
layKaiserBessel(longWindows + 4 * frameLines, frameLines, 4);
layKaiserBessel(shortWindows + 4 * shortLines, shortLines, 6);
layTransform(longBits, longTurns);
layTransform(shortBits, shortTurns);

function laySine(window: usize, lines: i32): void {
  for (let at = 0; at < lines; at++)
    store<f32>(window + 4 * at, f32(Math.sin(((f64(at) + 0.5) * Math.PI) / f64(2 * lines))));
}

/** Derived from the window of Kaiser and Bessel (ISO 14496-3 4.6.11.3.2). */
function layKaiserBessel(window: usize, lines: i32, alpha: f64): void {
  let whole: f64 = 0;
  for (let at = 0; at <= lines; at++) whole += kaiser(at, lines, alpha);
  let sum: f64 = 0;
  for (let at = 0; at < lines; at++) {
    sum += kaiser(at, lines, alpha);
    store<f32>(window + 4 * at, f32(Math.sqrt(sum / whole)));
  }
}

/** Bessel's function of order 0, of the distance from the middle. Forty terms are more than doubles can tell. */
function kaiser(at: i32, lines: i32, alpha: f64): f64 {
  const away = (f64(2 * at) - f64(lines)) / f64(lines);
  const quarter = ((Math.PI * alpha) / 2) * ((Math.PI * alpha) / 2) * (1 - away * away);
  let term: f64 = 1;
  let sum: f64 = 1;
  for (let order = 1; order <= 40; order++) {
    term *= quarter / f64(order * order);
    sum += term;
  }
  return sum;
}

/** What is kept of a channel from packet to packet. */
@unmanaged
export class Before {
  /** The shape of the window. */
  shape: i32 = 0;
  /** Whether its end is as short as that of a short window. */
  isShort: bool = false;
  // Behind these fields the lower half of its transform.
}

const linesAt: usize = 16;
export const beforeBytes = linesAt + 2 * frameLines;

/** Of eight short windows: as many samples as come out, and those of the next packet that they do not share with it. */
const shortSamples = frameLines + 448;
const shortSound = memory.data(4 * shortSamples, 16);

/** Turns the lines of a channel into 1024 samples at `out` (ISO 14496-3 4.6.11), half a block late. */
export function synthesise(channel: Channel, before: Before, out: usize): void {
  if (isShort(channel)) synthesiseShort(channel, before, out);
  else synthesiseLong(channel, before, out);
  before.shape = channel.shape;
  before.isShort = channel.sequence === longStart || channel.sequence === eightShort;
}

function synthesiseLong(channel: Channel, before: Before, out: usize): void {
  const lines = linesOf(channel);
  const kept = changetype<usize>(before) + linesAt;
  if (channel.isHeard) transform(lines, longBits, longTurns);
  const isLapShort = before.isShort || channel.sequence === longStop;
  const lap = isLapShort ? shortLines : frameLines;
  const window = (isLapShort ? shortWindows : longWindows) + 4 * lap * before.shape;
  overlap(kept, frameLines / 2, lines, frameLines, lap, window, out);
  memory.copy(kept, lines, 2 * frameLines);
}

function synthesiseShort(channel: Channel, before: Before, out: usize): void {
  const kept = changetype<usize>(before) + linesAt;
  let block = linesOf(channel);
  let ahead: usize = kept;
  let aheadLines = frameLines / 2;
  let shape = before.shape;
  let to = shortSound;
  for (let window = 0; window < frameLines / shortLines; window++) {
    if (channel.isHeard) transform(block, shortBits, shortTurns);
    to += 4 * overlap(ahead, aheadLines, block, shortLines, shortLines, shortWindows + 4 * shortLines * shape, to);
    ahead = block;
    aheadLines = shortLines / 2;
    shape = channel.shape;
    block += 4 * shortLines;
  }
  memory.copy(out, shortSound, 4 * frameLines);
  memory.copy(kept, ahead, 2 * shortLines);
  // The rest is kept as the transform of a long window, which is mirrored and turned over there.
  for (let at = 0; at < 448; at += 4) {
    const samples = v128.load(shortSound + 4 * (frameLines + at));
    v128.store(kept + 4 * (508 - at), f32x4.neg(v128.shuffle<f32>(samples, samples, 3, 2, 1, 0)));
  }
}
