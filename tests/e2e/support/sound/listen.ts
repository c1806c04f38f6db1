import { spawn } from 'node:child_process';
import { speakersName } from '../../../../build/desktop.js';
import type { Stereo } from './audio-files.ts';
import { mustRunAlone } from '../desktop.ts';

/** Records what silent speakers play, 44.1 kHz stereo, until `stop`. `env` names another sound server than the desktop's. */
export function listen(env: NodeJS.ProcessEnv = {}, sink = speakersName): { readonly stop: () => Promise<Stereo> } {
  mustRunAlone();
  const words = [`--device=${sink}.monitor`, '--format=float32le', '--rate=44100', '--raw', '--latency-msec=20'];
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
