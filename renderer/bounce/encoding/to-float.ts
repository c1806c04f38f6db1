/** Samples in single precision, held at full scale. Written to `out`; gives its filled part. */
export function toFloat(samples: Float64Array, out: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0;
    out[i] = sample > 1 ? 1 : sample < -1 ? -1 : sample;
  }
  return out.subarray(0, samples.length);
}
