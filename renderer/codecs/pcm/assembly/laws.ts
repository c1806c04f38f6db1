/** A sample in the A-law of ITU-T G.711 (table 1a): 13 bits, of which the lowest stands for the middle of its step. */
export function aLawAt(at: usize): f32 {
  const code = (load<u8>(at) as i32) ^ 0x55;
  const segment = (code >> 4) & 7;
  const step = ((code & 15) << 4) + 8;
  const size = segment === 0 ? step : (step + 256) << (segment - 1);
  return ((code & 0x80) !== 0 ? (size as f32) : (-size as f32)) / 32_768;
}

/** A sample in the mu-law of ITU-T G.711 (table 2a): 14 bits, with the bias of 33 taken off. */
export function uLawAt(at: usize): f32 {
  const code = ~(load<u8>(at) as i32);
  const size = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
  return ((code & 0x80) !== 0 ? (-size as f32) : (size as f32)) / 32_768;
}
