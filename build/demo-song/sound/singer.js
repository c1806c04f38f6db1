import { seededRandom } from '../score/performance.js';
import { SAMPLE_RATE } from './stereo.js';
import { mouthAt, spectrumOf } from './vowels.js';

/** @typedef {import('../score/performance.js').PlayedNote} PlayedNote */

/** Samples between two looks at pitch and mouth; in between everything is drawn straight. */
const HOP = 64;
const HARMONICS = 36;

/** Tongue and lips take 18 ms, and so does the wish for vibrato: no sound jumps into the next. */
const EASE = 1 - Math.exp(-HOP / (0.018 * SAMPLE_RATE));

/**
 * Sings notes with a voice made of harmonics: the throat gives pitch (glides, late vibrato, drift),
 * the mouth shapes each harmonic by the formants of a vowel.
 * @param {readonly PlayedNote[]} notes in order, none over another
 * @param {number} frames
 * @param {number} seed another seed is another take by the same singer
 * @returns {Float32Array}
 */
export function sing(notes, frames, seed) {
  const random = seededRandom(seed);
  const sound = new Float32Array(frames);
  const noise = () => random() * 2 - 1;
  let phase = 0;
  let vibratoPhase = 0;
  let drift = 0;
  let depth = 0;
  let before = new Float64Array(HARMONICS);
  let pitchBefore = notes[0]?.pitch ?? 60;
  let breathBefore = 0;
  let index = 0;
  for (let start = 0; start < frames; start += HOP) {
    const time = start / SAMPLE_RATE;
    while (index < notes.length - 1 && time >= (notes[index + 1]?.start ?? 0) - 0.04) index += 1;
    const note = notes[index];
    if (!note) break;
    const vibratoHertz = 5.2 + drift * 2;
    vibratoPhase += (2 * Math.PI * vibratoHertz * HOP) / SAMPLE_RATE;
    drift += (noise() * 0.02 - drift * 0.01) * 0.5;
    depth += EASE * (vibratoDepth(note, time) - depth);
    const pitch = pitchAt(note, notes[index - 1], time) + depth * Math.sin(vibratoPhase) + drift;
    const level = levelAt(note, notes[index + 1], time);
    const hertz = 440 * 2 ** ((pitch - 69) / 12);
    const mouth = mouthAt(note.syllable ?? 'a', time - note.start);
    const wanted = spectrumOf(mouth, hertz, level * mouth.open, HARMONICS);
    const after = before.map((amplitude, harmonic) => eased(amplitude, wanted[harmonic] ?? 0));
    const breath = eased(breathBefore, level * mouth.breath);
    const end = Math.min(frames, start + HOP);
    if (level > 0 || before.some((amplitude) => amplitude > 0)) {
      for (let frame = start; frame < end; frame += 1) {
        const part = (frame - start) / HOP;
        const semitone = pitchBefore + (pitch - pitchBefore) * part;
        phase += (2 * Math.PI * 440 * 2 ** ((semitone - 69) / 12)) / SAMPLE_RATE;
        let sample = 0;
        for (let harmonic = 0; harmonic < HARMONICS; harmonic += 1) {
          const amplitude = (before[harmonic] ?? 0) + ((after[harmonic] ?? 0) - (before[harmonic] ?? 0)) * part;
          if (amplitude > 1e-6) sample += amplitude * Math.sin((harmonic + 1) * phase + 0.09 * harmonic * harmonic);
        }
        const air = breathBefore + (breath - breathBefore) * part;
        sound[frame] = sample + air * noise() * (0.6 + 0.4 * Math.cos(phase));
      }
    }
    phase %= 2 * Math.PI;
    before = after;
    pitchBefore = pitch;
    breathBefore = breath;
  }
  return sound;
}

/**
 * @param {number} from
 * @param {number} to
 */
function eased(from, to) {
  const next = from + EASE * (to - from);
  return next < 1e-7 ? 0 : next;
}

/**
 * Slides over from the note before when the two touch, else scoops up from just below.
 * @param {PlayedNote} note
 * @param {PlayedNote | undefined} earlier
 * @param {number} time
 */
function pitchAt(note, earlier, time) {
  const since = time - note.start;
  if (earlier && note.start - earlier.end < 0.07) {
    const part = Math.min(1, Math.max(0, (since + 0.04) / 0.085));
    return earlier.pitch + (note.pitch - earlier.pitch) * (0.5 - 0.5 * Math.cos(Math.PI * part));
  }
  return note.pitch - 0.8 * Math.exp(-Math.max(0, since + 0.02) / 0.045);
}

/**
 * @param {PlayedNote} note
 * @param {number} time
 */
function vibratoDepth(note, time) {
  return 0.28 * Math.min(1, Math.max(0, (time - note.start - 0.28) / 0.45));
}

/**
 * Rises in 45 ms, swells a little, and dies away before a rest; a note that follows is sung on.
 * @param {PlayedNote} note
 * @param {PlayedNote | undefined} later
 * @param {number} time
 */
function levelAt(note, later, time) {
  const isTied = later !== undefined && later.start - note.end < 0.07;
  const end = isTied ? later.start : note.end;
  const rise = Math.min(1, Math.max(0, (time - note.start + 0.02) / 0.045));
  const fall = isTied ? 1 : Math.min(1, Math.max(0, (end + 0.05 - time) / 0.14));
  const along = Math.min(1, Math.max(0, (time - note.start) / Math.max(0.2, end - note.start)));
  const swell = 0.86 + 0.14 * Math.sin(Math.PI * Math.min(1, along * 1.3));
  return (note.velocity / 100) ** 1.4 * rise ** 1.2 * fall * fall * swell;
}
