import { fail, frames, hertz, ok, type Failure, type Result } from '#contract';
import { levelFactor, type Overview } from './overview.ts';

// [Note: overview file] Little-endian: "SROV", version (u8), number of levels (u8), two zero bytes, sample rate (u32),
// frames per point of level 0 (u32), length in frames (f64), then the levels from the finest on, each as pairs of min and
// max (i8). The number of points of a level follows from the length.
const magic = [0x53, 0x52, 0x4f, 0x56] as const;
const version = 1;
const headBytes = 24;

export function encodeOverview(overview: Overview): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headBytes + overview.levels.reduce((sum, level) => sum + level.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set([...magic, version, overview.levels.length]);
  view.setUint32(8, overview.sampleRate, true);
  view.setUint32(12, overview.framesPerPoint, true);
  view.setFloat64(16, overview.lengthFrames, true);
  let at = headBytes;
  for (const level of overview.levels) {
    bytes.set(new Uint8Array(level.buffer, level.byteOffset, level.length), at);
    at += level.length;
  }
  return bytes;
}

/** The overview lies in these bytes, not in a copy. Fails with `damaged` when these are not the bytes of an overview, or those of a version we do not know: make it anew. */
export function decodeOverview(bytes: Uint8Array): Result<Overview, Failure<'damaged'>> {
  if (bytes.length < headBytes || magic.some((byte, at) => bytes[at] !== byte) || bytes[4] !== version) {
    return fail('damaged', 'overview');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sampleRate = view.getUint32(8, true);
  const framesPerPoint = view.getUint32(12, true);
  const lengthFrames = view.getFloat64(16, true);
  const isSane = sampleRate > 0 && framesPerPoint > 0 && Number.isSafeInteger(lengthFrames) && lengthFrames >= 0;
  if (!isSane) return fail('damaged', 'overview');
  const levels: Int8Array[] = [];
  let at = headBytes;
  for (let level = 0; level < (bytes[5] ?? 0); level++) {
    const length = 2 * Math.ceil(lengthFrames / (framesPerPoint * levelFactor ** level));
    if (at + length > bytes.length) return fail('damaged', 'overview');
    levels.push(new Int8Array(bytes.buffer, bytes.byteOffset + at, length));
    at += length;
  }
  if (at !== bytes.length || levels.length === 0) return fail('damaged', 'overview');
  return ok({ sampleRate: hertz(sampleRate), framesPerPoint, lengthFrames: frames(lengthFrames), levels });
}
