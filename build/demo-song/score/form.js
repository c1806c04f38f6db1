import { pitchClassOf } from './notation.js';

/**
 * A chord in its place. `bass` is a pitch class, `tones` the pitch classes of the upper voices.
 * @typedef {{ beat: number, beats: number, symbol: string, bass: number, tones: readonly number[] }} Chord
 * @typedef {{ start: number, bars: number, chart: string }} Section
 */

export const BEATS_PER_MINUTE = 112;
export const BEATS_PER_BAR = 4;

/** Bass first, then the upper voices from the most needed to the most coloured. */
const SPELLINGS = {
  Ebmaj9: 'Eb G D Bb F',
  Gm7: 'G Bb F D G',
  'Gm7/Bb': 'Bb G D F Bb',
  Abmaj9: 'Ab C G Eb Bb',
  Abm6: 'Ab Cb F Eb Ab',
  Am7b5: 'A C G Eb A',
  Bb13sus: 'Bb Ab Eb C G',
  Bb9: 'Bb D Ab C F',
  Bb13: 'Bb D Ab G C',
  C7b9: 'C E Bb Db G',
  Cm9: 'C Eb Bb G D',
  Fm9: 'F Ab Eb C G',
};

const CHORUS = 'Abmaj9 | Gm7 C7b9 | Fm9 | Bb13sus Bb9 | Abmaj9 | Gm7 Cm9 | Fm9 Bb13 | Ebmaj9';

/** Where each section starts (in beats) and what is played there. */
export const FORM = {
  intro: section(0, 'Abmaj9 | Gm7 | Fm9 | Bb13sus'),
  verse: section(4, 'Ebmaj9 | Gm7 | Abmaj9 | Abm6 | Ebmaj9 | Cm9 | Fm9 | Bb13sus'),
  chorus: section(12, CHORUS),
  bridge: section(20, 'Cm9 | Gm7/Bb | Am7b5 | Abmaj9 Bb13sus'),
  lastChorus: section(24, CHORUS),
  outro: section(32, 'Abmaj9 Gm7 | Fm9 Bb13sus | Ebmaj9'),
};

/** The last chord is struck here and left to ring. */
export const FINAL_BEAT = 34 * BEATS_PER_BAR;

/** The file ends here: the ring of the last chord included. */
export const END_BEAT = FINAL_BEAT + 9.5;

/**
 * @param {number} bar
 * @param {string} chart
 * @returns {Section}
 */
function section(bar, chart) {
  return { start: bar * BEATS_PER_BAR, bars: chart.split('|').length, chart };
}

/**
 * The chords of a section; two in a bar share it in halves.
 * @param {Section} place
 * @returns {Chord[]}
 */
export function chordsOf(place) {
  return place.chart.split('|').flatMap((bar, barIndex) => {
    const symbols = bar.trim().split(/\s+/);
    const beats = BEATS_PER_BAR / symbols.length;
    return symbols.map((symbol, index) => spell(symbol, place.start + barIndex * BEATS_PER_BAR + index * beats, beats));
  });
}

/**
 * @param {string} symbol
 * @param {number} beat
 * @param {number} beats
 * @returns {Chord}
 */
function spell(symbol, beat, beats) {
  const spelling = Object.entries(SPELLINGS).find(([name]) => name === symbol);
  if (!spelling) throw new Error(`No such chord: ${symbol}`);
  const [bass = 0, ...tones] = spelling[1].split(' ').map(pitchClassOf);
  return { beat, beats, symbol, bass, tones };
}

/** @param {number} beat */
export function secondsAt(beat) {
  return (beat * 60) / BEATS_PER_MINUTE;
}
