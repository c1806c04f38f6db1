import type { AudioContainer } from './session.ts';

/** How many first bytes `sniffAudio` and `foreignFormat` need to be sure. */
export const sniffLengthBytes = 16;

const ascii = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

/** The first 16 bytes of a Sony Wave64 file: the GUID of its `riff` chunk. */
const wave64 = 'riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00';
/** Boxes that may be the first of a QuickTime file, from before there was `ftyp` (QuickTime File Format, 2001). */
const quickTimeBoxes = /^(moov|mdat|wide|skip|free|pnot)$/;
/** Brands of pictures and of protected books in the same boxes (ISO 14496-12, 4.3): HEIF, AVIF, JPEG 2000 and XL, Canon raw. */
const pictureBrands = /^(he[im][cfsx]|hev[cmsx]|mif[12]|msf1|avi[fs]|j[pm][2x] |jxl |crx )$/;
const audibleBrands = /^aax[ c]$/;

/**
 * Returns the container by the first 16 bytes of a file, or null when it is none we can play. Names and headers lie; magic bytes rarely
 * do. MP3 is an ID3v2 tag or a frame header of MPEG layer III (ISO 11172-3, 2.4.2.3).
 */
export function sniffAudio(bytes: Uint8Array): AudioContainer | null {
  const magic = ascii(bytes, 0, 4);
  const form = ascii(bytes, 8, 12);
  if (magic === 'fLaC') return 'flac';
  if (magic === 'OggS') return 'ogg';
  if (/^(RIFF|RIFX|RF64|BW64)$/.test(magic) && form === 'WAVE') return 'wav';
  if (ascii(bytes, 0, 16) === wave64) return 'w64';
  if (magic === 'FORM' && /^AIF[FC]$/.test(form)) return 'aiff';
  if (magic === 'caff') return 'caf';
  if (magic === '.snd') return 'au';
  if (magic === '\x1a\x45\xdf\xa3') return 'webm';
  const box = ascii(bytes, 4, 8);
  if (box === 'ftyp') return pictureBrands.test(form) || audibleBrands.test(form) ? null : 'm4a';
  if (quickTimeBoxes.test(box)) return 'm4a';
  if (ascii(bytes, 0, 3) === 'ID3') return 'mp3';
  if (isAdtsFrame(bytes)) return 'aac';
  return layerOf(bytes) === 3 && hasBitRate(bytes) ? 'mp3' : null;
}

/** Magic numbers and names of sound and film formats that Stemroom cannot play. */
const foreignBeginnings: readonly (readonly [start: string | RegExp, name: string])[] = [
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'WMA'],
  ['MAC ', "Monkey's Audio"],
  ['wvpk', 'WavPack'],
  ['DSD ', 'DSD'],
  [/^FRM8.{8}DSD /s, 'DSD'],
  ['MThd', 'MIDI'],
  [/^RIFF.{4}RMID/s, 'MIDI'],
  [/^MP(CK|\+)/, 'Musepack'],
  [/^TTA[12]/, 'True Audio'],
  ['tBaK', 'TAK'],
  ['OFR ', 'OptimFROG'],
  ['ajkg', 'Shorten'],
  ['#!AMR', 'AMR'],
  [/^\.(RMF|ra\xfd)/, 'RealAudio'],
  [/^(\x7f\xfe\x80\x01|\xfe\x7f\x01\x80|\x1f\xff\xe8\x00|\xff\x1f\x00\xe8|\x64\x58\x20\x25)/, 'DTS'],
  [/^.{4}\xf8\x72\x6f[\xba\xbb]/s, 'TrueHD'],
  [/^(\x0b\x77.{3}[\x58-\x87]|\x77\x0b.{2}[\x58-\x87])/s, 'E-AC-3'],
  [/^(\x0b\x77|\x77\x0b)/, 'AC-3'],
  [/^\x56[\xe0-\xff]/, 'AAC in LATM'],
  ['ADIF', 'AAC in ADIF'],
  [/^FORM.{4}(8SVX|16SV)/s, '8SVX'],
  ['Creative Voice F', 'Creative Voice'],
  ['Extended Module:', 'a tracker module'],
  ['IMPM', 'a tracker module'],
  [/^CAT .{4}REX2/s, 'REX'],
  ['qoaf', 'QOA'],
  [/^.{4}ftypaax[ c]/s, 'Audible'],
  [/^RIFF.{4}AVI /s, 'an AVI film'],
  ['FLV\x01', 'a Flash film'],
  ['\x00\x00\x01\xba', 'an MPEG film'],
];

/**
 * Returns the name of a sound or film format that Stemroom cannot play, such as `WMA`, by the first 16 bytes of a file; the words fit
 * behind "This is". Null for an unknown format, and for those of `sniffAudio`.
 */
export function foreignFormat(head: Uint8Array): string | null {
  if (sniffAudio(head) !== null) return null;
  const start = ascii(head, 0, sniffLengthBytes);
  const found = foreignBeginnings.find(([one]) => (typeof one === 'string' ? start.startsWith(one) : one.test(start)));
  if (found !== undefined) return found[1];
  const layer = layerOf(head);
  if (layer === 3) return 'free-format MP3';
  if (layer === 2) return 'MP2';
  // A text in UTF-16 begins with FF FE, as a frame of layer I with a checksum would.
  return layer === 1 && head[1] !== 0xfe && hasBitRate(head) ? 'MP1' : null;
}

/** The layer of the MPEG frame whose header stands first; null when there is none. */
function layerOf([sync = 0, version = 0, rates = 0]: Uint8Array): 1 | 2 | 3 | null {
  const hasSync = sync === 0xff && (version & 0xe0) === 0xe0;
  const isKnownVersion = (version & 0x18) !== 0x08;
  const isKnownRate = (rates & 0xf0) !== 0xf0 && (rates & 0x0c) !== 0x0c;
  if (!hasSync || !isKnownVersion || !isKnownRate) return null;
  return ([null, 3, 2, 1] as const)[(version >> 1) & 3] ?? null;
}

/** Not free format, whose frames do not say how long they are. */
const hasBitRate = ([, , rates = 0]: Uint8Array): boolean => (rates & 0xf0) !== 0;

/** A header of AAC in ADTS (ISO 13818-7, 6.2): the same sync word, the layer that MPEG sound leaves free. */
function isAdtsFrame([sync = 0, kind = 0, rates = 0, high = 0, mid = 0, low = 0]: Uint8Array): boolean {
  const hasSync = sync === 0xff && (kind & 0xf6) === 0xf0;
  const isKnownRate = ((rates >> 2) & 0x0f) < 13;
  const frameBytes = ((high & 3) << 11) | (mid << 3) | (low >> 5);
  return hasSync && isKnownRate && frameBytes > 7;
}

/** How many bytes of a file `holdsMp3` looks at. */
export const searchLengthBytes = 262_144;

const version1Kbps = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0] as const;
const version2Kbps = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0] as const;
const fullRates = [44_100, 48_000, 32_000] as const;
const framesInRow = 4;

/**
 * Whether four frames of MPEG layer III follow each other somewhere in these bytes: some files have zeros, an empty line or junk
 * before their first frame.
 */
export function holdsMp3(bytes: Uint8Array): boolean {
  for (let start = bytes.indexOf(0xff); start >= 0; start = bytes.indexOf(0xff, start + 1)) {
    let at = start;
    for (let count = 0; count < framesInRow; count++) {
      const length = layer3FrameBytes(bytes.subarray(at, at + 4));
      if (length === 0) break;
      if (count + 1 === framesInRow) return true;
      at += length;
    }
  }
  return false;
}

/** The length that a frame header states (ISO 11172-3 2.4.3.1, ISO 13818-3); 0 when it is none of layer III. */
function layer3FrameBytes(header: Uint8Array): number {
  const [, version = 0, rates = 0] = header;
  if (header.length < 4 || layerOf(header) !== 3 || !hasBitRate(header)) return 0;
  const isVersion1 = (version & 0x18) === 0x18;
  const kbps = (isVersion1 ? version1Kbps : version2Kbps)[rates >> 4] ?? 0;
  const rate = (fullRates[(rates >> 2) & 3] ?? 0) / (isVersion1 ? 1 : (version & 0x18) === 0x10 ? 2 : 4);
  return Math.floor(((isVersion1 ? 144_000 : 72_000) * kbps) / rate) + ((rates >> 1) & 1);
}
