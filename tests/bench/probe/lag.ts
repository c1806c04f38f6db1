/** Sums what the second sound holds of the first, `lag` frames later. */
function likeness(one: Float32Array, other: Float32Array, lag: number, from: number, to: number): number {
  let sum = 0;
  for (let frame = from; frame < to; frame += 1) sum += (one[frame] ?? 0) * (other[frame + lag] ?? 0);
  return sum;
}

/** How many frames later the second sound has what is common to both, within `reach` of none. */
export function lagBetween(one: Float32Array, other: Float32Array, reach: number): number {
  const [first, second] = [sharpened(one), sharpened(other)];
  let best = -Infinity;
  let found = 0;
  for (let lag = -reach; lag <= reach; lag += 1) {
    const sum = likeness(first, second, lag, reach, one.length - reach);
    if (sum > best) [best, found] = [sum, lag];
  }
  return found;
}

/** Differences of neighbours: pink noise looks much like itself a frame later, these do not. */
const sharpened = (sound: Float32Array): Float32Array =>
  sound.map((sample, frame) => sample - (frame === 0 ? 0 : (sound[frame - 1] ?? 0)));

/** Records `frames` frames of mono sounds, all at the same instants. `connect` joins sound `row` to an input of the node. */
export async function recordTogether(
  context: AudioContext,
  count: number,
  frames: number,
  connect: (merger: ChannelMergerNode, row: number) => void,
): Promise<readonly Float32Array[]> {
  const merger = context.createChannelMerger(count);
  for (let row = 0; row < count; row += 1) connect(merger, row);
  // Old, but needs no module of its own, which the page's policy would refuse.
  /* eslint-disable @typescript-eslint/no-deprecated */
  const recorder = context.createScriptProcessor(4096, count, 1);
  const sounds = Array.from({ length: count }, () => new Float32Array(frames));
  merger.connect(recorder).connect(context.destination);
  await new Promise<void>((resolve) => {
    let at = 0;
    recorder.onaudioprocess = ({ inputBuffer }) => {
      sounds.forEach((sound, row) => {
        sound.set(inputBuffer.getChannelData(row).subarray(0, Math.max(0, frames - at)), Math.min(at, frames));
      });
      at += inputBuffer.length;
      if (at >= frames) resolve();
    };
  });
  /* eslint-enable @typescript-eslint/no-deprecated */
  recorder.disconnect();
  merger.disconnect();
  return sounds;
}

/** The largest lag of any sound to the first, with its sign. */
export function largestLag(sounds: readonly Float32Array[], reach: number): number {
  const [first = new Float32Array(0), ...others] = sounds;
  return others
    .map((other) => lagBetween(first, other, reach))
    .reduce((most, lag) => (Math.abs(lag) > Math.abs(most) ? lag : most), 0);
}
