import { rate } from './stems.ts';

/** A sine at half of full scale, with ends of 5 ms, so that it begins and stops without a click. */
export function tone(hertz: number, seconds: number): Float32Array {
  const length = Math.round(seconds * rate);
  const end = rate * 0.005;
  return Float32Array.from({ length }, (_, frame) => {
    const gain = Math.min(1, frame / end, (length - frame) / end);
    return 0.5 * gain * Math.sin((2 * Math.PI * hertz * frame) / rate);
  });
}

/** Frequency of a sine in hertz, by the time from its first to its last rising crossing. */
export function pitchOf(samples: Float32Array): number {
  let first = NaN;
  let last = NaN;
  let count = -1;
  for (let frame = 1; frame < samples.length; frame += 1) {
    const [before, now] = [samples[frame - 1] ?? 0, samples[frame] ?? 0];
    if (before >= 0 || now < 0) continue;
    last = frame - now / (now - before);
    if (count < 0) first = last;
    count += 1;
  }
  return (count * rate) / (last - first);
}

export const centsBetween = (hertz: number, expected: number): number => 1200 * Math.log2(hertz / expected);

/** Frames of the first and the last sample of at least this magnitude. */
export function soundingSpan(samples: Float32Array, least = 0.2): { readonly start: number; readonly end: number } {
  const isLoud = (sample: number): boolean => Math.abs(sample) >= least;
  return { start: samples.findIndex(isLoud), end: samples.findLastIndex(isLoud) };
}

/** Middle of the sound's energy within `[from, to)`, in frames. */
export function energyCentre(samples: Float32Array, from = 0, to = samples.length): number {
  let energy = 0;
  let moment = 0;
  for (let frame = from; frame < to; frame += 1) {
    const power = (samples[frame] ?? 0) ** 2;
    energy += power;
    moment += power * frame;
  }
  return moment / energy;
}
