/** Quanta kept: a good second, so that a page that stalls for less still misses no peak. */
export const meterBlocks = 512;
/** Peak left, peak right, sum of squares left, sum of squares right. */
export const meterFields = 4;
export const meterBlockFrames = 128;

export type MeterMemory = { readonly channelCount: number; readonly bytes: SharedArrayBuffer };

export const createMeterMemory = (channelCount: number): MeterMemory => ({
  channelCount,
  bytes: new SharedArrayBuffer(4 + meterBlocks * channelCount * meterFields * 4),
});

/** The ring of measured quanta, numbered as the context's clock counts them; a quantum's channels lie together. */
export type MeterRing = {
  readonly channelCount: number;
  /** One word: the number of the next quantum to be measured. */
  readonly head: Int32Array;
  readonly values: Float32Array;
};

export const attachMeters = ({ channelCount, bytes }: MeterMemory): MeterRing => ({
  channelCount,
  head: new Int32Array(bytes, 0, 1),
  values: new Float32Array(bytes, 4),
});

export const meterIndex = (ring: MeterRing, block: number, channel: number): number =>
  ((block % meterBlocks) * ring.channelCount + channel) * meterFields;
