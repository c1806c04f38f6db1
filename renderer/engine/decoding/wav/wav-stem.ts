import { fail, frames, hertz, ok, type Failure, type Result } from '#contract';
import type { ByteReader } from '../byte-source.ts';
import type { NativeStem } from '../native-stem.ts';
import { readWavFormat, type WavFormat } from './wav-format.ts';
import { unpackFrames } from './wav-samples.ts';

/** Opens a WAV file, bit exact. Fails with `undecodable` when it is none, or of more than two channels. */
export async function openWav(bytes: ByteReader): Promise<Result<NativeStem, Failure>> {
  const format = await readWavFormat(bytes);
  if (typeof format === 'string') return fail('undecodable', format);
  const { channels } = format;
  if (channels !== 1 && channels !== 2)
    return fail('undecodable', `It has ${channels} channels; 1 or 2 can be played.`);
  const playable = { ...format, channels } as const;
  let room = new Uint8Array(0);
  const facts = { sampleRate: hertz(format.sampleRate), channels, lengthFrames: frames(format.lengthFrames) } as const;
  return ok({
    facts,
    concealedFrames: () => 0,
    concealedSeconds: () => 0,
    read: (startFrame, left, right) => {
      const wantedBytes = left.length * format.bytesPerFrame;
      if (room.length < wantedBytes) room = new Uint8Array(wantedBytes);
      return readFrames(bytes, playable, startFrame, left, right, room);
    },
    close: () => {
      bytes.forget();
    },
  });
}

async function readFrames(
  bytes: ByteReader,
  format: WavFormat & { readonly channels: 1 | 2 },
  startFrame: number,
  left: Float32Array,
  right: Float32Array,
  room: Uint8Array,
): Promise<number> {
  const { encoding, bytesPerFrame, dataStart, channels } = format;
  const count = Math.max(0, Math.min(left.length, format.lengthFrames - startFrame));
  if (count > 0) {
    const raw = await bytes.readInto(dataStart + startFrame * bytesPerFrame, room.subarray(0, count * bytesPerFrame));
    unpackFrames(raw, encoding, channels, left.subarray(0, count), right.subarray(0, count));
  }
  left.fill(0, count);
  right.fill(0, count);
  return count;
}
