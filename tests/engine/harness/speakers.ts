import { spawn } from 'node:child_process';
import { speakersName } from '../../../build/desktop/speakers.js';

export type Recorder = {
  /** Ends the recording; interleaved stereo at 44.1 kHz. */
  stop(): Promise<Float32Array>;
  /**
   * When a frame of the recording was played, in milliseconds of the wall clock, once it has stopped. No piece can come before
   * its sound was played, and the quickest one came at once.
   */
  wallMsOf(frame: number): number;
};

const framesPerMs = 44.1;

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
  let bytesSoFar = 0;
  let startMs = Infinity;
  await new Promise<void>((resolve) => {
    parec.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      bytesSoFar += piece.length;
      startMs = Math.min(startMs, performance.timeOrigin + performance.now() - bytesSoFar / 8 / framesPerMs);
      resolve();
    });
  });
  return {
    wallMsOf: (frame) => startMs + frame / framesPerMs,
    async stop() {
      const ended = new Promise((resolve) => parec.stdout.once('close', resolve));
      parec.kill();
      await ended;
      const bytes = new Uint8Array(Buffer.concat(pieces));
      return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
    },
  };
}
