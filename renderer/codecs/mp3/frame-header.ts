/** What the four bytes at the start of an MPEG audio Layer III frame say (ISO 11172-3 2.4.1.3, ISO 13818-3 2.4.1.3). */
export type FrameHeader = {
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  readonly bitrateKbps: number;
  /** Whole frame, header and padding included. */
  readonly byteLength: number;
  readonly samples: 576 | 1152;
  /** Where the side information starts, after header and checksum. */
  readonly sideStart: 4 | 6;
  readonly sideBytes: 9 | 17 | 32;
};

export const headerBytes = 4;

const version1Kbps = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const;
const version2Kbps = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const;
const version1Rates = [44_100, 48_000, 32_000] as const;

/** Null when there is no Layer III frame at `at`, or one in free format, whose length a header does not tell. */
export function parseFrameHeader(bytes: Uint8Array, at: number): FrameHeader | null {
  const [sync = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + headerBytes);
  if (sync !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const version = (second >> 3) & 3;
  const isLayer3 = ((second >> 1) & 3) === 1;
  if (version === 1 || !isLayer3) return null;
  const isVersion1 = version === 3;
  const bitrateKbps = (isVersion1 ? version1Kbps : version2Kbps)[third >> 4] ?? 0;
  const fullRate = version1Rates[(third >> 2) & 3];
  if (bitrateKbps === 0 || fullRate === undefined) return null;
  // Version 2 has half the rates, version 2.5 (not in the standard) a quarter.
  const sampleRate = isVersion1 ? fullRate : fullRate / (version === 2 ? 2 : 4);
  const isMono = fourth >> 6 === 3;
  const samples = isVersion1 ? 1152 : 576;
  return {
    sampleRate,
    channels: isMono ? 1 : 2,
    bitrateKbps,
    byteLength: Math.floor((samples * 125 * bitrateKbps) / sampleRate) + ((third >> 1) & 1),
    samples,
    sideStart: (second & 1) === 0 ? 6 : 4,
    sideBytes: isVersion1 ? (isMono ? 17 : 32) : isMono ? 9 : 17,
  };
}

/** Whether two headers can follow each other in one stream. */
export function isSameStream(one: FrameHeader, other: FrameHeader): boolean {
  return one.sampleRate === other.sampleRate && one.channels === other.channels && one.samples === other.samples;
}
