/** What a stream of AAC of low complexity says to its decoder. */
export type AacShape = {
  /** The place of the rate in the list of ISO 14496-3 table 1.18, 0 to 11. */
  readonly rate: number;
  readonly channels: 1 | 2;
  /** Whether each packet has a header of its own. */
  readonly isAdts: boolean;
  /** Whether packets may say unannounced that they go on above the spectrum (ISO 14496-3 1.6.6.2), and the rate is twice this one. */
  readonly mayReplicate: boolean;
};

/** In Hz. */
export const aacRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000,
] as const;

const lowComplexity = 2;
const bandReplication = 5;
/** What announces an extension in 11 bits (ISO 14496-3 table 1.15). */
const extensionMark = 0x2b7;

/** Reads the description of AAC in MP4, Matroska or CAF (`AudioSpecificConfig`, ISO 14496-3 table 1.15). Null when it is of another kind. */
export function parseAacConfig(config: Uint8Array): AacShape | null {
  const bits = (at: number, count: number): number => {
    let value = 0;
    for (let bit = at; bit < at + count; bit++) value = value * 2 + (((config[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    return value;
  };
  const rate = bits(5, 4);
  const channels = bits(9, 4);
  // In frames of 1024 samples, independent of another coder, not extended.
  if (config.length < 2 || bits(0, 5) !== lowComplexity || bits(13, 3) !== 0) return null;
  for (let at = 16; at + 16 <= 8 * config.length; at++) {
    if (bits(at, 11) !== extensionMark) continue;
    const isAbsent = bits(at + 11, 5) === bandReplication && at + 17 <= 8 * config.length && bits(at + 16, 1) === 0;
    return isAbsent ? shapeOf(rate, channels, false, false) : null;
  }
  return shapeOf(rate, channels, false, true);
}

/** Reads how many bytes the packet has that begins here with a header of ADTS (ISO 14496-3 table 1.A.6). Null when it is none, or has several frames. */
export function readAdtsLength(bytes: Uint8Array, at: number): number | null {
  const byte = (index: number): number => bytes[at + index] ?? 0;
  const length = ((byte(3) & 3) << 11) | (byte(4) << 3) | (byte(5) >> 5);
  const isHeader = byte(0) === 0xff && (byte(1) & 0xf6) === 0xf0 && (byte(6) & 3) === 0;
  return isHeader && length > 7 ? length : null;
}

/** Reads the header of a packet in ADTS (ISO 14496-3 table 1.A.6 and following). Null when it is none, or of another kind. */
export function parseAdtsHeader(packet: Uint8Array): (AacShape & { readonly headBytes: number }) | null {
  const [, version = 0, kind = 0, layout = 0] = packet;
  if (readAdtsLength(packet, 0) !== packet.length || kind >> 6 !== lowComplexity - 1) return null;
  const shape = shapeOf((kind >> 2) & 15, ((kind & 1) << 2) | (layout >> 6), true, true);
  return shape && { ...shape, headBytes: (version & 1) === 1 ? 7 : 9 };
}

function shapeOf(rate: number, channels: number, isAdts: boolean, mayReplicate: boolean): AacShape | null {
  if (rate >= aacRates.length || (channels !== 1 && channels !== 2)) return null;
  return { rate, channels, isAdts, mayReplicate };
}
