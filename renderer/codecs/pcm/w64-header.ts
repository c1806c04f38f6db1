import type { Failure, Result } from '#contract';
import { readAscii } from '../ascii.ts';
import type { ByteSource } from '../byte-source.ts';
import { damaged } from '../refusal.ts';
import { placed, soundless, type PcmFormat } from './pcm-format.ts';
import { parseWaveFormat, type WaveFormat } from './wav-header.ts';

/** Chunks of Sony Wave64 begin with a GUID, whose first four bytes are the name in RIFF, and a size of 64 bits that counts both. */
const chunkHead = 24;
const fileHead = 40;

/** Reads the chunks of a Wave64 file up to its sound. Fails as `readWavHeader` does. */
export async function readW64Header(bytes: ByteSource): Promise<Result<PcmFormat, Failure>> {
  const head = await bytes.read(0, fileHead);
  if (readAscii(head, 0, 4) !== 'riff' || readAscii(head, 24, 4) !== 'wave') return damaged('It is no W64 file.');
  let format: WaveFormat | null = null;
  for (let at = fileHead; at + chunkHead <= bytes.byteLength;) {
    const chunk = await bytes.read(at, chunkHead + 64);
    const name = readAscii(chunk, 0, 4);
    const size = Number(new DataView(chunk.buffer, chunk.byteOffset).getBigUint64(16, true));
    if (name === 'fmt ') {
      const parsed = parseWaveFormat(chunk.subarray(chunkHead, size), true);
      if (!parsed.ok) return parsed;
      format = parsed.value;
    }
    if (name === 'data') {
      if (format === null) return damaged('Its sound comes before its description.');
      // An empty chunk in front of bytes is one whose size was never written.
      const toldBytes = size <= chunkHead ? Infinity : size - chunkHead;
      return placed(format.sound, format.bytesPerFrame, at + chunkHead, toldBytes, bytes.byteLength);
    }
    if (size < chunkHead) return damaged('One of its chunks has no size.');
    at += Math.ceil(size / 8) * 8;
  }
  return soundless();
}
