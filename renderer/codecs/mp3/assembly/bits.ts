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
