import type { WavEncoding } from './wav-format.ts';

/** One channel out of interleaved bytes, as numbers of -1 to 1 (integers are divided by their full scale). */
export function unpackChannel(
  bytes: Uint8Array,
  encoding: WavEncoding,
  firstByte: number,
  bytesPerFrame: number,
  into: Float32Array,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (encoding) {
    case 'u8':
      for (let i = 0, at = firstByte; i < into.length; i++, at += bytesPerFrame)
        into[i] = (view.getUint8(at) - 128) / 128;
      return;
    case 's16':
      for (let i = 0, at = firstByte; i < into.length; i++, at += bytesPerFrame)
        into[i] = view.getInt16(at, true) / 32_768;
      return;
    case 's24':
      for (let i = 0, at = firstByte; i < into.length; i++, at += bytesPerFrame) {
        into[i] = ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608;
      }
      return;
    case 's32':
      for (let i = 0, at = firstByte; i < into.length; i++, at += bytesPerFrame) {
        into[i] = view.getInt32(at, true) / 2_147_483_648;
      }
      return;
    case 'f32':
      for (let i = 0, at = firstByte; i < into.length; i++, at += bytesPerFrame) into[i] = view.getFloat32(at, true);
      return;
    case 'f64':
      for (let i = 0, at = firstByte; i < into.length; i++, at += bytesPerFrame) into[i] = view.getFloat64(at, true);
  }
}
