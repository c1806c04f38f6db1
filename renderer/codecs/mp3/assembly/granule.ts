import { readBits } from './bits';
import { FrameHeader } from './frame';

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
