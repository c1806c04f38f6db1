import { spawn } from 'node:child_process';
import { speakersName } from '../../../build/desktop.js';
import type { Stereo } from './audio-files.ts';
import { mustRunAlone } from './desktop.ts';

/** Records what the silent speakers play, 44.1 kHz stereo, until `stop`. `env` names other speakers than the desktop's. */
export function listen(env: NodeJS.ProcessEnv = {}): { readonly stop: () => Promise<Stereo> } {
  mustRunAlone();
  const words = [
    `--device=${speakersName}.monitor`,
    '--format=float32le',
    '--rate=44100',
    '--raw',
    '--latency-msec=20',
  ];
  const recorder = spawn('parec', words, { env: { ...process.env, ...env } });
  const pieces: Buffer[] = [];
  recorder.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise((done) => recorder.once('exit', done));
  return {
    stop: async () => {
      recorder.kill('SIGTERM');
      await ended;
      const raw = Buffer.concat(pieces);
      const samples = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + (raw.length & ~7)));
      const frames = samples.length / 2;
      return {
        left: Float64Array.from({ length: frames }, (_, frame) => samples[frame * 2] ?? 0),
        right: Float64Array.from({ length: frames }, (_, frame) => samples[frame * 2 + 1] ?? 0),
      };
    },
  };
}

/**
 * Where in `heard` the stretch `[from, from + length)` of `expected` is, by the peak of their correlation (left side); looked
 * for from `first` to `last`.
 */
export function findStretch(
  heard: Stereo,
  expected: Stereo,
  from: number,
  length: number,
  first = 0,
  last = heard.left.length,
): number {
  let best = 0;
  let bestAt = -1;
  for (let at = Math.max(0, first); at + length <= Math.min(last, heard.left.length); at += 1) {
    let sum = 0;
    for (let frame = 0; frame < length; frame += 1) {
      sum += (heard.left[at + frame] ?? 0) * (expected.left[from + frame] ?? 0);
    }
    if (sum > best) [best, bestAt] = [sum, at];
  }
  return bestAt;
}

/** Signal to residual, in dB, of `length` frames heard at `at` that ought to be `expected` from `from` on. */
export function matchDb(heard: Stereo, at: number, expected: Stereo, from: number, length: number): number {
  let signal = 0;
  let residual = 0;
  for (const side of ['left', 'right'] as const) {
    for (let frame = 0; frame < length; frame += 1) {
      const wanted = expected[side][from + frame] ?? 0;
      signal += wanted ** 2;
      residual += ((heard[side][at + frame] ?? 0) - wanted) ** 2;
    }
  }
  return 10 * Math.log10(signal / residual);
}
