import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { END_BEAT, secondsAt } from './score/form.js';
import { notesOutOfReach, rubs } from './score/compass.js';
import { stems } from './score/stems.js';
import { loudnessOf } from './sound/loudness.js';
import { SAMPLE_RATE, addInto, silence } from './sound/stereo.js';
import { truePeakOf } from './sound/true-peak.js';

/** Looks over the score and listens to the rendered files as a player would hear them. Needs the Debian package lame. */

const frames = Math.round(secondsAt(END_BEAT) * SAMPLE_RATE);
/** @type {string[]} */
const faults = [...stems.flatMap(notesOutOfReach), ...rubs()];

/**
 * Decodes as LAME does: its tag takes the encoder's delay and padding off.
 * @param {string} path
 */
function decode(path) {
  const bytes = execFileSync('lame', ['--quiet', '--decode', '-t', path, '-'], { maxBuffer: 64_000_000 });
  const length = Math.floor(bytes.length / 4);
  const sound = silence(length);
  for (let frame = 0; frame < length; frame += 1) {
    sound.left[frame] = bytes.readInt16LE(frame * 4) / 32768;
    sound.right[frame] = bytes.readInt16LE(frame * 4 + 2) / 32768;
  }
  return sound;
}

/** @param {import('./sound/stereo.js').Stereo} sound */
function secondsOfSilence({ left, right }) {
  let silent = 0;
  left.forEach((sample, frame) => (silent += sample === 0 && right[frame] === 0 ? 1 : 0));
  return silent / SAMPLE_RATE;
}

/**
 * @param {string} name
 * @param {import('./sound/stereo.js').Stereo} sound
 */
function report(name, sound) {
  const peak = truePeakOf(sound);
  const loudness = loudnessOf(sound);
  const line = [
    `${loudness.toFixed(1)} LUFS`,
    `${peak.toFixed(1)} dBTP`,
    `${secondsOfSilence(sound).toFixed(1)} s silent`,
  ];
  process.stdout.write(`${name.padEnd(16)}${line.join('  ')}\n`);
  return { peak, loudness };
}

const sum = silence(frames);
const withoutVocals = silence(frames);
let bytes = 0;
for (const { kind, name } of stems) {
  const path = new URL(`rendered/${name.toLowerCase().replace(' ', '-')}.mp3`, import.meta.url).pathname;
  bytes += statSync(path).size;
  const start = readFileSync(path).subarray(0, 400).toString('latin1');
  if (!/(Xing|Info)/.test(start) || !start.includes('LAME')) faults.push(`${name} has no LAME tag`);
  const sound = decode(path);
  if (sound.left.length !== frames) faults.push(`${name} has ${sound.left.length} frames, not ${frames}`);
  report(name, sound);
  addInto(sum, sound);
  if (kind !== 'vocals') addInto(withoutVocals, sound);
}
report('Without vocals', withoutVocals);
const { peak, loudness } = report('All faders at 0', sum);
if (peak > -1) faults.push(`The sum peaks at ${peak.toFixed(2)} dBTP`);
if (Math.abs(loudness + 16) > 0.5) faults.push(`The sum is at ${loudness.toFixed(2)} LUFS`);
if (bytes > 8_000_000) faults.push(`The files take ${bytes} bytes`);

process.stdout.write(faults.length === 0 ? `${bytes} bytes; nothing amiss\n` : `${faults.join('\n')}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
