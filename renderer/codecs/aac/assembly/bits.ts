/** The longest packet, of 13 bits of length in ADTS (ISO 14496-3 table 1.A.7): more than 6144 bits for each channel. */
export const mostPacketBytes = 8191;
/** Behind a packet: more than a decoder reads of it before it asks whether that was inside, 512 pairs of the longest escapes. */
const slack = 4096;

/** The packet, four bytes turned around at a time, so that the first bit of each word is its highest. */
const words = memory.data(mostPacketBytes + 1 + slack, 16);

/** The bit that is read next, counted from the first byte of the packet. */
let position = 0;
/** Where its bits end. */
let end = 0;

/** Reads from now on the `length` bytes at `place`, at most `mostPacketBytes`. Behind them 16 bytes must be readable. */
export function readFrom(place: usize, length: i32): void {
  for (let at: usize = 0; at < (length as usize); at += 16) {
    const bytes = v128.load(place + at);
    v128.store(words + at, v128.shuffle<u8>(bytes, bytes, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
  }
  end = length * 8;
  position = 0;
}

/** Whether nothing was read that lies behind the end. */
export function isInside(): bool {
  return position <= end;
}

/** The bit that is read next, for a loop that keeps it to itself until `goTo`. */
export function bitPosition(): i32 {
  return position;
}

/** Sets the bit that is read next. */
export function goTo(bit: i32): void {
  position = bit;
}

/** At least 33 bits from `bit` on, the first one highest. `bit` is at most `slack` bytes behind the end. */
export function bitsAt(bit: i32): u64 {
  return rotl(load<u64>(words + ((bit >> 3) & ~3)), 32) << (bit & 31);
}

/** The next 1 to 32 bits as a number without a sign; 0 when they are not all there. */
export function readBits(count: i32): u32 {
  const bit = position;
  position += count;
  if (position > end) {
    position = end + 1;
    return 0;
  }
  return u32(bitsAt(bit) >>> (64 - count));
}

/** Goes past as many bits. */
export function skipBits(count: i32): void {
  position = min(position + count, end + 1);
}

/** Goes to the next bit that begins a byte. */
export function alignToByte(): void {
  position = (position + 7) & ~7;
}

/** Whether nothing but bits of 0 is left, from the next byte on. */
export function isOver(): bool {
  for (let bit = (position + 7) & ~7; bit < end; bit += 8) if (bitsAt(bit) >>> 56 !== 0) return false;
  return position <= end;
}

/** A number that packets with other contents do not share, but by chance: of the words that are all in the packet. */
export function hashOfPacket(): u32 {
  let hash: u32 = 0x811c_9dc5;
  for (let at: usize = 0; at < (((end >> 5) << 2) as usize); at += 4)
    hash = (hash ^ load<u32>(words + at)) * 0x0100_0193;
  return hash;
}
