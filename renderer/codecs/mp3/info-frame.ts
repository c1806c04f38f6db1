import type { Mp3Quality } from '#contract';
import { ByteWriter } from '../shared/byte-writer.ts';
import { crc16 } from './crc16.ts';
import { settingsOf } from './lame-settings.ts';
import { lameVersion, type Mp3Rate } from './lame.ts';

/** Samples that LAME puts before the sound. Decoders are another 529 late, and know it. */
export const lameDelay = 576;

const samplesPerFrame = 1152;
/** Header and side information of a stereo frame of MPEG 1, which are silent here. */
const tagStart = 36;
const tocEntries = 100;
/** The bytes before the tag's own checksum. */
const checkedBytes = 190;

export function infoFrameBytes(quality: Mp3Quality, sampleRate: Mp3Rate): number {
  return Math.floor((samplesPerFrame * 125 * Number(frameKbps(quality))) / sampleRate);
}

/** The frames of sound, as `FrameTally` has counted them. */
export type CountedFrames = {
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
    // Peak and both gains: not told.
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
  frame.u16(crc16(frame.bytes.subarray(0, checkedBytes)));
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
