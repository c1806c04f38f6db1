/** Of x^16 + x^15 + x^2 + 1 without its highest term, most significant bit first. */
const polynomial = 0x8005;

/** For each value of a byte, the checksum of that byte and of 0 to 7 zeros behind it. */
const tables = memory.data(8 * 256 * 2, 16);
fillTables();

function fillTables(): void {
  for (let value = 0; value < 256; value++) {
    let rest = value << 8;
    for (let bit = 0; bit < 64; bit++) {
      rest = ((rest << 1) ^ ((rest >> 15) & 1 ? polynomial : 0)) & 0xffff;
      if ((bit & 7) === 7) store<u16>(tables + (bit >> 3) * 512 + 2 * value, rest as u16);
    }
  }
}

function shareOf(byte: u32, behind: usize): u32 {
  return load<u16>(tables + 512 * behind + 2 * (byte as usize));
}

/** The checksum of a frame's bytes `[at, end)` (RFC 9639 section 9.3), eight of them at a time. */
export function checksumOf(at: usize, end: usize): u32 {
  let rest: u32 = 0;
  for (; at + 8 <= end; at += 8) {
    const four = bswap<u32>(load<u32>(at)) ^ (rest << 16);
    const others = bswap<u32>(load<u32>(at, 4));
    rest =
      shareOf(four >> 24, 7) ^ shareOf((four >> 16) & 255, 6) ^ shareOf((four >> 8) & 255, 5) ^ shareOf(four & 255, 4);
    rest ^=
      shareOf(others >> 24, 3) ^
      shareOf((others >> 16) & 255, 2) ^
      shareOf((others >> 8) & 255, 1) ^
      shareOf(others & 255, 0);
  }
  for (; at < end; at++) rest = ((rest << 8) & 0xffff) ^ shareOf((rest >> 8) ^ load<u8>(at), 0);
  return rest;
}
