/** 16 and 24 bit are integers with dither, 32f is IEEE float. */
export type SampleFormat = 16 | 24 | '32f';

export const bytesPerSample = (format: SampleFormat): number => (format === '32f' ? 4 : format / 8);

const riffLimit = 0xffff_ffff;
const channels = 2;

/** The bytes before the sound of a stereo WAV file: RIFF, or RF64 (EBU Tech 3306) when it is longer than 4 GiB. */
export function wavHeader(format: SampleFormat, sampleRate: number, lengthFrames: number): Uint8Array<ArrayBuffer> {
  const sampleBytes = bytesPerSample(format);
  const frameBytes = sampleBytes * channels;
  const dataBytes = lengthFrames * frameBytes;
  const factBytes = format === '32f' ? 12 : 0;
  const plainBytes = 12 + 24 + factBytes + 8;
  const isLong = plainBytes - 8 + dataBytes > riffLimit;
  const header = new HeaderWriter(plainBytes + (isLong ? 36 : 0));
  const riffBytes = header.bytes.length - 8 + dataBytes;
  header
    .text(isLong ? 'RF64' : 'RIFF')
    .u32(isLong ? riffLimit : riffBytes)
    .text('WAVE');
  if (isLong) header.text('ds64').u32(28).u64(riffBytes).u64(dataBytes).u64(lengthFrames).u32(0);
  header
    .text('fmt ')
    .u32(16)
    .u16(format === '32f' ? 3 : 1)
    .u16(channels)
    .u32(sampleRate)
    .u32(sampleRate * frameBytes)
    .u16(frameBytes)
    .u16(sampleBytes * 8);
  if (format === '32f') header.text('fact').u32(4).u32(Math.min(lengthFrames, riffLimit));
  header.text('data').u32(isLong ? riffLimit : dataBytes);
  return header.bytes;
}

class HeaderWriter {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.#view = new DataView(this.bytes.buffer);
  }

  text(name: string): this {
    for (const character of name) this.#view.setUint8(this.#at++, character.charCodeAt(0));
    return this;
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  u64(value: number): this {
    this.#view.setBigUint64(this.#at, BigInt(value), true);
    this.#at += 8;
    return this;
  }
}
