import { execFileSync } from 'node:child_process';
import { SAMPLE_RATE } from './stereo.js';

/**
 * A WAV file of 24 bits with the bytes a player needs and no more.
 * @param {import('./stereo.js').Stereo} sound
 */
function wavFile({ left, right }) {
  const bytes = left.length * 6;
  const file = Buffer.alloc(44 + bytes);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + bytes, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 6, 28);
  file.writeUInt16LE(6, 32);
  file.writeUInt16LE(24, 34);
  file.write('data', 36);
  file.writeUInt32LE(bytes, 40);
  for (let frame = 0; frame < left.length; frame += 1) {
    file.writeIntLE(integerOf(left[frame] ?? 0), 44 + frame * 6, 3);
    file.writeIntLE(integerOf(right[frame] ?? 0), 47 + frame * 6, 3);
  }
  return file;
}

/** @param {number} sample */
function integerOf(sample) {
  return Math.max(-8388608, Math.min(8388607, Math.round(sample * 8388607)));
}

/**
 * Encodes with LAME at a variable rate; its tag tells players the exact start and length. The sample
 * rate is asked for by name, since LAME would go down to 32 kHz by itself at a modest quality.
 * @param {import('./stereo.js').Stereo} sound
 * @param {string} file
 * @param {number} quality LAME's -V, 0 best
 */
export function writeMp3(sound, file, quality) {
  const rate = ['--resample', String(SAMPLE_RATE / 1000)];
  const options = ['--quiet', '--noreplaygain', '-q', '0', '-V', String(quality), ...rate];
  execFileSync('lame', [...options, '-', file], { input: wavFile(sound) });
}
