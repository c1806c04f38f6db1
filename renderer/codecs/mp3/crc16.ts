const table = Uint16Array.from({ length: 256 }, (_, index) => {
  let rest = index;
  for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ ((rest & 1) === 0 ? 0 : 0xa001);
  return rest;
});

/** The checksum of LAME's tag: x^16 + x^15 + x^2 + 1, least significant bit first. `before`: of the bytes before these. */
export function crc16(bytes: Uint8Array, before = 0): number {
  let rest = before;
  for (const byte of bytes) rest = (rest >>> 8) ^ (table[(rest ^ byte) & 0xff] ?? 0);
  return rest;
}
