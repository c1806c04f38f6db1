/** More main data than a frame can have: what it borrows (511 bytes) and its own (ISO 11172-3 2.4.2.3, below 2048). */
const room = 4096;
/** So far beyond the end damaged codes may lead before anyone looks. */
const beyond = 4096;

const reversed = memory.data(beyond + room, 16);
/** Where the first eight bytes lie: all are stored back to front, so that one load gives bits in their order. */
const first: usize = reversed + beyond + room - 8;

/** The bit that is read next. */
let position = 0;

/** From now on reads these bytes. Sixteen more behind them are looked at. */
export function readFrom(bytes: usize, length: i32): void {
  const end = first + 8;
  for (let at = 0; at < length; at += 16) {
    const block = v128.load(bytes + at);
    const turned = v128.shuffle<u8>(block, block, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    v128.store(end - at - 16, turned);
  }
  position = 0;
}

/** Which bit is read next. */
export function bitPosition(): i32 {
  return position;
}

/** Sets which bit is read next. */
export function goTo(bit: i32): void {
  position = bit;
}

/** At least 57 bits from `bit` on, the first one on top. */
export function bitsAt(bit: i32): u64 {
  return load<u64>(first - (bit >> 3)) << (bit & 7);
}

/** The next 0 to 32 bits as a number. */
export function readBits(count: i32): i32 {
  if (count === 0) return 0;
  const value = i32(bitsAt(position) >> (64 - count));
  position += count;
  return value;
}

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

/** Reads the header at `bytes`; the caller has checked that it is one. */
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

/** `block_type` of short blocks; 0 is a long block, 1 and 3 lead to and from short ones. */
export const shortBlocks = 2;

/** Side information of one channel in one granule, in the words of ISO 11172-3 2.4.1.7. */
export class Granule {
  part23Length: i32 = 0;
  bigValues: i32 = 0;
  globalGain: i32 = 0;
  scalefacCompress: i32 = 0;
  blockType: i32 = 0;
  isMixed: bool = false;
  /** Code table of each region; a region is counted in bands, and the last one goes on to the end. */
  tables: StaticArray<i32> = new StaticArray<i32>(3);
  region0Count: i32 = 0;
  region1Count: i32 = 0;
  subblockGain: StaticArray<i32> = new StaticArray<i32>(3);
  hasPreemphasis: bool = false;
  scalefacScale: i32 = 0;
  count1Table: i32 = 0;
  /** Groups of scalefactors taken over from the granule before, a bit each, the first on top. */
  sharedScalefactors: i32 = 0;
}

/** Reads what comes next. False when it contradicts itself. */
export function readGranule(granule: Granule, header: FrameHeader): bool {
  granule.part23Length = readBits(12);
  granule.bigValues = readBits(9);
  granule.globalGain = readBits(8);
  granule.scalefacCompress = readBits(header.isVersion1 ? 4 : 9);
  granule.blockType = 0;
  granule.isMixed = false;
  const tables = granule.tables;
  if (readBits(1) !== 0) {
    granule.blockType = readBits(2);
    granule.isMixed = readBits(1) !== 0;
    tables[0] = readBits(5);
    tables[1] = readBits(5);
    tables[2] = 0;
    for (let window = 0; window < 3; window++) granule.subblockGain[window] = readBits(3);
    if (granule.blockType === 0) return false;
  } else {
    for (let region = 0; region < 3; region++) tables[region] = readBits(5);
    granule.region0Count = readBits(4);
    granule.region1Count = readBits(3);
  }
  if (header.isVersion1) granule.hasPreemphasis = readBits(1) !== 0;
  granule.scalefacScale = readBits(1);
  granule.count1Table = readBits(1);
  return granule.bigValues <= 288;
}
