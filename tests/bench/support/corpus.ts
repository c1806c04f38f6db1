import { execFile } from 'node:child_process';
import { appendFile, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const corpusFolder = resolve(import.meta.dirname, '../corpus');

export type Song = {
  readonly title: string;
  readonly stemCount: number;
  readonly seconds: number;
  readonly kbps: number;
  /** How often the sound is repeated within those seconds, so that a long song is soon made. */
  readonly repeats: number;
  /** Another song, whose stems these are in `format`. */
  readonly of?: Song;
  /** MP3 unless it says so. */
  readonly format?: OtherFormat;
};

/** Formats of stems beside MP3, by the endings of their files. */
export const otherFormats = ['wav', 'flac', 'm4a', 'ogg', 'opus'] as const;
export type OtherFormat = (typeof otherFormats)[number];

export const song12: Song = { title: 'Bench twelve', stemCount: 12, seconds: 240, kbps: 192, repeats: 1 };
export const song15: Song = { title: 'Bench fifteen', stemCount: 15, seconds: 600, kbps: 192, repeats: 1 };
export const song12Lossless: Song = { ...song12, title: 'Bench twelve, lossless', of: song12, format: 'wav' };
/** The 12-stem song in another format. */
export const song12In = (format: OtherFormat): Song =>
  format === 'wav' ? song12Lossless : { ...song12, title: `Bench twelve, ${format}`, of: song12Lossless, format };
/** At half the bit rate, to take half a gigabyte of the disk and not one. */
export const song60: Song = { title: 'Bench hour', stemCount: 12, seconds: 3600, kbps: 96, repeats: 60 };
/** More stems than a screen shows. */
export const song40: Song = { title: 'Bench forty', stemCount: 40, seconds: 240, kbps: 192, repeats: 8 };
/** As many stems as a mixer is asked to bear. */
export const song64: Song = { title: 'Bench sixty-four', stemCount: 64, seconds: 240, kbps: 192, repeats: 8 };

const names = ['vocals', 'backing vocals', 'drums', 'bass', 'guitar', 'keyboard', 'piano', 'strings', 'brass'];
const moreNames = ['woodwinds', 'percussion', 'synth', 'fx', 'instrumental', 'guitar two'];
/** All stems hold this noise under their own, so that their offset from each other can be measured. */
const commonSeed = 4711;
const encodersAtOnce = 2;

/** Of all its stems: Opus has no other. */
export const rateOf = ({ format }: Song): number => (format === 'opus' ? 48_000 : 44_100);
export const framesOf = (song: Song): number => song.seconds * rateOf(song);

/** How ffmpeg makes each, at the qualities that shops and services give. */
const encoders: Readonly<Record<OtherFormat, readonly string[]>> = {
  wav: ['-c:a', 'pcm_s16le', '-f', 'wav'],
  flac: ['-c:a', 'flac', '-f', 'flac'],
  m4a: ['-c:a', 'aac', '-b:a', '192k', '-f', 'ipod'],
  ogg: ['-c:a', 'libvorbis', '-q:a', '6', '-f', 'ogg'],
  opus: ['-c:a', 'libopus', '-b:a', '160k', '-f', 'opus'],
};

/**
 * Paths of the song's stems: MP3 at a constant bit rate, or what another song's come to in another format; 44.1 kHz stereo (Opus: 48),
 * seeded pink noise. What is missing is made first.
 */
export async function stemsOf(corpus: string, song: Song): Promise<readonly string[]> {
  const folder = join(corpus, song.title);
  await mkdir(folder, { recursive: true });
  const format = song.format ?? 'mp3';
  const named = [...names, ...moreNames];
  const paths = Array.from({ length: song.stemCount }, (_, index) =>
    join(folder, `${named[index] ?? `stem ${String(index + 1)}`}.${format}`),
  );
  const sources = song.of === undefined ? [] : await stemsOf(corpus, song.of);
  const missing: (() => Promise<void>)[] = [];
  for (const [index, path] of paths.entries()) {
    const source = sources[index];
    if (await exists(path)) continue;
    missing.push(() =>
      format === 'mp3' || source === undefined ? encode(path, song, index) : convert(path, source, format),
    );
  }
  const worker = async (): Promise<void> => {
    for (let make = missing.pop(); make !== undefined; make = missing.pop()) await make();
  };
  await Promise.all(Array.from({ length: encodersAtOnce }, worker));
  return paths;
}

async function convert(path: string, source: string, format: OtherFormat): Promise<void> {
  await run('nice', ['ffmpeg', '-v', 'error', '-y', '-i', source, ...encoders[format], `${path}.part`]);
  await rename(`${path}.part`, path);
}

/** Written under another name first, so that a stem is whole or absent. */
async function encode(path: string, { seconds, kbps, repeats }: Song, index: number): Promise<void> {
  const noise = (seed: number): readonly string[] => [
    ...['-f', 'lavfi', '-i'],
    `anoisesrc=d=${String(seconds / repeats)}:c=pink:r=44100:a=0.04:seed=${String(seed)}`,
  ];
  const mix = '[0][1]amix=normalize=0[left];[0][2]amix=normalize=0[right];[left][right]amerge=inputs=2';
  const own = index * 2 + 1;
  // A low effort of the encoder: the decoder's work is the same.
  const sound = [
    '-filter_complex',
    mix,
    '-c:a',
    'libmp3lame',
    '-b:a',
    `${String(kbps)}k`,
    '-compression_level',
    '9',
    '-f',
    'mp3',
  ];
  // A tag would tell the length of one piece.
  const tag = repeats === 1 ? [] : ['-write_xing', '0', '-id3v2_version', '0'];
  const inputs = [...noise(commonSeed), ...noise(own), ...noise(own + 1)];
  await run('nice', ['ffmpeg', '-v', 'error', '-y', ...inputs, ...sound, ...tag, `${path}.part`]);
  if (repeats > 1) await repeat(`${path}.part`, kbps, repeats);
  await rename(`${path}.part`, path);
}

/**
 * Makes the file hold its sound so many times. 49 frames at 44.1 kHz are a whole number of bytes, so a piece of them can follow
 * itself without a break in the grid of frames.
 */
async function repeat(path: string, kbps: number, times: number): Promise<void> {
  const whole = await readFile(path);
  const gridBytes = (49 * 1152 * kbps * 125) / 44_100;
  const piece = whole.subarray(0, gridBytes * Math.floor(whole.length / gridBytes));
  await writeFile(path, piece);
  for (let time = 1; time < times; time += 1) await appendFile(path, piece);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
