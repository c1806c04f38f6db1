/** @typedef {import('../score/performance.js').PlayedNote} PlayedNote */

/**
 * A control or a pitch bend, in seconds. `controller` 'bend' takes -8192..8191, any other 0..127.
 * @typedef {{ at: number, controller: number | 'bend', value: number }} Control
 * @typedef {{ bank: number, program: number, isKit?: boolean }} Patch
 */

/** At 120 beats a minute one tick is half a millisecond. */
const TICKS_PER_SECOND = 2000;

/**
 * A standard MIDI file (type 0) with one patch on one channel.
 * @param {Patch} patch
 * @param {readonly PlayedNote[]} notes
 * @param {readonly Control[]} controls
 * @param {number} lengthSeconds the file goes on until here, so that tails are rendered
 */
export function midiFile(patch, notes, controls, lengthSeconds) {
  const channel = patch.isKit ? 9 : 0;
  /** @type {{ tick: number, order: number, bytes: number[] }[]} */
  const events = [
    { tick: 0, order: 0, bytes: [0xb0 | channel, 0, patch.bank] },
    { tick: 0, order: 1, bytes: [0xc0 | channel, patch.program] },
  ];
  for (const { at, controller, value } of controls) {
    const bent = value + 8192;
    const bytes =
      controller === 'bend' ? [0xe0 | channel, bent & 0x7f, bent >> 7] : [0xb0 | channel, controller, value];
    events.push({ tick: tickAt(at), order: 2, bytes });
  }
  for (const { start, end, pitch, velocity } of notes) {
    events.push({ tick: tickAt(start), order: 4, bytes: [0x90 | channel, pitch, velocity] });
    events.push({ tick: tickAt(end), order: 3, bytes: [0x80 | channel, pitch, 0] });
  }
  events.push({ tick: tickAt(lengthSeconds), order: 5, bytes: [0xff, 0x2f, 0] });
  events.sort((a, b) => a.tick - b.tick || a.order - b.order);
  let tick = 0;
  const track = events.flatMap((event) => {
    const delta = event.tick - tick;
    tick = event.tick;
    return [...variableLength(delta), ...event.bytes];
  });
  return Buffer.concat([
    Buffer.from('MThd'),
    Buffer.from([0, 0, 0, 6, 0, 0, 0, 1, (TICKS_PER_SECOND / 2) >> 8, (TICKS_PER_SECOND / 2) & 0xff]),
    Buffer.from('MTrk'),
    Buffer.from([track.length >>> 24, (track.length >> 16) & 0xff, (track.length >> 8) & 0xff, track.length & 0xff]),
    Buffer.from(track),
  ]);
}

/** @param {number} seconds */
function tickAt(seconds) {
  return Math.round(seconds * TICKS_PER_SECOND);
}

/**
 * @param {number} value
 * @returns {number[]}
 */
function variableLength(value) {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
