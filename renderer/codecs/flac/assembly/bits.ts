/** The next bit to read, counted from the first byte of the frame. */
let position = 0;
/** Where the frame begins, and its bits end. */
let first: usize = 0;
let end = 0;

/** Reads from now on from the `length` bytes at `place`, from bit `bit` on. Behind them 16 bytes must be readable. */
export function readFrom(place: usize, length: i32, bit: i32): void {
  first = place;
  end = length * 8;
  position = bit;
}

/** Whether nothing was read that lies behind the end. */
export function isInside(): bool {
  return position <= end;
}

/** At least 57 bits from `position` on, the first one on top; behind the end all are 0. */
function bitsAhead(): u64 {
  return position < end ? bswap<u64>(load<u64>(first + (position >> 3))) << (position & 7) : 0;
}

/** The next 1 to 32 bits as a number without a sign. */
export function readBits(count: i32): u32 {
  const value = u32(bitsAhead() >> (64 - count));
  position += count;
  return value;
}

/** The next `count` bits, 1 to 32, as a number with a sign. */
export function readSigned(count: i32): i32 {
  const value = i32((bitsAhead() as i64) >> (64 - count));
  position += count;
  return value;
}

/** Goes behind the next 1, and gives how many zeros stood before it. Behind the end there is no 1. */
export function readZeros(): i32 {
  let zeros = 0;
  while (position < end) {
    const ahead = bitsAhead();
    const here = i32(clz(ahead));
    if (here < 57) {
      position += here + 1;
      return zeros + here;
    }
    position += 57;
    zeros += 57;
  }
  position = end + 1;
  return zeros;
}

/** A number of Rice's code with this parameter, 0 to 31, with a sign (RFC 9639 section 9.2.7.3). */
export function readRice(parameter: i32): i32 {
  const ahead = bitsAhead();
  const zeros = i32(clz(ahead));
  const length = zeros + 1 + parameter;
  let folded: u32 = 0;
  if (length <= 57) {
    folded = ((zeros as u32) << parameter) | u32(((ahead << (zeros + 1)) >> 1) >> (63 - parameter));
    position += length;
  } else {
    folded = (readZeros() as u32) << parameter;
    if (parameter > 0) folded |= readBits(parameter);
  }
  return i32(folded >> 1) ^ -i32(folded & 1);
}
