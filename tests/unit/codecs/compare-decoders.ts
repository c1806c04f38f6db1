import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { EncodedPacket } from 'mediabunny';
import type { Sound, SoundStream } from '../../../renderer/codecs/shared/packet-decoder.ts';
import { fixture, fixturePath, noise, run, wavOf } from './fixtures.ts';

// What tests of our own decoders share: files, another decoder's opinion of them, and packets one by one.

/** Two decoders that count in 32-bit floats differ by less, in dB. */
export const leastDb = 115;

/** Each channel of a file, as ffmpeg decodes it. */
export function decodedByOther(path: string, channels: number, ...options: readonly string[]): readonly Float32Array[] {
  const args = ['-v', 'error', ...options, '-i', path, '-f', 'f32le', '-'];
  const raw = execFileSync('ffmpeg', args, { maxBuffer: 1 << 28 });
  const samples = new Float32Array(Uint8Array.from(raw).buffer);
  return Array.from({ length: channels }, (_, channel) => samples.filter((__, at) => at % channels === channel));
}

/** The path of a WAV of two seconds, loud and still in turn, so that long and short windows follow each other. */
export function clicks(channels: number, rate: number): string {
  const name = `clicks-${String(channels)}-${String(rate)}.wav`;
  fixture(name, (output) => {
    const channel = (index: number): Float32Array =>
      noise(31 + index, rate * 2).map((sample, at) => sample * (at % 9000 < 700 ? 0.9 : 0.02 + 0.01 * index));
    const sound = Array.from({ length: channels }, (_, index) => channel(index));
    writeFileSync(output, wavOf(sound, rate));
  });
  return fixturePath(name);
}

/** A file that ffmpeg makes of another. */
export function encoded(name: string, source: string, ...options: readonly string[]): Uint8Array {
  return fixture(name, (output) => {
    run('ffmpeg', ['-v', 'error', '-y', '-i', source, ...options, output]);
  });
}

/** The packets as a decoder takes them from a file. */
// eslint-disable-next-line @typescript-eslint/require-await -- They come from a file one by one.
export async function* inTurn(packets: readonly EncodedPacket[]): AsyncGenerator<EncodedPacket, void> {
  yield* packets;
}

/** All sound up to the end or the first packet that is damaged, piece by piece. Closes the decoder. */
export async function soundsOf(decoder: SoundStream): Promise<readonly Sound[]> {
  const sounds: Sound[] = [];
  try {
    for (let sound = await decoder.next(); sound !== null; sound = await decoder.next())
      sounds.push({ ...sound, left: sound.left.slice(), right: sound.right.slice() });
  } catch {
    // A packet is damaged.
  } finally {
    decoder.close();
  }
  return sounds;
}

/** The left channel of all pieces together. */
export const leftOf = (sounds: readonly Sound[]): Float32Array =>
  Float32Array.from(sounds.flatMap(({ left }) => [...left]));
