/** What the header of a frame says (ISO 11172-3 2.4.2.3, ISO 13818-3 2.4.2.3, and MPEG 2.5, which is in no standard). */
export class FrameHeader {
  /** Of `bands.ts`. */
  rate: i32 = 0;
  isVersion1: bool = false;
  channels: i32 = 0;
  isMidSide: bool = false;
  isIntensity: bool = false;
  /** Bytes of header and checksum. */
  byteLength: i32 = 0;
}

/** Reads the header at `bytes`, which somebody else has found to be one. */
export function readHeader(bytes: usize, header: FrameHeader): void {
  const version = (load<u8>(bytes, 1) >> 3) & 3;
  const rate = (load<u8>(bytes, 2) >> 2) & 3;
  const mode = load<u8>(bytes, 3) >> 6;
  const extension = (load<u8>(bytes, 3) >> 4) & 3;
  const isJoint = mode === 1;
  // 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5.
  header.rate = version === 3 ? rate : version === 2 ? 3 + rate : 6 + rate;
  header.isVersion1 = version === 3;
  header.channels = mode === 3 ? 1 : 2;
  header.isMidSide = isJoint && (extension & 2) !== 0;
  header.isIntensity = isJoint && (extension & 1) !== 0;
  header.byteLength = (load<u8>(bytes, 1) & 1) !== 0 ? 4 : 6;
}
