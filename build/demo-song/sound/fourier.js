/**
 * Fast Fourier transform, in place, radix two (Cooley and Tukey). Forward when `sign` is -1; the
 * way back (+1) is not divided by the length.
 * @param {Float64Array} real
 * @param {Float64Array} imaginary same length, a power of two
 * @param {1 | -1} sign
 */
export function transform(real, imaginary, sign) {
  const length = real.length;
  reorder(real, imaginary);
  for (let size = 2; size <= length; size *= 2) {
    const half = size / 2;
    for (let offset = 0; offset < half; offset += 1) {
      const angle = (sign * 2 * Math.PI * offset) / size;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      for (let even = offset; even < length; even += size) {
        const odd = even + half;
        const r = real[odd] ?? 0;
        const i = imaginary[odd] ?? 0;
        const turnedReal = r * cos - i * sin;
        const turnedImaginary = r * sin + i * cos;
        const evenReal = real[even] ?? 0;
        const evenImaginary = imaginary[even] ?? 0;
        real[odd] = evenReal - turnedReal;
        imaginary[odd] = evenImaginary - turnedImaginary;
        real[even] = evenReal + turnedReal;
        imaginary[even] = evenImaginary + turnedImaginary;
      }
    }
  }
}

/**
 * @param {Float64Array} real
 * @param {Float64Array} imaginary
 */
function reorder(real, imaginary) {
  const length = real.length;
  let mirrored = 0;
  for (let index = 1; index < length; index += 1) {
    let bit = length >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored ^= bit;
    if (index >= mirrored) continue;
    const r = real[index] ?? 0;
    const i = imaginary[index] ?? 0;
    real[index] = real[mirrored] ?? 0;
    imaginary[index] = imaginary[mirrored] ?? 0;
    real[mirrored] = r;
    imaginary[mirrored] = i;
  }
}

/**
 * Convolves a channel with an impulse response by overlap-add; the result has the channel's length.
 * @param {Float32Array} channel
 * @param {Float32Array} response
 */
export function convolve(channel, response) {
  const size = 2 ** Math.ceil(Math.log2(response.length * 2));
  const hop = size - response.length + 1;
  const kernelReal = new Float64Array(size);
  const kernelImaginary = new Float64Array(size);
  kernelReal.set(response);
  transform(kernelReal, kernelImaginary, -1);
  const result = new Float32Array(channel.length);
  for (let start = 0; start < channel.length; start += hop) {
    const block = channel.subarray(start, start + hop);
    if (block.every((sample) => sample === 0)) continue;
    const real = new Float64Array(size);
    const imaginary = new Float64Array(size);
    real.set(block);
    transform(real, imaginary, -1);
    for (let bin = 0; bin < size; bin += 1) {
      const r = real[bin] ?? 0;
      const i = imaginary[bin] ?? 0;
      const kr = kernelReal[bin] ?? 0;
      const ki = kernelImaginary[bin] ?? 0;
      real[bin] = r * kr - i * ki;
      imaginary[bin] = r * ki + i * kr;
    }
    transform(real, imaginary, 1);
    const end = Math.min(channel.length, start + size);
    for (let index = start; index < end; index += 1) {
      result[index] = (result[index] ?? 0) + (real[index - start] ?? 0) / size;
    }
  }
  return result;
}
