/** Samples in single precision, held at full scale; what is no number is silence, since encoders give up on it. Written to `out`; gives its filled part. */
export function toFloat(samples: Float64Array, out: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0;
    out[i] = sample > 1 ? 1 : sample >= -1 ? sample : sample < -1 ? -1 : 0;
  }
  return out.subarray(0, samples.length);
}
