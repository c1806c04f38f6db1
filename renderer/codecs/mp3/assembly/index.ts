import { reduceAliasing, transformBands, transformSilence } from './blocks';
import { Bands, lines, mixedLines, reorder } from './bands';
import {
  bitPosition,
  FrameHeader,
  Granule,
  readBits,
  readFrom,
  readGranule,
  readHeader,
  shortBlocks,
} from './side-information';
import { bankBands, historyBytes, synthesize } from './filter-bank';
import { layGains, readScalefactors, Scalefactors } from './scalefactors';
import { readSpectrum } from './spectrum';
import { addMidSide, placeBands } from './stereo';

/** The most a frame can borrow of those before it. */
const mostBorrowed = 511;
/** The longest frame that is not of a free format: 160 kbit/s at 8 kHz. */
const mostFrameBytes = 2880;
const bandLines = 18;
const instantBytes = bankBands * 4;
const granuleBytes = bandLines * instantBytes;

// What is kept of each stem from frame to frame: how many bytes the next frame may borrow, these, and for each channel what
// overlaps into it and the history of the filter bank.
const borrowable = 16;
const overlaps = 16 + 512;
const histories = overlaps + 2 * granuleBytes;
const stateBytes = histories + 2 * historyBytes;

/** Where the frame to decode is put, and where its samples are found: up to 1152 floats each. */
export const frame = memory.data(mostFrameBytes, 16);
export const left = memory.data(2 * lines * 4 + 16, 16);
export const right = memory.data(2 * lines * 4 + 16, 16);

/** What became of a frame: it is right, it contradicts itself, or it borrows bytes that are not there. */
const decoded = 0;
const damaged = 1;
const bereft = 2;

const mainData = memory.data(mostBorrowed + mostFrameBytes + 32, 16);
let mainLength = 0;
const spectra = memory.data(2 * lines * 4 + 64, 16);
/** Bands of each instant, granule after granule, channel after channel. */
const instants = memory.data(2 * 2 * granuleBytes + 3 * instantBytes, 16);
const header = new FrameHeader();
const granules: StaticArray<Granule> = [new Granule(), new Granule(), new Granule(), new Granule()];
const scalefactors: StaticArray<Scalefactors> = [new Scalefactors(), new Scalefactors()];
const bands: StaticArray<Bands> = [new Bands(), new Bands()];
const counts = new StaticArray<i32>(2);

/** A place for one more stem, which `forget` makes ready. */
export function makeState(): usize {
  return heap.alloc(stateBytes);
}

/** Frames from now on have nothing to do with those before. */
export function forget(state: usize): void {
  memory.fill(state, 0, stateBytes);
}

/**
 * Decodes one frame of MPEG 1, 2 or 2.5 layer III, `length` bytes at `frame`, to floats of about -1 to 1: 576 or 1152 each at
 * `left` and `right`, alike when it has one channel. A frame that cannot be decoded sounds as if it had no lines; one that comes out
 * louder than any sound is damaged as well. Returns 0 when it was decoded.
 */
export function decodeFrame(state: usize, length: i32): i32 {
  readHeader(frame, header);
  const granuleCount = header.isVersion1 ? 2 : 1;
  let outcome = gatherFrame(state, length, granuleCount);
  let bit = 0;
  for (let granule = 0; granule < granuleCount; granule++) {
    if (outcome === decoded && !readSpectra(granule, bit)) outcome = damaged;
    if (outcome !== decoded) memory.fill(spectra, 0, 2 * lines * 4);
    for (let channel = 0; channel < header.channels; channel++) {
      bit += granules[2 * granule + channel].part23Length;
      transform(state, granule, channel, outcome === decoded);
    }
  }
  synthesize(instants, granuleCount * bandLines, state + histories, left);
  if (header.channels === 1) memory.copy(right, left, granuleCount * lines * 4);
  else synthesize(instants + 2 * granuleBytes, granuleCount * bandLines, state + histories + historyBytes, right);
  const samples = granuleCount * lines;
  if (isTooLoud(left, samples) || (header.channels === 2 && isTooLoud(right, samples))) {
    memory.fill(state + overlaps, 0, stateBytes - overlaps);
    return damaged;
  }
  return outcome;
}

/** Sound that was encoded stays below this, 6 dB above full scale; a wrong bit in a gain leads far beyond. */
const loudest: f32 = 2;

/** Whether some sample is beyond `loudest`, or is no number. */
function isTooLoud(samples: usize, count: i32): bool {
  let peaks = f32x4.splat(0);
  for (let at: usize = 0; at < (count as usize) * 4; at += 16)
    peaks = f32x4.max(peaks, f32x4.abs(v128.load(samples + at)));
  return !v128.all_true<i32>(f32x4.le(peaks, f32x4.splat(loudest)));
}

/** Reads the side information, lays out the main data for `readSpectra`, and keeps what the next frames may borrow. */
function gatherFrame(state: usize, length: i32, granuleCount: i32): i32 {
  const sideBytes = header.isVersion1 ? (header.channels === 1 ? 17 : 32) : header.channels === 1 ? 9 : 17;
  const start = header.byteLength + sideBytes;
  const own = length - start;
  if (own < 0 || own > mostFrameBytes) {
    store<i32>(state, 0);
    return damaged;
  }
  readFrom(frame + header.byteLength, sideBytes);
  const borrowed = readBits(header.isVersion1 ? 9 : 8);
  const isPlausible = readSide(granuleCount, 8 * (borrowed + own));
  const kept = load<i32>(state);
  const missing = borrowed - kept;
  const from = state + borrowable + max(0, kept - borrowed);
  mainLength = min(borrowed, kept);
  memory.copy(mainData, from, mainLength);
  memory.copy(mainData + mainLength, frame + start, own);
  mainLength += own;
  v128.store(mainData + mainLength, i64x2.splat(0));
  keep(state, frame + start, own, isPlausible);
  if (!isPlausible) return damaged;
  if (missing > 0) return bereft;
  readFrom(mainData, mainLength);
  return decoded;
}

function readSide(granuleCount: i32, mostBits: i32): bool {
  const isStereo = header.channels === 2;
  if (header.isVersion1) readBits(isStereo ? 3 : 5);
  else readBits(isStereo ? 2 : 1);
  let isPlausible = true;
  for (let channel = 0; channel < header.channels; channel++) {
    granules[channel].sharedScalefactors = 0;
    if (header.isVersion1) granules[2 + channel].sharedScalefactors = readBits(4);
  }
  let bits = 0;
  for (let granule = 0; granule < granuleCount; granule++) {
    for (let channel = 0; channel < header.channels; channel++) {
      if (!readGranule(granules[2 * granule + channel], header)) isPlausible = false;
      bits += granules[2 * granule + channel].part23Length;
    }
  }
  return isPlausible && bits <= mostBits;
}

/** Adds a frame's own bytes to those that can be borrowed; when it is damaged they are no bytes of sound. */
function keep(state: usize, own: usize, length: i32, isPlausible: bool): void {
  const kept = isPlausible ? load<i32>(state) : 0;
  const added = isPlausible ? min(length, mostBorrowed) : 0;
  const old = min(kept, mostBorrowed - added);
  memory.copy(state + borrowable, state + borrowable + (kept - old), old);
  memory.copy(state + borrowable + old, own + (length - added), added);
  store<i32>(state, old + added);
}

/** Lines of all channels of a granule, from bit `bit` of the main data on. */
function readSpectra(granule: i32, bit: i32): bool {
  for (let channel = 0; channel < header.channels; channel++) {
    const side = granules[2 * granule + channel];
    const into = spectra + channel * lines * 4;
    bit += side.part23Length;
    bands[channel].lay(side, header.rate, header.isVersion1);
    readScalefactors(scalefactors[channel], side, bands[channel], header, channel === 1);
    layGains(side, scalefactors[channel], bands[channel], header.isMidSide);
    if (bitPosition() > bit) return false;
    counts[channel] = readSpectrum(into, side, bands[channel], bit);
    if (counts[channel] < 0) return false;
  }
  if (!header.isMidSide && !header.isIntensity) return true;
  const second = spectra + lines * 4;
  if (header.isIntensity) placeBands(spectra, second, granules[2 * granule + 1], bands[1], scalefactors[1], header);
  else addMidSide(spectra, second, lines);
  counts[0] = counts[1] = header.isIntensity ? lines : max(counts[0], counts[1]);
  return true;
}

/** Lines of one channel of a granule to the bands of its instants. */
function transform(state: usize, granule: i32, channel: i32, isDecoded: bool): void {
  const side = granules[2 * granule + channel];
  const spectrum = spectra + channel * lines * 4;
  const isShort = isDecoded && side.blockType === shortBlocks;
  const longLines = side.isMixed ? mixedLines(header.rate) : 0;
  let count = isDecoded ? counts[channel] : 0;
  if (isShort) {
    reorder(spectrum, bands[channel]);
    count = lines;
    if (side.isMixed) reduceAliasing(spectrum, longLines / bandLines - 1);
  } else if (count > 0) {
    const filled = min(31, (count + bandLines - 1) / bandLines);
    reduceAliasing(spectrum, filled);
    count = (filled + 1) * bandLines;
  }
  const overlap = state + overlaps + channel * granuleBytes;
  const out = instants + (2 * channel + granule) * granuleBytes;
  for (let band = 0; band < bankBands; band += 4) {
    const first = band * bandLines;
    const long = max(0, min(4, longLines / bandLines - band));
    const at = band * 4;
    if (first >= count) transformSilence(overlap + at, out + at, instantBytes);
    else
      transformBands(spectrum + 4 * first, isDecoded ? side.blockType : 0, long, overlap + at, out + at, instantBytes);
  }
}
