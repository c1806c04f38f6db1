import type { Mp3Quality } from '#contract';
import { ByteWriter, readAscii, readUint24, readUint32 } from '../shared/bytes.ts';
import { crc16OfLame } from '../shared/checksums.ts';
import type { Padding } from '../shared/sound-check-comment.ts';
import { type FrameHeader, headerBytes, parseFrameHeader } from './frame-header.ts';

/** The tag frame that stands before the sound in most files and carries no sound itself. */
export type TagFrame = {
  /** `Info` says constant bit rate, `Xing` and `VBRI` variable. */
  readonly isConstantRate: boolean;
  /** Frames of sound, without this one; null when unknown. */
  readonly frameCount: number | null;
  /** From the start of the tag frame to the end of the sound; null when unknown. */
  readonly byteCount: number | null;
  /** Whether a checksum confirms all this. */
  readonly isChecked: boolean;
  readonly gapless: Padding | null;
};

/** Every decoder is late by this many samples (528 of the filter bank, and one). */
export const decoderDelay = 529;

const writesGapless = /^(LAME|L3\.|Lavf|Lavc)/;

/** Null when the frame is sound. `frame` starts at the header. */
export function readTagFrame(frame: Uint8Array, header: FrameHeader): TagFrame | null {
  const at = header.sideStart + header.sideBytes;
  // LAME counts the checksum as part of the frame, others put the tag where it would be without one.
  for (const start of [at, at - header.sideStart + 4]) {
    const name = readAscii(frame, start, 4);
    if (name === 'Xing' || name === 'Info') return readXing(frame, start, name === 'Info');
  }
  return readAscii(frame, 36, 4) === 'VBRI' ? readVbri(frame) : null;
}

const tagNames = new Set([0x58696e67, 0x496e666f]);

/** Whether the frame at `at` is such a tag frame of Xing's kind: `Xing` or `Info` stands behind silent side information. */
export function isTagFrame(bytes: Uint8Array, at: number, { sideStart, sideBytes }: FrameHeader): boolean {
  const nameAt = at + sideStart + sideBytes;
  // Nearly every frame ends here.
  if (bytes[nameAt] !== 0x58 && bytes[nameAt] !== 0x49) return false;
  if (!tagNames.has(readUint32(bytes, nameAt))) return false;
  return bytes.subarray(at + sideStart, nameAt).every((byte) => byte === 0);
}

function readXing(frame: Uint8Array, start: number, isConstantRate: boolean): TagFrame {
  const flags = readUint32(frame, start + 4);
  let at = start + 8;
  const take = (flag: number, length: number): number | null => {
    if ((flags & flag) === 0) return null;
    at += length;
    return at - length;
  };
  const countAt = take(1, 4);
  const bytesAt = take(2, 4);
  take(4, 100);
  take(8, 4);
  return {
    isConstantRate,
    frameCount: countAt === null ? null : readUint32(frame, countAt),
    byteCount: bytesAt === null ? null : readUint32(frame, bytesAt),
    isChecked: hasRightChecksum(frame, at),
    gapless: readLame(frame, at),
  };
}

/** Encoder name at 0 (9 characters), delay and padding, 12 bits each, at 21 (the LAME tag's own description). */
function readLame(frame: Uint8Array, at: number): Padding | null {
  if (!writesGapless.test(readAscii(frame, at, 4)) || at + 24 > frame.length) return null;
  const both = readUint24(frame, at + 21);
  return { delay: both >> 12, padding: both & 0xfff };
}

/** The tag ends in a checksum: of what stands before it (LAME), or of the first 190 bytes without it (Lavf). */
function hasRightChecksum(frame: Uint8Array, lameAt: number): boolean {
  const at = lameAt + 34;
  if (at + 2 > frame.length) return false;
  const told = ((frame[at] ?? 0) << 8) | (frame[at + 1] ?? 0);
  if (told === 0) return false;
  if (crc16OfLame(frame.subarray(0, at)) === told) return true;
  const checked = frame.slice(0, checkedBytes).fill(0, at, at + 2);
  return crc16OfLame(checked) === told;
}

function readVbri(frame: Uint8Array): TagFrame {
  const frameCount = readUint32(frame, 36 + 14);
  return { isConstantRate: false, frameCount, byteCount: readUint32(frame, 36 + 10), isChecked: false, gapless: null };
}

/** Of what is in the package. */
export const lameVersion = 'LAME3.100';

export type Mp3Rate = 44_100 | 48_000;

/** Samples that LAME puts before the sound. Decoders are another 529 late, and know it. */
const lameDelay = 576;

const samplesPerFrame = 1152;
/** Header and side information of a stereo frame of MPEG 1, which are silent here. */
const tagStart = 36;
const tocEntries = 100;
/** The bytes before the tag's own checksum. */
const checkedBytes = 190;

/** Returns the length in bytes of the Info frame that a file of this quality and rate begins with; the frame carries no sound. */
export function infoFrameBytes(quality: Mp3Quality, sampleRate: Mp3Rate): number {
  return Math.floor((samplesPerFrame * 125 * Number(frameKbps(quality))) / sampleRate);
}

/** The frames of sound, as `FrameTally` has counted them. */
type CountedFrames = {
  readonly starts: readonly number[];
  readonly byteLength: number;
  readonly crc: number;
};

/**
 * The frame before the sound that tells players its length, where in the file each hundredth of it is, and how many samples
 * belong to the encoder: Xing's tag with LAME's extension ("Mp3 Info Tag rev 1 specifications"). `lengthFrames`: instants of the
 * sound that was given to LAME.
 */
export function infoFrame(
  quality: Mp3Quality,
  sampleRate: Mp3Rate,
  lengthFrames: number,
  counted: CountedFrames,
): Uint8Array<ArrayBuffer> {
  const settings = settingsOf(quality, sampleRate);
  const length = infoFrameBytes(quality, sampleRate);
  const totalBytes = length + counted.byteLength;
  const padding = counted.starts.length * samplesPerFrame - lameDelay - lengthFrames;
  const frame = new ByteWriter('big endian')
    // MPEG 1, layer III, no checksum; joint stereo.
    .u16(0xfffb)
    .u8((kbpsIndex[frameKbps(quality)] << 4) | (sampleRate === 48_000 ? 4 : 0))
    .u8(0x64)
    .zeros(tagStart - 4)
    .text(settings.isVariable ? 'Xing' : 'Info')
    .u32(0b1111)
    .u32(counted.starts.length)
    .u32(totalBytes)
    .put(tableOfContents(counted.starts, length, totalBytes))
    .u32(settings.scale)
    .text(lameVersion)
    .u8(settings.method)
    .u8(settings.lowpassHertz / 100)
    // Peak and both gains: unknown.
    .zeros(8)
    .u8(settings.psychoacoustics)
    .u8(settings.lowestKbps)
    // 12 bits each.
    .u8(lameDelay >> 4)
    .u8(((lameDelay & 0xf) << 4) | (padding >> 8))
    .u8(padding & 0xff)
    .u8(settings.shaping)
    // Nothing was changed after encoding.
    .u8(0)
    .u16(settings.preset)
    .u32(totalBytes)
    .u16(counted.crc);
  frame.u16(crc16OfLame(frame.bytes.subarray(0, checkedBytes)));
  return frame.zeros(length - frame.length).bytes;
}

/** Kbit/s of the frame that holds the tag: those of all frames where they are constant, else LAME's own choice. */
const frameKbps = (quality: Mp3Quality): Exclude<Mp3Quality, 'V0' | 'V2'> =>
  quality === 'V0' || quality === 'V2' ? '128' : quality;

/** Of MPEG 1, layer III (ISO 11172-3 2.4.2.3). */
const kbpsIndex = { 128: 9, 160: 10, 192: 11, 224: 12, 256: 13, 320: 14 } as const;

/** Where each hundredth of the sound begins, in 256ths of the bytes from the tag to the end. */
function tableOfContents(starts: readonly number[], firstStart: number, totalBytes: number): Uint8Array {
  return Uint8Array.from({ length: tocEntries }, (_, percent) => {
    const start = starts[Math.floor((percent * starts.length) / tocEntries)] ?? 0;
    return Math.min(255, Math.floor((256 * (firstStart + start)) / totalBytes));
  });
}

/** Keeps count of MP3 frames in bytes that come in pieces, and of their checksum. */
export class FrameTally implements CountedFrames {
  /** Where each frame begins, from the first one on. */
  readonly #starts: number[] = [];
  /** The first bytes of a header that the last piece broke off in. */
  #broken = new Uint8Array(0);
  #nextStart = 0;
  #length = 0;
  #crc = 0;

  add(bytes: Uint8Array): void {
    const known = new Uint8Array(this.#broken.length + bytes.length);
    known.set(this.#broken);
    known.set(bytes, this.#broken.length);
    const knownFrom = this.#length - this.#broken.length;
    this.#length += bytes.length;
    this.#crc = crc16OfLame(bytes, this.#crc);
    for (;;) {
      const at = this.#nextStart - knownFrom;
      if (at + headerBytes > known.length) {
        this.#broken = known.slice(Math.min(at, known.length));
        return;
      }
      const header = parseFrameHeader(known, at);
      if (header === null) throw new Error('LAME wrote something other than frames.');
      this.#starts.push(this.#nextStart);
      this.#nextStart += header.byteLength;
    }
  }

  get starts(): readonly number[] {
    return this.#starts;
  }

  get byteLength(): number {
    return this.#length;
  }

  get crc(): number {
    return this.#crc;
  }
}

/** What LAME 3.100 says in its tag of how it worked. */
type LameSettings = {
  readonly isVariable: boolean;
  /** 1 is a constant rate, 4 the newer of the two ways to a variable one. */
  readonly method: number;
  /** 100 is the best. */
  readonly scale: number;
  readonly lowpassHertz: number;
  /** How it judges what is heard, and which threshold in quiet it has. */
  readonly psychoacoustics: number;
  readonly lowestKbps: number;
  /** Noise shaping, joint stereo, rate. */
  readonly shaping: number;
  readonly preset: number;
};

const variable = {
  V2: { scale: 80, lowpassHertz: 18_500, preset: 480 },
  V0: { scale: 100, lowpassHertz: 22_100, preset: 500 },
} as const;

const constantLowpass = { 128: 17_000, 160: 17_500, 192: 18_600, 224: 19_400, 256: 19_700, 320: 20_500 } as const;

/** As `lame -b 128` to `-b 320`, `-V 2` and `-V 0` have it. */
function settingsOf(quality: Mp3Quality, sampleRate: Mp3Rate): LameSettings {
  const shaping = sampleRate === 48_000 ? 0x8d : 0x4d;
  if (quality === 'V0' || quality === 'V2') {
    const { scale, lowpassHertz: usual, preset } = variable[quality];
    const lowpassHertz = quality === 'V0' && sampleRate === 48_000 ? 24_000 : usual;
    return { isVariable: true, method: 4, scale, lowpassHertz, psychoacoustics: 0x35, lowestKbps: 32, shaping, preset };
  }
  const kbps = Number(quality);
  return {
    isVariable: false,
    method: 1,
    scale: 57,
    lowpassHertz: constantLowpass[quality],
    psychoacoustics: kbps < 160 ? 0x14 : 0x34,
    lowestKbps: Math.min(255, kbps),
    shaping: kbps < 192 ? shaping + 1 : shaping,
    preset: kbps,
  };
}
