import type { AudioContainer } from '#contract';
import type { ByteSource } from '../../../../renderer/codecs/byte-source.ts';
import { openStemSource } from '../../../../renderer/codecs/open-stem-source.ts';

/** The peak of the sound in every specimen, and what a spoilt one may reach: 6 dB more. */
export const sourcePeak = 1;
export const loudest = 2 * sourcePeak;

/** What came of reading a file, in numbers that do not depend on the machine. */
export type Outcome = {
  readonly peak: number;
  readonly reads: number;
  readonly bytesRead: number;
  readonly isOpen: boolean;
};

/** No reader of a file of some KB needs so many: more would take seconds. */
const mostReads = 20_000;
const mostBytes = 64 << 20;

/** Bytes that count what is read, and end the test when that never ends. */
export function counted(
  file: Uint8Array,
): ByteSource & { readonly reads: () => number; readonly bytesRead: () => number } {
  let reads = 0;
  let bytesRead = 0;
  return {
    byteLength: file.length,
    reads: () => reads,
    bytesRead: () => bytesRead,
    read: (offset, length) => {
      if (!Number.isSafeInteger(offset) || offset < 0 || !(length >= 0))
        throw new Error(`It reads ${length} bytes at ${offset}.`);
      const bytes = file.slice(offset, offset + length);
      reads++;
      bytesRead += bytes.length;
      if (reads > mostReads || bytesRead > mostBytes) throw new Error('It reads without end.');
      return Promise.resolve(bytes);
    },
  };
}

const pieceFrames = 4096;
/** The most that a mix to two channels adds up to: front, centre, side, back and centre back. */
const mostMixed = 1 + 3 * Math.SQRT1_2 + 0.5;
/** Of the start and of the end, so that a length that a header made up is not read through. */
const mostPieces = 24;

/** The greatest sample, without its sign; infinite when one is no number. */
function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) {
    const size = Math.abs(sample);
    // Also true of what is no number.
    if (!(size <= peak)) peak = Number.isFinite(size) ? size : Infinity;
  }
  return peak;
}

/** Opens a stem and reads its start, places in the middle and its end. */
export const readStem =
  (container: AudioContainer) =>
  async (file: Uint8Array): Promise<Outcome> => {
    const bytes = counted(file);
    const opened = await openStemSource(bytes, container, null);
    if (!opened.ok) return { peak: 0, reads: bytes.reads(), bytesRead: bytes.bytesRead(), isOpen: false };
    const stem = opened.value;
    const left = new Float32Array(pieceFrames);
    const right = new Float32Array(pieceFrames);
    let peak = 0;
    for (let piece = 0; piece < mostPieces; piece++) {
      const last = Math.max(0, stem.lengthFrames - pieceFrames);
      const start = piece < mostPieces - 4 ? piece * pieceFrames : Math.floor((last * (piece - mostPieces + 5)) / 4);
      if (start > stem.lengthFrames) continue;
      await stem.read(start, left, right);
      peak = Math.max(peak, peakOf(left), peakOf(right));
    }
    stem.concealedSeconds();
    if (stem.facts.mixedFrom !== undefined) peak /= mostMixed;
    stem.close();
    return { peak, reads: bytes.reads(), bytesRead: bytes.bytesRead(), isOpen: true };
  };
