import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lagOf, signalToNoise } from '../../unit/codecs/alignment.ts';

const folder = mkdtempSync(join(tmpdir(), 'stemroom-encoding-'));

process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a file where other programs find it. */
export function keep(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

export function output(command: string, ...args: readonly string[]): Buffer {
  return execFileSync(command, args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
}

export type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

/** Interleaved samples as bytes, as ffmpeg names their kind. */
export const rawByFfmpeg = (path: string, kind: 's16le' | 's24le' | 'f32le'): Buffer =>
  output('ffmpeg', '-v', 'error', '-i', path, '-f', kind, '-');

function apart(samples: { readonly length: number; readonly [at: number]: number }, scale: number): Stereo {
  const channel = (first: number): Float32Array =>
    Float32Array.from({ length: samples.length / 2 }, (_, frame) => (samples[2 * frame + first] ?? 0) * scale);
  return { left: channel(0), right: channel(1) };
}

const fromInt16 = (raw: Buffer): Stereo => apart(new Int16Array(Uint8Array.from(raw).buffer), 2 ** -15);

/** What each of the programs that know a format makes of a file. */
export const readers = {
  ffmpeg: (path: string): Stereo => apart(new Float32Array(Uint8Array.from(rawByFfmpeg(path, 'f32le')).buffer), 1),
  mpg123: (path: string): Stereo => fromInt16(output('mpg123', '-q', '-s', path)),
  lame: (path: string): Stereo => fromInt16(output('lame', '--quiet', '--decode', '-t', path, '-')),
};

/** Late by how many frames, and how close, in dB: all of it, and its first and last frames alone. */
export function closeness(sound: Stereo, source: Stereo, edgeFrames = 2000) {
  const end = source.left.length - edgeFrames;
  return {
    lagFrames: lagOf(sound.left, source.left, 60_000, { searched: 1200, compared: 2048 }),
    lengthFrames: sound.left.length,
    all: signalToNoise(sound.left, source.left),
    start: signalToNoise(sound.right.subarray(0, edgeFrames), source.right.subarray(0, edgeFrames)),
    end: signalToNoise(sound.right.subarray(end), source.right.subarray(end)),
  };
}

/** The tags of the whole file, their names in small letters. */
export function tagsOf(path: string): Readonly<Record<string, string>> {
  const said: unknown = JSON.parse(
    output('ffprobe', '-v', 'error', '-show_entries', 'format_tags:stream_tags', '-of', 'json', path).toString(),
  );
  const { format = {}, streams = [] } = said as Probed;
  const tags = Object.assign({}, ...streams.map((stream) => stream.tags ?? {}), format.tags ?? {}) as object;
  return Object.fromEntries(Object.entries(tags).map(([name, text]) => [name.toLowerCase(), String(text)]));
}

type Tagged = { readonly tags?: Readonly<Record<string, string>> };
type Probed = { readonly format?: Tagged; readonly streams?: readonly Tagged[] };
