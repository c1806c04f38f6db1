import type { PacketTable, TimeRun } from '../shared/table-packets.ts';
import { readAscii, readUint32 } from '../shared/bytes.ts';
import { type Box, boxesIn, moovBoxes } from './movie-reader.ts';

/** As long as the file may be of which an index is read into memory. */
const mostSamples = 4 << 20;
const inPackets = new Set(['mp4a', 'alac']);

/**
 * Reads the table of a track in a `moov` box (ISO 14496-12 sections 8.6 and 8.7). Null when it is another track than of plain sound in
 * packets, out of the order in which it sounds, or contradicts itself.
 */
export function readSampleTable(movie: Uint8Array, trackId: number): PacketTable | null {
  const track = moovBoxes(movie)
    .filter(({ type }) => type === 'trak')
    .map((trak) => boxesIn(movie, trak.at, trak.end))
    .find((boxes) => idOf(movie, boxes) === trackId);
  const media = track === undefined ? [] : inside(movie, track, 'mdia');
  const head = media.find(({ type }) => type === 'mdhd');
  const table = new Map(inside(movie, inside(movie, media, 'minf'), 'stbl').map((box) => [box.type, box]));
  if (head === undefined || !isInPackets(movie, table.get('stsd')) || table.has('ctts')) return null;
  const timescale = readUint32(movie, head.at + (movie[head.at] === 1 ? 20 : 12));
  const sizes = readSizes(movie, table.get('stsz'));
  if (timescale === 0 || sizes === null) return null;
  const runs = readRuns(movie, table.get('stts'), sizes.length);
  const offsets = readOffsets(movie, table.get('stsc'), readChunks(movie, table), sizes);
  return runs === null || offsets === null ? null : { timescale, sizes, offsets, runs };
}

function inside(movie: Uint8Array, boxes: readonly Box[], type: string): readonly Box[] {
  const box = boxes.find((one) => one.type === type);
  return box === undefined ? [] : boxesIn(movie, box.at, box.end);
}

function idOf(movie: Uint8Array, track: readonly Box[]): number | null {
  const head = track.find(({ type }) => type === 'tkhd');
  return head === undefined ? null : readUint32(movie, head.at + (movie[head.at] === 1 ? 20 : 12));
}

/** Whether there is one description, of a codec whose samples are packets of their own. */
function isInPackets(movie: Uint8Array, descriptions: Box | undefined): boolean {
  if (descriptions === undefined || readUint32(movie, descriptions.at + 4) !== 1) return false;
  return inPackets.has(readAscii(movie, descriptions.at + 12, 4));
}

/** How many entries of this many bytes a table has; null when they are not all there. `at`: where their count is. */
function countOf(movie: Uint8Array, box: Box, at: number, entryBytes: number): number | null {
  const count = readUint32(movie, at);
  return at + 4 + count * entryBytes <= box.end ? count : null;
}

function readSizes(movie: Uint8Array, box: Box | undefined): Uint32Array | null {
  if (box === undefined || readUint32(movie, box.at + 4) !== 0) return null;
  const count = countOf(movie, box, box.at + 8, 4);
  if (count === null || count === 0 || count > mostSamples) return null;
  const view = new DataView(movie.buffer, movie.byteOffset + box.at + 12, 4 * count);
  const sizes = new Uint32Array(count);
  for (let sample = 0; sample < count; sample++) sizes[sample] = view.getUint32(4 * sample);
  return sizes;
}

function readRuns(movie: Uint8Array, box: Box | undefined, sampleCount: number): readonly TimeRun[] | null {
  const count = box && countOf(movie, box, box.at + 4, 8);
  if (box === undefined || count === undefined || count === null) return null;
  const runs: TimeRun[] = [];
  let [first, start] = [0, 0];
  for (let at = box.at + 8; at < box.at + 8 + 8 * count; at += 8) {
    const run = { first, start, count: readUint32(movie, at), duration: readUint32(movie, at + 4) };
    if (run.count === 0 || run.duration === 0) return null;
    runs.push(run);
    first += run.count;
    start += run.count * run.duration;
  }
  return first === sampleCount ? runs : null;
}

/** Where each chunk begins. */
function readChunks(movie: Uint8Array, table: ReadonlyMap<string, Box>): readonly number[] | null {
  const short = table.get('stco');
  const box = short ?? table.get('co64');
  const entryBytes = short === undefined ? 8 : 4;
  const count = box && countOf(movie, box, box.at + 4, entryBytes);
  if (box === undefined || count === undefined || count === null) return null;
  return Array.from({ length: count }, (_, chunk) => {
    const at = box.at + 8 + chunk * entryBytes;
    return short === undefined ? readUint32(movie, at) * 2 ** 32 + readUint32(movie, at + 4) : readUint32(movie, at);
  });
}

/** Where each sample begins: those of a chunk lie one behind the other. */
function readOffsets(
  movie: Uint8Array,
  box: Box | undefined,
  chunks: readonly number[] | null,
  sizes: Uint32Array,
): Float64Array | null {
  const count = box && countOf(movie, box, box.at + 4, 12);
  if (box === undefined || chunks === null || count === undefined || count === null || count === 0) return null;
  const offsets = new Float64Array(sizes.length);
  let [sample, entry] = [0, 0];
  const entryAt = (index: number): number => box.at + 8 + 12 * index;
  if (readUint32(movie, entryAt(0)) !== 1) return null;
  for (const [chunk, start] of chunks.entries()) {
    while (entry + 1 < count && readUint32(movie, entryAt(entry + 1)) <= chunk + 1) entry++;
    const inChunk = readUint32(movie, entryAt(entry) + 4);
    if (sample + inChunk > sizes.length) return null;
    for (let [at, left] = [start, inChunk]; left > 0; left--) {
      offsets[sample] = at;
      at += sizes[sample++] ?? 0;
    }
  }
  return sample === sizes.length ? offsets : null;
}
