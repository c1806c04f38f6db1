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

/** How many bytes are read, the last one in part or not at all. */
export function bytesRead(): i32 {
  return (position + 7) >> 3;
}

/** The number of bits that eight bytes hold from any bit of the first byte on. */
const surelyAhead = 57;

/** At least `surelyAhead` bits from `position` on, the first one on top; behind the end all are 0. */
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
    if (here < surelyAhead) {
      position += here + 1;
      return zeros + here;
    }
    position += surelyAhead;
    zeros += surelyAhead;
  }
  position = end + 1;
  return zeros;
}

/** Up to these parameters of Rice's code four codes, or two, are nearly always among the bits that are surely ahead. */
const mostOfFour = 10;
const mostOfTwo = 24;

/** Fills the integers from `at` to `last` with numbers of Rice's code (RFC 9639 section 9.2.7.3) with this parameter, 0 to 30. */
export function readCodes(at: usize, last: usize, parameter: i32): void {
  if (parameter <= mostOfFour) at = readByFours(at, last, parameter);
  else if (parameter <= mostOfTwo) at = readByTwos(at, last, parameter);
  for (; at < last; at += 4) store<i32>(at, readCode(parameter));
}

// The quotient of a code is as great as the zeros that lead it are many; its 1 stays on top of the rest. Codes that follow each other in
// one register take a third of the time of codes that are each loaded anew. What is shifted in behind the bits that are there is 0,
// so that codes which do not end among these are longer than all of them.

/** Returns where less than four are missing. */
function readByFours(at: usize, last: usize, parameter: i32): usize {
  const above = parameter + 1;
  const below = (63 - parameter) as u64;
  let bit = position;
  for (; at + 16 <= last && bit < end; at += 16) {
    let ahead = bswap<u64>(load<u64>(first + (bit >> 3))) << (bit & 7);
    const zeros0 = clz(ahead);
    ahead <<= zeros0;
    const rest0 = u32(ahead >> below);
    ahead <<= above;
    const zeros1 = clz(ahead);
    ahead <<= zeros1;
    const rest1 = u32(ahead >> below);
    ahead <<= above;
    const zeros2 = clz(ahead);
    ahead <<= zeros2;
    const rest2 = u32(ahead >> below);
    ahead <<= above;
    const zeros3 = clz(ahead);
    const rest3 = u32((ahead << zeros3) >> below);
    const length = i32(zeros0 + zeros1 + zeros2 + zeros3) + 4 * above;
    if (length > surelyAhead) {
      position = bit;
      for (let code: usize = 0; code < 16; code += 4) store<i32>(at + code, readCode(parameter));
      bit = position;
      continue;
    }
    bit += length;
    store<i32>(at, unfolded(zeros0, rest0, parameter));
    store<i32>(at, unfolded(zeros1, rest1, parameter), 4);
    store<i32>(at, unfolded(zeros2, rest2, parameter), 8);
    store<i32>(at, unfolded(zeros3, rest3, parameter), 12);
  }
  position = bit;
  return at;
}

/** Returns where less than two are missing. */
function readByTwos(at: usize, last: usize, parameter: i32): usize {
  const above = parameter + 1;
  const below = (63 - parameter) as u64;
  let bit = position;
  for (; at + 8 <= last && bit < end; at += 8) {
    let ahead = bswap<u64>(load<u64>(first + (bit >> 3))) << (bit & 7);
    const zeros0 = clz(ahead);
    ahead <<= zeros0;
    const rest0 = u32(ahead >> below);
    ahead <<= above;
    const zeros1 = clz(ahead);
    const rest1 = u32((ahead << zeros1) >> below);
    const length = i32(zeros0 + zeros1) + 2 * above;
    if (length > surelyAhead) {
      position = bit;
      store<i32>(at, readCode(parameter));
      store<i32>(at, readCode(parameter), 4);
      bit = position;
      continue;
    }
    bit += length;
    store<i32>(at, unfolded(zeros0, rest0, parameter));
    store<i32>(at, unfolded(zeros1, rest1, parameter), 4);
  }
  position = bit;
  return at;
}

/** One code, however long it is. */
function readCode(parameter: i32): i32 {
  const zeros = readZeros() as u64;
  const rest: u32 = parameter === 0 ? 0 : readBits(parameter);
  return unfolded(zeros, (1 << parameter) | rest, parameter);
}

/** Of a quotient and of the rest, with a 1 on top: what is below zero is odd, from -1 on. */
function unfolded(zeros: u64, rest: u32, parameter: i32): i32 {
  const folded = (((zeros as u32) - 1) << parameter) + rest;
  return i32(folded >> 1) ^ -i32(folded & 1);
}
