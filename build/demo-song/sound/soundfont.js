import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { midiFile } from './midi.js';
import { SAMPLE_RATE, silence } from './stereo.js';

/** Debian package fluid-soundfont-gm, MIT licence. */
const SOUNDFONT = '/usr/share/sounds/sf2/FluidR3_GM.sf2';

/**
 * Plays one patch through FluidSynth, dry: its own reverb and chorus are off.
 * @param {import('./midi.js').Patch} patch
 * @param {readonly import('../score/performance.js').PlayedNote[]} notes
 * @param {readonly import('./midi.js').Control[]} controls
 * @param {number} frames length of the result
 * @returns {import('./stereo.js').Stereo}
 */
export function playPatch(patch, notes, controls, frames) {
  const folder = mkdtempSync(join(tmpdir(), 'demo-song-'));
  try {
    const midi = join(folder, 'part.mid');
    const raw = join(folder, 'part.raw');
    writeFileSync(midi, midiFile(patch, notes, controls, frames / SAMPLE_RATE));
    execFileSync(
      'fluidsynth',
      ['-niq', '-g', '0.6', '-r', String(SAMPLE_RATE), '-R', '0', '-C', '0', '-o', 'synth.polyphony=512'].concat([
        '-T',
        'raw',
        '-O',
        'float',
        '-E',
        'little',
        '-F',
        raw,
        SOUNDFONT,
        midi,
      ]),
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return deinterleave(readFileSync(raw), frames);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {Buffer} bytes little-endian float32, left and right in turn
 * @param {number} frames
 */
function deinterleave(bytes, frames) {
  const sound = silence(frames);
  const given = Math.min(frames, Math.floor(bytes.length / 8));
  for (let frame = 0; frame < given; frame += 1) {
    sound.left[frame] = bytes.readFloatLE(frame * 8);
    sound.right[frame] = bytes.readFloatLE(frame * 8 + 4);
  }
  return sound;
}
