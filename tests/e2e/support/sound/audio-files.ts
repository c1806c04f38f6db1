import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Planar stereo; every sample a double. */
export type Stereo = { readonly left: Float64Array; readonly right: Float64Array };

/** Decodes any sound file with ffmpeg, independently of the app: 44.1 kHz stereo, gapless. */
export function decodeWithFfmpeg(file: string): Stereo {
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'f32le', '-ac', '2', '-ar', '44100', '-'], {
    maxBuffer: 1 << 30,
  });
  const samples = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
  return fromInterleaved(samples.length / 2, (index) => samples[index] ?? 0);
}

/** Reads a 24-bit stereo WAV by hand: RIFF, `fmt `, `data`. */
export function readWav24(file: string): Stereo & { readonly sampleRate: number } {
  const bytes = readFileSync(file);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('no WAV');
  let at = 12;
  let sampleRate = 0;
  for (;;) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ') {
      sampleRate = bytes.readUInt32LE(at + 12);
      if (bytes.readUInt16LE(at + 10) !== 2 || bytes.readUInt16LE(at + 22) !== 24) throw new Error('not 24-bit stereo');
    }
    if (name === 'data') {
      if (at + 8 + length !== bytes.length) throw new Error('the data chunk does not reach the end of the file');
      const start = at + 8;
      const stereo = fromInterleaved(length / 6, (index) => bytes.readIntLE(start + index * 3, 3) / 8_388_608);
      return { ...stereo, sampleRate };
    }
    at += 8 + length + (length % 2);
  }
}

function fromInterleaved(frames: number, sampleAt: (index: number) => number): Stereo {
  const left = new Float64Array(frames);
  const right = new Float64Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    left[frame] = sampleAt(frame * 2);
    right[frame] = sampleAt(frame * 2 + 1);
  }
  return { left, right };
}

export type Part = { readonly sound: Stereo; readonly gain: number };

/** The plain sum in doubles, as long as the longest part. */
export function sumOf(parts: readonly Part[]): Stereo {
  const frames = Math.max(0, ...parts.map(({ sound }) => sound.left.length));
  const sum = { left: new Float64Array(frames), right: new Float64Array(frames) };
  for (const { sound, gain } of parts) {
    for (const side of ['left', 'right'] as const) {
      const [to, from] = [sum[side], sound[side]];
      for (let frame = 0; frame < from.length; frame += 1) to[frame] = (to[frame] ?? 0) + (from[frame] ?? 0) * gain;
    }
  }
  return sum;
}

/** The largest difference between two sounds on either side, in dBFS. Different lengths count as no match at all. */
export function largestDifferenceDb(one: Stereo, other: Stereo): number {
  if (one.left.length !== other.left.length) return Infinity;
  let largest = 0;
  for (const side of ['left', 'right'] as const) {
    for (let frame = 0; frame < one.left.length; frame += 1) {
      largest = Math.max(largest, Math.abs((one[side][frame] ?? 0) - (other[side][frame] ?? 0)));
    }
  }
  return 20 * Math.log10(largest);
}
