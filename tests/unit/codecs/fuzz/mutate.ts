/** Numbers of a seed: whole, from 0 up to one less than `end`. */
export type Draw = (end: number) => number;

/** Mulberry32, whose numbers are the same everywhere. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (end) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  };
}

/** A file to spoil. In `[0, headEnd)` sizes and kinds stand; only there is changed what must not become noise (samples as they are). */
export type Specimen = { readonly file: Uint8Array; readonly headEnd: number; readonly isSoundSpoilt: boolean };

/** Numbers that break what reads them: nothing, everything, the greatest of each sign, and near the end of the file. */
const oddNumbers = (file: Uint8Array): readonly number[] => [
  ...[0, 1, 2, 3, 7, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff],
  ...[file.length, file.length - 1, file.length + 1, file.length * 2],
];

/** A file of this seed: one to four changes, most of them where sizes stand. */
export function mutant({ file, headEnd, isSoundSpoilt }: Specimen, seed: number): Uint8Array {
  const draw = drawFrom(seed);
  let bytes = Buffer.from(file);
  for (let left = 1 + draw(4); left > 0; left--) {
    const end = isSoundSpoilt && draw(2) === 0 ? bytes.length : Math.min(headEnd, bytes.length);
    if (end > 0) bytes = changed(bytes, draw(end), draw, isSoundSpoilt);
  }
  return bytes;
}

function changed(bytes: Buffer<ArrayBuffer>, at: number, draw: Draw, isSoundSpoilt: boolean): Buffer<ArrayBuffer> {
  const copy = Buffer.from(bytes);
  const numbers = oddNumbers(bytes);
  const number = (numbers[draw(numbers.length)] ?? 0) >>> 0;
  // What moves the rest would make other samples of the same bytes.
  switch (draw(isSoundSpoilt ? 9 : 5)) {
    case 0:
      copy[at] = (copy[at] ?? 0) ^ (1 << draw(8));
      return copy;
    case 1:
      copy[at] = draw(256);
      return copy;
    case 2:
      if (at + 4 <= copy.length) copy.writeUInt32LE(number, at);
      return copy;
    case 3:
      if (at + 4 <= copy.length) copy.writeUInt32BE(number, at);
      return copy;
    case 4:
      return copy.subarray(0, draw(copy.length + 1));
    case 5:
      return Buffer.concat([copy.subarray(0, at), Buffer.alloc(draw(300), draw(256)), copy.subarray(at)]);
    case 6:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + draw(600))]);
    case 7: {
      const block = copy.subarray(at, at + draw(2000));
      return Buffer.concat([copy.subarray(0, at), block, copy.subarray(at)]);
    }
    default:
      return copy.fill(draw(256), at, Math.min(copy.length, at + draw(200)));
  }
}
