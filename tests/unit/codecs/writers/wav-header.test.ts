import { expect, test } from 'vitest';
import { readWavHeader, riffChunk, wavHeader } from '../../../../renderer/codecs/wav/wav-header.ts';

const sized = (header: Uint8Array, byteLength: number) => ({
  byteLength,
  read: (offset: number, length: number) => Promise.resolve(header.slice(offset, offset + length)),
});

test.each([
  [16, 's16', 4],
  [24, 's24', 6],
  [32, 'f32', 8],
] as const)('the header of a %i-bit WAV says what follows it', async (bits, encoding, bytesPerFrame) => {
  const header = wavHeader(bits, 48_000, 1234);
  const view = new DataView(header.buffer);
  const whole = header.length + 1234 * bytesPerFrame;
  expect(view.getUint32(4, true)).toBe(whole - 8);
  const format = await readWavHeader(sized(header, whole));
  expect(format.ok && format.value).toEqual({
    encoding,
    isBigEndian: false,
    speakers: null,
    sampleRate: 48_000,
    channels: 2,
    bytesPerFrame,
    dataStart: header.length,
    lengthFrames: 1234,
  });
});

test('beyond 4 GiB the header is that of an RF64 file', async () => {
  const lengthFrames = 800_000_000;
  const header = wavHeader(24, 44_100, lengthFrames);
  expect(String.fromCharCode(...header.subarray(0, 4))).toBe('RF64');
  const format = await readWavHeader(sized(header, header.length + lengthFrames * 6));
  expect(format).toMatchObject({ value: { lengthFrames, dataStart: header.length } });
  const longest = Math.floor((0xffff_ffff - 36) / 6);
  expect(String.fromCharCode(...wavHeader(24, 44_100, longest).subarray(0, 4))).toBe('RIFF');
  expect(String.fromCharCode(...wavHeader(24, 44_100, longest + 1).subarray(0, 4))).toBe('RF64');
});

test('chunks before the sound are counted, and an odd one is evened', async () => {
  const chunks = riffChunk('odd ', Uint8Array.of(1, 2, 3));
  expect(chunks.length).toBe(12);
  const header = wavHeader(16, 44_100, 10, chunks);
  const format = await readWavHeader(sized(header, header.length + 40));
  expect(format).toMatchObject({ value: { lengthFrames: 10, dataStart: header.length } });
  expect(new DataView(header.buffer).getUint32(4, true)).toBe(header.length + 40 - 8);
});
