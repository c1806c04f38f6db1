import { readAscii, readUint24, readUint32 } from '../shared/bytes.ts';
import type { Padding } from '../shared/sound-check-comment.ts';
import type { FrameHeader } from './frame-header.ts';

/** The tag frame that stands before the sound in most files and carries no sound itself. */
export type TagFrame = {
  /** `Info` says constant bit rate, `Xing` and `VBRI` variable. */
  readonly isConstantRate: boolean;
  /** Frames of sound, without this one; null when unknown. */
  readonly frameCount: number | null;
  /** From the start of the tag frame to the end of the sound; null when unknown. */
  readonly byteCount: number | null;
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
    gapless: readLame(frame, at),
  };
}

/** Encoder name at 0 (9 characters), delay and padding, 12 bits each, at 21 (the LAME tag's own description). */
function readLame(frame: Uint8Array, at: number): Padding | null {
  if (!writesGapless.test(readAscii(frame, at, 4)) || at + 24 > frame.length) return null;
  const both = readUint24(frame, at + 21);
  return { delay: both >> 12, padding: both & 0xfff };
}

function readVbri(frame: Uint8Array): TagFrame {
  const frameCount = readUint32(frame, 36 + 14);
  return { isConstantRate: false, frameCount, byteCount: readUint32(frame, 36 + 10), gapless: null };
}
