import { readAscii } from '../ascii.ts';
import type { ByteSource } from '../byte-source.ts';

export type WavEncoding = 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64';

/** Where the sound lies in a RIFF or RF64 file and how it is written. */
export type WavFormat = {
  readonly encoding: WavEncoding;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bytesPerFrame: number;
  readonly dataStart: number;
  readonly lengthFrames: number;
};

const extensible = 0xfffe;
const integer = 1;
const float = 3;
/** In RF64 (EBU Tech 3306) and in files cut off while recording, a size of all ones stands for "see elsewhere". */
const unknownSize = 0xffff_ffff;
const bytesOf: Readonly<Record<WavEncoding, number>> = { u8: 1, s16: 2, s24: 3, s32: 4, f32: 4, f64: 8 };

/** Reads the chunks up to `data`. A string says why it cannot be read. */
export async function readWavFormat(bytes: ByteSource): Promise<WavFormat | string> {
  const head = await bytes.read(0, 12);
  const magic = readAscii(head, 0, 4);
  if ((magic !== 'RIFF' && magic !== 'RF64') || readAscii(head, 8, 4) !== 'WAVE') return 'It is no WAV file.';
  let longDataBytes: number | null = null;
  let format: Omit<WavFormat, 'dataStart' | 'lengthFrames'> | null = null;
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const chunk = await bytes.read(at, 8 + 64);
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const name = readAscii(chunk, 0, 4);
    const size = view.getUint32(4, true);
    if (name === 'ds64' && chunk.length >= 24) longDataBytes = Number(view.getBigUint64(16, true));
    if (name === 'fmt ' && chunk.length >= 24) {
      const parsed = parseFormat(view, size);
      if (typeof parsed === 'string') return parsed;
      format = parsed;
    }
    if (name === 'data') {
      if (format === null) return 'Its sound comes before its description.';
      const dataStart = at + 8;
      const toldBytes = size === unknownSize ? (longDataBytes ?? Infinity) : size;
      const dataBytes = Math.min(toldBytes === 0 ? Infinity : toldBytes, bytes.byteLength - dataStart);
      return { ...format, dataStart, lengthFrames: Math.floor(dataBytes / format.bytesPerFrame) };
    }
    at += 8 + size + (size % 2);
  }
  return 'There is no sound in it.';
}

function parseFormat(view: DataView, size: number): Omit<WavFormat, 'dataStart' | 'lengthFrames'> | string {
  const field = (at: number): number => view.getUint16(8 + at, true);
  const isExtensible = field(0) === extensible && size >= 40 && view.byteLength >= 8 + 26;
  const tag = isExtensible ? field(24) : field(0);
  const channels = field(2);
  const sampleRate = view.getUint32(12, true);
  const bits = field(14);
  const encoding = encodingOf(tag, bits);
  if (encoding === null) return `Its format (${tag}, ${bits} bits) is not known.`;
  if (sampleRate < 1000 || channels < 1) return 'Its description makes no sense.';
  const bytesPerFrame = field(12);
  if (bytesPerFrame !== bytesOf[encoding] * channels) return `Its frames of ${bytesPerFrame} bytes are not understood.`;
  return { encoding, sampleRate, channels, bytesPerFrame };
}

function encodingOf(tag: number, bits: number): WavEncoding | null {
  if (tag === float) return bits === 32 ? 'f32' : bits === 64 ? 'f64' : null;
  if (tag !== integer) return null;
  // A sample of, say, 20 bits stands at the top of 24 (the bytes of a frame are checked against this).
  if (bits <= 8) return 'u8';
  if (bits <= 16) return 's16';
  if (bits <= 24) return 's24';
  return bits <= 32 ? 's32' : null;
}
