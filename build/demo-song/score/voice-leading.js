/** @typedef {import('./form.js').Chord} Chord */

/** @typedef {{ voices: number, low: number, high: number }} Choir how many voices, and their compass in MIDI pitch */

/**
 * Voices a row of chords so that the whole row moves least: the cheapest path through every
 * possible voicing. Parallel fifths and octaves, leaps of the top voice, wide gaps and clusters
 * low down cost extra.
 * @param {readonly Chord[]} chords
 * @param {Choir} choir
 * @returns {number[][]} for each chord its pitches from the lowest up
 */
export function voiceChords(chords, choir) {
  /** @type {{ voicing: number[], cost: number, from: number }[][]} */
  const columns = [];
  for (const chord of chords) {
    const before = columns.at(-1);
    const column = voicingsOf(chord, choir).map((voicing) => {
      const own = shapeCost(voicing, choir);
      if (!before) return { voicing, cost: own, from: -1 };
      let best = { voicing, cost: Infinity, from: -1 };
      before.forEach((earlier, from) => {
        const cost = earlier.cost + own + moveCost(earlier.voicing, voicing);
        if (cost < best.cost) best = { voicing, cost, from };
      });
      return best;
    });
    if (column.length === 0) throw new Error(`No voicing of ${chord.symbol} fits the compass`);
    columns.push(column);
  }
  return cheapestPath(columns);
}

/**
 * @param {readonly { voicing: number[], cost: number, from: number }[][]} columns
 * @returns {number[][]}
 */
function cheapestPath(columns) {
  const last = columns.at(-1) ?? [];
  let at = last.reduce((best, entry, index) => (entry.cost < (last[best]?.cost ?? Infinity) ? index : best), 0);
  /** @type {number[][]} */
  const path = [];
  for (const column of [...columns].reverse()) {
    const entry = column[at];
    if (!entry) break;
    path.unshift(entry.voicing);
    at = entry.from;
  }
  return path;
}

/**
 * Every way to give each voice a different tone of the chord inside the compass.
 * @param {Chord} chord
 * @param {Choir} choir
 * @returns {number[][]}
 */
function voicingsOf(chord, choir) {
  const wanted = new Set(chord.tones.slice(0, choir.voices));
  const pitches = Array.from({ length: choir.high - choir.low + 1 }, (_, index) => choir.low + index);
  const usable = pitches.filter((pitch) => wanted.has(pitch % 12));
  /** @type {number[][]} */
  let partial = [[]];
  for (let voice = 0; voice < choir.voices; voice += 1) {
    partial = partial.flatMap((below) =>
      usable
        .filter((pitch) => pitch > (below.at(-1) ?? 0) && !below.some((other) => other % 12 === pitch % 12))
        .map((pitch) => [...below, pitch]),
    );
  }
  return partial;
}

/**
 * @param {readonly number[]} voicing
 * @param {Choir} choir
 */
function shapeCost(voicing, choir) {
  let cost = 0;
  for (let index = 1; index < voicing.length; index += 1) {
    const low = voicing[index - 1] ?? 0;
    const gap = (voicing[index] ?? 0) - low;
    if (gap > 9) cost += (gap - 9) * 3;
    if (gap <= 2 && low < 58) cost += 8;
    if (gap === 1) cost += index === voicing.length - 1 ? 6 : 2;
  }
  const middle = voicing.reduce((sum, pitch) => sum + pitch, 0) / voicing.length;
  return cost + Math.abs(middle - (choir.low + choir.high) / 2) * 0.6;
}

/**
 * @param {readonly number[]} from
 * @param {readonly number[]} to
 */
function moveCost(from, to) {
  let cost = 0;
  from.forEach((pitch, voice) => {
    const step = Math.abs((to[voice] ?? pitch) - pitch);
    cost += step + (step > 4 ? (step - 4) * 2 : 0);
  });
  return cost + (isParallel(from, to) ? 12 : 0);
}

/**
 * Do two voices move together in fifths or octaves?
 * @param {readonly number[]} from
 * @param {readonly number[]} to
 */
export function isParallel(from, to) {
  return from.some((low, lower) =>
    from.some((high, upper) => {
      const toLow = to[lower];
      const toHigh = to[upper];
      if (upper <= lower || toLow === undefined || toHigh === undefined || toLow === low) return false;
      const interval = (high - low) % 12;
      return (interval === 7 || interval === 0) && (toHigh - toLow) % 12 === interval;
    }),
  );
}
