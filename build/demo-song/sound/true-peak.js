/** Taps on either side of the instant between samples, and instants per sample. */
const REACH = 12;
const OVERSAMPLING = 4;

/** Windowed sinc for each instant between two samples. */
const PHASES = Array.from({ length: OVERSAMPLING }, (_, phase) =>
  Float64Array.from({ length: REACH * 2 }, (_unused, tap) => {
    const distance = tap - REACH + 1 - phase / OVERSAMPLING;
    const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / (REACH + 0.5)));
  }),
);

/**
 * True peak in dBTP: the highest sample of the sound at four times its rate (ITU-R BS.1770-4, annex 2).
 * @param {import('./stereo.js').Stereo} sound
 */
export function truePeakOf({ left, right }) {
  let peak = 0;
  for (const channel of [left, right]) {
    for (let frame = 0; frame < channel.length; frame += 1) {
      // Only a sample of some size can have a higher instant beside it.
      if (Math.abs(channel[frame] ?? 0) < peak * 0.5) continue;
      for (const taps of PHASES) {
        let sum = 0;
        for (let tap = 0; tap < taps.length; tap += 1) {
          sum += (taps[tap] ?? 0) * (channel[frame + tap - REACH + 1] ?? 0);
        }
        peak = Math.max(peak, Math.abs(sum));
      }
    }
  }
  return 20 * Math.log10(peak);
}
