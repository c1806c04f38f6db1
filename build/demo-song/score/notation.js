/**
 * One note of the score. `beat` counts quarter notes from the start of the song.
 * @typedef {{ beat: number, beats: number, pitch: number, velocity: number }} Note
 * @typedef {Note & { syllable: string }} SungNote
 */

/** @type {Readonly<Record<string, number>>} */
const SEMITONES = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/**
 * Pitch class 0..11 of a name such as `Eb` or `F#`.
 * @param {string} name
 */
export function pitchClassOf(name) {
  const semitone = SEMITONES[name.slice(0, 1)];
  if (semitone === undefined) throw new Error(`No such note name: ${name}`);
  const accidental = name.slice(1);
  return (semitone + (accidental === 'b' ? 11 : accidental === '#' ? 1 : 0)) % 12;
}

/**
 * MIDI pitch of a name with its octave; `C4` is 60, and `Cb4` is the B below it.
 * @param {string} name
 */
export function pitchOf(name) {
  const match = /^([A-G])([b#]?)(-?\d)$/.exec(name);
  if (!match) throw new Error(`Not a pitch: ${name}`);
  const [, letter = '', accidental, octave] = match;
  const shift = accidental === 'b' ? -1 : accidental === '#' ? 1 : 0;
  return pitchClassOf(letter) + shift + 12 * (Number(octave) + 1);
}

/**
 * Reads a tune such as `Eb4:1.5 -:.5 | F4:4`: pitch (or `-` for a rest), then its length in beats.
 * Every bar must hold four beats; anything else throws, so a slip of the pen cannot shift the song.
 * @param {string} tune
 * @param {number} startBeat
 * @param {number} velocity 1..127
 * @returns {Note[]}
 */
export function readTune(tune, startBeat, velocity) {
  /** @type {Note[]} */
  const notes = [];
  tune.split('|').forEach((bar, barIndex) => {
    let beat = 0;
    for (const token of bar.trim().split(/\s+/)) {
      const [name = '', length] = token.split(':');
      const beats = Number(length);
      if (name !== '-') {
        notes.push({ beat: startBeat + barIndex * 4 + beat, beats, pitch: pitchOf(name), velocity });
      }
      beat += beats;
    }
    if (Math.abs(beat - 4) > 1e-9) throw new Error(`Bar ${barIndex + 1} of "${tune}" holds ${beat} beats`);
  });
  return notes;
}

/** @type {Readonly<Record<string, number>>} */
const STEP_VELOCITY = { X: 114, x: 92, m: 70, o: 44, g: 28 };

/**
 * Reads a row of a drum machine, sixteen steps a bar: `X` accent, `x` hit, `m` medium, `o` soft,
 * `g` ghost, `.` nothing. Spaces and `|` are for the eye.
 * @param {string} row
 * @param {number} startBeat
 * @param {number} pitch
 * @returns {Note[]}
 */
export function readSteps(row, startBeat, pitch) {
  return [...row.replace(/[\s|]/g, '')].flatMap((step, index) => {
    const velocity = STEP_VELOCITY[step];
    if (velocity === undefined) return [];
    return [{ beat: startBeat + index / 4, beats: 0.22, pitch, velocity }];
  });
}
