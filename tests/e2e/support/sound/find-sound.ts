import FFT from 'fft.js';
import type { Stereo } from './audio-files.ts';

type Samples = Float32Array | Float64Array;

/**
 * Where in `heard` the first frame of `pattern` is, by the peak of their correlation between the frames `first` and `last`;
 * -1 where there is nothing of it. Through the Fourier transform: compared frame by frame, a recording of some seconds takes one.
 */
export function findSound(heard: Samples, pattern: Samples, first = 0, last = heard.length): number {
  const start = Math.max(0, first);
  const searched = heard.subarray(start, Math.max(start, last));
  if (searched.length < pattern.length) return -1;
  const fft = new FFT(2 ** Math.ceil(Math.log2(Math.max(searched.length, 2))));
  const spectrum = spectrumOf(fft, searched);
  const other = spectrumOf(fft, pattern);
  // Times the conjugate of the pattern's.
  for (let at = 0; at < spectrum.length; at += 2) {
    const [re, im, otherRe, otherIm] = [spectrum[at] ?? 0, spectrum[at + 1] ?? 0, other[at] ?? 0, other[at + 1] ?? 0];
    spectrum[at] = re * otherRe + im * otherIm;
    spectrum[at + 1] = im * otherRe - re * otherIm;
  }
  fft.inverseTransform(other, spectrum);
  let best = 0;
  let bestAt = -1;
  for (let at = 0; at + pattern.length <= searched.length; at += 1) {
    const sum = other[2 * at] ?? 0;
    // What is left of rounding is no match.
    if (sum > Math.max(best, 1e-9)) [best, bestAt] = [sum, start + at];
  }
  return bestAt;
}

function spectrumOf(fft: FFT, samples: Samples): Float64Array {
  const input = new Float64Array(fft.size);
  input.set(samples);
  const spectrum = new Float64Array(2 * fft.size);
  fft.realTransform(spectrum, input);
  fft.completeSpectrum(spectrum);
  return spectrum;
}

/** Signal to residual, in dB, of `length` frames heard at `at` that ought to be `expected` from `from` on. */
export function matchDb(heard: Stereo, at: number, expected: Stereo, from: number, length: number): number {
  let signal = 0;
  let residual = 0;
  for (const side of ['left', 'right'] as const) {
    for (let frame = 0; frame < length; frame += 1) {
      const wanted = expected[side][from + frame] ?? 0;
      signal += wanted ** 2;
      residual += ((heard[side][at + frame] ?? 0) - wanted) ** 2;
    }
  }
  return 10 * Math.log10(signal / residual);
}

/**
 * How well a recording holds the music that begins at frame `from` of `song`, in dB: the best of sixteen pieces of a tenth of
 * a second, since a busy machine leaves gaps in what silent speakers are given. The right place gives more than 30 dB, and
 * another place of a song hardly 1 dB. Speakers at another rate resample, and then every frame lies between two of ours: by
 * half a frame at most, which still gives 18 dB.
 */
export function musicMatchDb(heard: Stereo, song: Stereo, from: number, rate: number): number {
  const piece = rate / 10;
  let best = -Infinity;
  // A piece that matches so well is enough.
  for (let index = 0; index < 16 && best < 30; index += 1) {
    const start = from + index * piece;
    const at = findSound(heard.left, song.left.subarray(start, start + 1024));
    if (at >= 0) best = Math.max(best, matchDb(heard, at, song, start, piece));
  }
  return best;
}
