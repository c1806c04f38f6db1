import { mustRunAlone } from '../../e2e/support/desktop.ts';
import { findSound } from '../../e2e/support/sound/find-sound.ts';
import { type Recorder, recordSpeakers } from './speakers.ts';
import { snr } from './stems.ts';

/** Records what the private desktop's speakers are given, `latencyMs` at a time, in a test that has the machine to itself. */
export function startRecorder(latencyMs = 20): Promise<Recorder> {
  mustRunAlone();
  return recordSpeakers(latencyMs);
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
