type Table = Uint8Array | Uint16Array | Uint32Array;

/** Returns the table of a CRC whose bytes go in most significant bit first; `polynomial` is without its highest term. */
function fillForward<T extends Table>(table: T, bits: 8 | 16 | 32, polynomial: number): T {
  for (let index = 0; index < 256; index++) {
    let rest = index << (bits - 8);
    for (let bit = 0; bit < 8; bit++) rest = (rest << 1) ^ (((rest >>> (bits - 1)) & 1) === 0 ? 0 : polynomial);
    // A typed array keeps the lowest bits.
    table[index] = rest;
  }
  return table;
}

const flacHeaderTable = fillForward(new Uint8Array(256), 8, 0x07);
const flacFrameTable = fillForward(new Uint16Array(256), 16, 0x8005);
const oggTable = fillForward(new Uint32Array(256), 32, 0x04c1_1db7);
const lameTable = Uint16Array.from({ length: 256 }, (_, index) => {
  let rest = index;
  for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ ((rest & 1) === 0 ? 0 : 0xa001);
  return rest;
});

/** Returns the 8-bit checksum of bytes `[from, end)` that closes a FLAC frame header (RFC 9639 section 9.1.8). */
export function crc8OfFlac(bytes: Uint8Array, from: number, end: number): number {
  let rest = 0;
  for (let at = from; at < end; at++) rest = flacHeaderTable[rest ^ (bytes[at] ?? 0)] ?? 0;
  return rest;
}

/** Returns the 16-bit checksum of bytes `[0, end)` that closes a FLAC frame (RFC 9639 section 9.3). */
export function crc16OfFlac(bytes: Uint8Array, end: number): number {
  let rest = 0;
  for (let at = 0; at < end; at++) {
    rest = ((rest << 8) ^ (flacFrameTable[(rest >> 8) ^ (bytes[at] ?? 0)] ?? 0)) & 0xffff;
  }
  return rest;
}

/** Returns the 16-bit checksum of LAME's tag: x^16 + x^15 + x^2 + 1, least significant bit first. `before`: of the bytes before these. */
export function crc16OfLame(bytes: Uint8Array, before = 0): number {
  let rest = before;
  for (const byte of bytes) rest = (rest >>> 8) ^ (lameTable[(rest ^ byte) & 0xff] ?? 0);
  return rest;
}

/** Returns the 32-bit checksum of a whole Ogg page (RFC 3533 section 6, field 7); its own four bytes at `checksumAt` count as zeros. */
export function crc32OfOgg(page: Uint8Array, checksumAt: number): number {
  let rest = 0;
  for (let at = 0; at < page.length; at++) {
    const byte = at >= checksumAt && at < checksumAt + 4 ? 0 : (page[at] ?? 0);
    rest = ((rest << 8) ^ (oggTable[((rest >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
  }
  return rest;
}
