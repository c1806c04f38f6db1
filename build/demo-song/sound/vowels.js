/**
 * A shape of the mouth: formants in hertz, their bandwidths in hertz and levels in dB.
 * @typedef {readonly (readonly [number, number, number])[]} Formants
 * @typedef {{ formants: Formants, open: number, breath: number }} Mouth `open` and `breath` are gains
 */

/** Sung formants of a mezzo, from the tables common in formant synthesis (as in the Csound manual, appendix "Formant Values"). */
const VOWELS = {
  a: /** @type {Formants} */ ([
    [800, 110, 0],
    [1150, 120, -4],
    [2800, 150, -18],
    [3500, 170, -30],
    [4950, 220, -42],
  ]),
  e: /** @type {Formants} */ ([
    [480, 100, 0],
    [1650, 120, -15],
    [2700, 160, -21],
    [3400, 180, -30],
    [4950, 220, -44],
  ]),
  o: /** @type {Formants} */ ([
    [480, 100, 0],
    [860, 110, -7],
    [2830, 150, -20],
    [3500, 170, -30],
    [4950, 220, -46],
  ]),
  u: /** @type {Formants} */ ([
    [360, 90, 0],
    [740, 100, -11],
    [2530, 170, -27],
    [3500, 180, -36],
    [4950, 220, -54],
  ]),
  n: /** @type {Formants} */ ([
    [280, 120, -3],
    [1250, 260, -24],
    [2500, 260, -30],
    [3400, 300, -42],
    [4950, 300, -60],
  ]),
  l: /** @type {Formants} */ ([
    [340, 110, -2],
    [1050, 180, -15],
    [2700, 200, -24],
    [3500, 220, -36],
    [4950, 260, -54],
  ]),
  d: /** @type {Formants} */ ([
    [260, 110, -6],
    [1750, 220, -18],
    [2700, 220, -22],
    [3600, 260, -32],
    [4950, 260, -46],
  ]),
};

/** @typedef {keyof typeof VOWELS} Sound */

/**
 * A syllable: a consonant (or none) and a vowel; a third letter is the vowel it closes towards.
 * @type {Readonly<Record<string, { onset?: Sound, vowel: Sound, close?: Sound }>>}
 */
const MOUTHS = {
  a: { vowel: 'a' },
  o: { vowel: 'o' },
  u: { vowel: 'u' },
  oh: { vowel: 'o', close: 'u' },
  la: { onset: 'l', vowel: 'a' },
  lo: { onset: 'l', vowel: 'o', close: 'u' },
  na: { onset: 'n', vowel: 'a' },
  no: { onset: 'n', vowel: 'o' },
  du: { onset: 'd', vowel: 'u' },
  da: { onset: 'd', vowel: 'a' },
  de: { onset: 'd', vowel: 'e' },
};

const ONSET_SECONDS = 0.06;
const OPENING_SECONDS = 0.07;

/**
 * The mouth at a moment of a syllable.
 * @param {string} syllable
 * @param {number} since seconds since the note began, may be just below zero
 * @returns {Mouth}
 */
export function mouthAt(syllable, since) {
  const { onset, vowel, close } = MOUTHS[syllable] ?? { vowel: 'a' };
  const target = VOWELS[vowel];
  if (onset && since < ONSET_SECONDS + OPENING_SECONDS) {
    const part = ease((since - ONSET_SECONDS * 0.4) / OPENING_SECONDS);
    const shut = onset === 'd' ? 0.12 : 0.5;
    return { formants: blend(VOWELS[onset], target, part), open: shut + (1 - shut) * part, breath: 0.004 };
  }
  if (close) {
    const part = 0.8 * ease((since - 0.35) / 0.5);
    return { formants: blend(target, VOWELS[close], part), open: 1, breath: 0.011 };
  }
  return { formants: target, open: 1, breath: 0.011 };
}

/**
 * Amplitudes of the harmonics of a note. The first formant follows a high note up, as trained
 * singers do, so the tune keeps its body.
 * @param {Mouth} mouth
 * @param {number} hertz
 * @param {number} level
 * @param {number} count
 */
export function spectrumOf({ formants }, hertz, level, count) {
  const amplitudes = new Float64Array(count);
  if (level <= 0) return amplitudes;
  for (let harmonic = 1; harmonic <= count; harmonic += 1) {
    const frequency = harmonic * hertz;
    if (frequency > 9000) break;
    let sum = 0;
    formants.forEach(([centre, width, decibels], index) => {
      const tuned = index === 0 ? Math.max(centre, hertz * 1.02) : centre;
      const off = (frequency * frequency - tuned * tuned) / (frequency * width * 1.4);
      sum += 10 ** (decibels / 20) / Math.sqrt(1 + off * off);
    });
    // A soft voice is darker: the fewer decibels, the steeper its overtones fall.
    amplitudes[harmonic - 1] = level * sum * harmonic ** -(0.35 + 0.35 * (1 - Math.min(1, level)));
  }
  return amplitudes;
}

/**
 * @param {Formants} from
 * @param {Formants} to
 * @param {number} part
 * @returns {Formants}
 */
function blend(from, to, part) {
  return from.map(([centre, width, decibels], index) => {
    const [nextCentre, nextWidth, nextDecibels] = to[index] ?? [centre, width, decibels];
    return /** @type {const} */ ([
      centre + (nextCentre - centre) * part,
      width + (nextWidth - width) * part,
      decibels + (nextDecibels - decibels) * part,
    ]);
  });
}

/** @param {number} part */
function ease(part) {
  const held = Math.min(1, Math.max(0, part));
  return held * held * (3 - 2 * held);
}
