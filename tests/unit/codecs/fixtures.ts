import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ByteSource } from '../../../renderer/codecs/byte-source.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/generated/decoding');

/** Seeded noise with most of its power below 5 kHz, so that lossy codecs keep its shape. */
export function noise(seed: number, length: number): Float32Array {
  let state = seed;
  const random = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state * 2 ** -31;
  };
  const samples = new Float32Array(length);
  let smooth = 0;
  for (let frame = 0; frame < length; frame++) samples[frame] = smooth += 0.25 * (random() - smooth);
  return samples;
}

export const fixtureRate = 44_100;
/** Not a whole number of frames of any codec. */
export const fixtureLength = 221_042;

/** A stereo or mono WAV of 16-bit steps, written by the plainest code there is. */
export function wavOf(channels: readonly Float32Array[], sampleRate = fixtureRate): Uint8Array {
  const length = channels[0]?.length ?? 0;
  const frameBytes = channels.length * 2;
  const file = Buffer.alloc(44 + length * frameBytes);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * frameBytes, 28);
  file.writeUInt16LE(frameBytes, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(length * frameBytes, 40);
  for (const [channel, samples] of channels.entries()) {
    for (let frame = 0; frame < length; frame++) {
      file.writeInt16LE(Math.round((samples[frame] ?? 0) * 32_767), 44 + frame * frameBytes + channel * 2);
    }
  }
  return file;
}

/** The source of most fixtures, as the 16-bit steps of the WAV give it back. */
export const sourceLeft = noise(11, fixtureLength).map((sample) => Math.round(sample * 32_767) / 32_768);
export const sourceRight = noise(22, fixtureLength).map((sample) => Math.round(sample * 32_767) / 32_768);

/** Makes a file once, from the file `from` (itself made once), with a command that takes input and output. */
export function fixture(name: string, make: (output: string) => void): Uint8Array {
  const path = fixturePath(name);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const half = join(folder, `half-${process.pid}-${name}`);
    make(half);
    renameSync(half, path);
  }
  return new Uint8Array(readFileSync(path));
}

export const fixturePath = (name: string): string => join(folder, name);

export function sourceWav(): string {
  fixture('source.wav', (output) => {
    writeFileSync(output, wavOf([noise(11, fixtureLength), noise(22, fixtureLength)]));
  });
  return fixturePath('source.wav');
}

export function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

export const lame = (name: string, ...options: string[]): Uint8Array =>
  fixture(name, (output) => {
    run('lame', ['--quiet', ...options, sourceWav(), output]);
  });

export const ffmpeg = (name: string, ...options: string[]): Uint8Array =>
  fixture(name, (output) => {
    run('ffmpeg', ['-v', 'error', '-y', '-i', sourceWav(), ...options, output]);
  });

/** Bytes in memory that count how often they are read. */
export function bytesIn(file: Uint8Array): ByteSource & { readonly reads: () => number } {
  let reads = 0;
  return {
    byteLength: file.length,
    reads: () => reads,
    read: (offset, length) => {
      reads++;
      return Promise.resolve(file.slice(offset, offset + length));
    },
  };
}

/** An independent opinion: both channels of a stereo fixture. */
export function decodedByFfmpeg(name: string): readonly [Float32Array, Float32Array] {
  const args = ['-v', 'error', '-i', fixturePath(name), '-f', 'f32le', '-'];
  const raw = execFileSync('ffmpeg', args, { maxBuffer: 1 << 28 });
  const samples = new Float32Array(Uint8Array.from(raw).buffer);
  return [samples.filter((_, at) => at % 2 === 0), samples.filter((_, at) => at % 2 === 1)];
}
