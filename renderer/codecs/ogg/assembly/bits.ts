/** The bit that is read next, counted from the first byte of the packet. */
let position = 0;
/** Where the packet begins, and its bits end. */
let first: usize = 0;
let end = 0;

/** Reads from now on the `length` bytes at `place`. Behind them 16 bytes must be readable. */
export function readFrom(place: usize, length: i32): void {
  first = place;
  end = length * 8;
  position = 0;
}

/** Whether nothing was read that lies behind the end. */
export function isInside(): bool {
  return position <= end;
}

/** How many bits are left. */
export function bitsLeft(): i32 {
  return end - position;
}

/** The bit that is read next, for a loop that keeps it to itself until `goTo`. */
export function bitPosition(): i32 {
  return position;
}

/** The bit at which the packet ends. */
export function bitsEnd(): i32 {
  return end;
}

/** Sets the bit that is read next. */
export function goTo(bit: i32): void {
  position = bit;
}

/** At least 57 bits from `bit` on, the first one lowest (Vorbis I, section 2.1.4). `bit` is at most the end. */
export function bitsAt(bit: i32): u64 {
  return load<u64>(first + (bit >> 3)) >> (bit & 7);
}

/** The next 0 to 32 bits as a number without a sign; 0 when they are not all there. */
export function readBits(count: i32): u32 {
  const bit = position;
  position += count;
  if (position > end) {
    position = end + 1;
    return 0;
  }
  return u32(bitsAt(bit) & (((1 as u64) << count) - 1));
}

/** The bits that a number takes: 0 for 0, 1 for 1, 2 for 3, 3 for 4 (Vorbis I, section 9.2.1). */
export function bitsOf(value: u32): i32 {
  return 32 - i32(clz(value));
}
