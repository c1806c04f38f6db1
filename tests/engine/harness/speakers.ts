import { spawn } from 'node:child_process';
import { speakersName } from '../../../build/desktop/speakers.js';

export type Recorder = {
  /** Ends the recording; interleaved stereo at 44.1 kHz. */
  stop(): Promise<Float32Array>;
  /**
   * When a frame of the recording was played, in milliseconds of the wall clock, once it has stopped. No piece can come before
   * its sound was played, and the quickest one near it came at once; what a busy machine lost further away does not count.
   */
  wallMsOf(frame: number): number;
};

const framesPerMs = 44.1;
/** How far pieces may be from a frame of which they tell the time. */
const nearMs = 1500;

/**
 * Records what the private desktop's speakers are given. Resolves when sound (or silence) is coming in. `latencyMs`: how much
 * is handed over at a time. `env` names the desktop.
 */
export async function recordSpeakers(latencyMs: number, env: NodeJS.ProcessEnv = process.env): Promise<Recorder> {
  const format = ['--format=float32le', '--rate=44100', '--channels=2', '--raw', `--latency-msec=${String(latencyMs)}`];
  const parec = spawn('parec', ['-d', `${speakersName}.monitor`, ...format], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pieces: Buffer[] = [];
  /** Of each piece: where it ends, in milliseconds of the recording, and when it came. */
  const ends: { readonly recordedMs: number; readonly cameMs: number }[] = [];
  let bytesSoFar = 0;
  await new Promise<void>((resolve) => {
    parec.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      bytesSoFar += piece.length;
      ends.push({
        recordedMs: bytesSoFar / 8 / framesPerMs,
        cameMs: performance.timeOrigin + performance.now(),
      });
      resolve();
    });
  });
  return {
    wallMsOf: (frame) => {
      const atMs = frame / framesPerMs;
      const near = ends.filter(({ recordedMs }) => Math.abs(recordedMs - atMs) <= nearMs);
      return atMs + Math.min(...near.map(({ recordedMs, cameMs }) => cameMs - recordedMs));
    },
    async stop() {
      const ended = new Promise((resolve) => parec.stdout.once('close', resolve));
      parec.kill();
      await ended;
      const bytes = new Uint8Array(Buffer.concat(pieces));
      return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
    },
  };
}
