import type { AudioContainer } from './session.ts';

/** How many first bytes `sniffAudio` needs to be sure. */
export const sniffLengthBytes = 16;

const ascii = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

/**
 * The container that the first 16 bytes of a file show, or null when they show none we can play. Names and headers lie,
 * magic bytes do less. MP3 is an ID3v2 tag or a frame header of MPEG layer III (ISO 11172-3, 2.4.2.3).
 */
export function sniffAudio(bytes: Uint8Array): AudioContainer | null {
  if (ascii(bytes, 0, 4) === 'fLaC') return 'flac';
  if (ascii(bytes, 0, 4) === 'OggS') return 'ogg';
  if (/^(RIFF|RF64)$/.test(ascii(bytes, 0, 4)) && ascii(bytes, 8, 12) === 'WAVE') return 'wav';
  if (ascii(bytes, 4, 8) === 'ftyp') return 'm4a';
  if (ascii(bytes, 0, 3) === 'ID3') return 'mp3';
  return isLayer3Frame(bytes) ? 'mp3' : null;
}

function isLayer3Frame([sync = 0, version = 0, rates = 0]: Uint8Array): boolean {
  const hasSync = sync === 0xff && (version & 0xe0) === 0xe0;
  const isKnownVersion = (version & 0x18) !== 0x08;
  const isLayer3 = (version & 0x06) === 0x02;
  const hasBitRate = (rates & 0xf0) !== 0xf0 && (rates & 0xf0) !== 0;
  const hasSampleRate = (rates & 0x0c) !== 0x0c;
  return hasSync && isKnownVersion && isLayer3 && hasBitRate && hasSampleRate;
}
