import { spawn } from 'node:child_process';
import { speakersName } from '../../../build/desktop/speakers.js';
import { mustRunAlone } from '../../e2e/support/desktop.ts';
import { findSound } from '../../e2e/support/find-sound.ts';
import { snr } from './stems.ts';

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
 * is handed over at a time.
 */
export async function startRecorder(latencyMs = 20): Promise<Recorder> {
  mustRunAlone();
  const format = ['--format=float32le', '--rate=44100', '--channels=2', '--raw', `--latency-msec=${String(latencyMs)}`];
  const parec = spawn('parec', ['-d', `${speakersName}.monitor`, ...format], { stdio: ['ignore', 'pipe', 'inherit'] });
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

/**
 * Looks for a stretch of noise in what was heard, a tenth of a second at a time from frame `from` on: how much of it is there
 * with more than 90 dB, from 0 to 1, and where its first frame is. A machine that is too slow leaves gaps between the app and
 * the recorder, behind which the sound goes on later; what is wrong in the sound itself is wrong in every piece.
 */
export function shareHeard(heard: Float32Array, expected: Float64Array, from: number): { share: number; at: number } {
  const pieceFrames = 4410;
  const starts = Array.from({ length: Math.floor(expected.length / pieceFrames) }, (_, piece) => piece * pieceFrames);
  let lag = findSound(heard, expected.subarray(0, 512), from, heard.length);
  const at = lag;
  const good = starts.filter((start) => {
    const piece = expected.subarray(start, start + pieceFrames);
    if (snr(heard, lag + start, piece) > 90) return true;
    const found = findSound(heard, piece.subarray(0, 512), lag + start, lag + start + 22_050) - start;
    if (snr(heard, found + start, piece) > 90) lag = found;
    return false;
  });
  return { share: good.length / starts.length, at };
}
