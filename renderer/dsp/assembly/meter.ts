import { countOver, mostNarrowed, narrowSamples } from './narrowing';
import { greatestOf, line } from './peaks';
import { filters, mostWeighed, powers, states, weighed, weighSamples } from './weighting';

// A meter is an instance of its own: what it keeps lies in its memory.
export { filters, powers, states };

/** Samples that instants between the next ones reach back to. */
const before = 24;

/** Where the next samples are put, so many at most; three more of each are looked at. */
export const mostMetered: i32 = mostNarrowed;
export const left = memory.data((mostMetered + 3) * 8, 16);
export const right = memory.data((mostMetered + 3) * 8, 16);
const leftTail = memory.data(before * 4, 16);
const rightTail = memory.data(before * 4, 16);

let greatest: f64 = 0;
let over = 0;
let truePeak: f32 = 0;

export function samplePeak(): f64 {
  return greatest;
}

/** Samples over full scale. */
export function samplesOver(): i32 {
  return over;
}

/** The true peak of all that was looked at, and of what rings on behind it. */
export function truePeakAtEnd(): f32 {
  let most = truePeak;
  for (let channel = 0; channel < 2; channel++) {
    memory.copy(line, channel === 0 ? leftTail : rightTail, 4 * before);
    memory.fill(line + 4 * before, 0, 4 * before);
    most = greatestOf(before, most);
  }
  return most;
}

/** Looks at the next `count` samples for their peaks, and lays them for `weigh`. */
export function look(count: i32): void {
  lookAt(left, leftTail, weighed, count);
  lookAt(right, rightTail, weighed + 4 * mostWeighed, count);
}

/** Weighs samples `[from, end)` of those that were laid last, into `powers`. */
export function weigh(from: i32, end: i32): void {
  weighSamples(from, end);
}

function lookAt(wide: usize, tail: usize, narrow: usize, count: i32): void {
  memory.copy(line, tail, 4 * before);
  greatest = Math.max(greatest, narrowSamples(wide, line + 4 * before, count));
  over += countOver();
  truePeak = greatestOf(count, truePeak);
  memory.copy(tail, line + 4 * count, 4 * before);
  memory.copy(narrow, line + 4 * before, 4 * count);
}
