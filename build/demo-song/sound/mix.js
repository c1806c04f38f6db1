import { compress, limiterGain } from './dynamics.js';
import { autoPan, echo, saturate, thicken } from './effects.js';
import { equalise } from './filters.js';
import { loudnessOf } from './loudness.js';
import { pluck } from './pluck.js';
import { ROOMS, reverberate } from './reverb.js';
import { sing } from './singer.js';
import { playPatch } from './soundfont.js';
import { addInto, balanceOf, gainOf, setWidth, silence } from './stereo.js';
import { sweepNoise } from './sweep.js';

/** @typedef {import('./stereo.js').Stereo} Stereo */
/** @typedef {import('../score/part.js').Part} Part */

/**
 * @param {import('../score/part.js').Source} source
 * @param {number} frames
 * @returns {Stereo}
 */
function perform(source, frames) {
  if ('sweeps' in source) return sweepNoise(source.sweeps, frames);
  if ('pluck' in source) return pluck(source.notes, frames);
  if ('patch' in source) return playPatch(source.patch, source.notes, source.controls ?? [], frames);
  const voice = sing(source.notes, frames, source.singer);
  return { left: voice, right: voice.slice() };
}

/**
 * Brings a sound to a loudness, in place.
 * @param {Stereo} sound
 * @param {number} loudness LUFS
 */
function setLoudness(sound, loudness) {
  const gain = gainOf(loudness - loudnessOf(sound));
  for (const channel of [sound.left, sound.right]) {
    for (let frame = 0; frame < channel.length; frame += 1) channel[frame] = (channel[frame] ?? 0) * gain;
  }
}

/**
 * A part from its notes to its place in the stem: tone, dynamics, loudness, place, room.
 * @param {Part} part
 * @param {number} frames
 * @returns {Stereo}
 */
export function renderPart(part, frames) {
  const sound = perform(part.source, frames);
  if (part.width !== undefined) setWidth(sound, part.width);
  equalise(sound, part.bands ?? []);
  // Compressor and saturation expect a sound at a working level, whatever the source gives.
  setLoudness(sound, -20);
  if (part.compressor) compress(sound, part.compressor);
  if (part.drive !== undefined) saturate(sound, part.drive);
  if (part.chorus !== undefined) thicken(sound, part.chorus);
  if (part.autoPan !== undefined) autoPan(sound, part.autoPan);
  setLoudness(sound, part.loudness);
  const placed = silence(frames);
  addInto(placed, sound, ...balanceOf(part.pan ?? 0));
  const result = silence(frames);
  addInto(result, placed);
  if (part.reverb) addInto(result, reverberate(placed, ROOMS[part.reverb.room]), gainOf(part.reverb.decibels));
  if (part.echo) addInto(result, echo(placed, part.echo.beats, part.echo.feedback), gainOf(part.echo.decibels));
  return result;
}

/**
 * Masters stems together, in place: the sum is brought to a loudness and its peaks are held under a
 * ceiling, and every stem gets the very same gain, so that the stems still add up to the master.
 * @param {readonly Stereo[]} stems
 * @param {number} loudness LUFS of the sum
 * @param {number} ceilingDb of the sum
 */
export function master(stems, loudness, ceilingDb) {
  const frames = stems[0]?.left.length ?? 0;
  const sum = silence(frames);
  for (const stem of stems) addInto(sum, stem);
  const raise = gainOf(loudness - loudnessOf(sum));
  for (const channel of [sum.left, sum.right]) {
    for (let frame = 0; frame < frames; frame += 1) channel[frame] = (channel[frame] ?? 0) * raise;
  }
  const gains = limiterGain(sum, ceilingDb);
  for (const stem of stems) {
    for (const channel of [stem.left, stem.right]) {
      for (let frame = 0; frame < frames; frame += 1)
        channel[frame] = (channel[frame] ?? 0) * raise * (gains[frame] ?? 1);
    }
  }
}

/** Quieter than this is nothing: -84 dBFS, held for a while. */
const FLOOR = gainOf(-84);

/**
 * Makes pauses truly silent, in place: stretches under the floor become zeros, with short fades.
 * @param {Stereo} sound
 * @param {number} fadeFrames
 */
export function clearPauses({ left, right }, fadeFrames) {
  const isSounding = new Uint8Array(Math.ceil(left.length / fadeFrames) + 2);
  for (let frame = 0; frame < left.length; frame += 1) {
    if (Math.max(Math.abs(left[frame] ?? 0), Math.abs(right[frame] ?? 0)) > FLOOR) {
      isSounding[Math.floor(frame / fadeFrames) + 1] = 1;
    }
  }
  for (let frame = 0; frame < left.length; frame += 1) {
    const block = Math.floor(frame / fadeFrames) + 1;
    const part = (frame % fadeFrames) / fadeFrames;
    if (isSounding[block]) continue;
    const gain = Math.max(isSounding[block - 1] ? 1 - part : 0, isSounding[block + 1] ? part : 0);
    left[frame] = (left[frame] ?? 0) * gain;
    right[frame] = (right[frame] ?? 0) * gain;
  }
}
