// Codes of pairs of lines (ISO 11172-3 table 3-B.7), in ascending order: length of the code in base 36, x and y in base 16. No
// code is left out, so the lengths alone tell the codes.
export const codes1 = '311301210100';
export const codes2 = '622602512521520311301310100';
export const codes3 = '622602512521520310211201200';
export const codes5 = '833823732631713703730722612621602620311301310100';
export const codes6 = '733703623632630513531522502412421420301211310300';
export const codes7 =
  'a55a45a54a53935944925952815851905934850943933824842714741740804823832803713731730722612521602620' + '411301310100';
export const codes8 =
  'b55b54a45953a35a44925952905815851934943950933824842814741804840823832813831803830622602620412421' + '211301310200';
export const codes9 =
  '955945835853954905844825852815751734743850804724742733740614641623632513531603630522502412421420' + '311301310300';
export const codes10 =
  'b77b67b76b57b75b66a47a74a56a65a37a73a46b55b54a63927972a64a07970962a45a35906a53a44817871936926a25' +
  'a52915951a34a43816861860905950924942933904814841840823832803713731730722612621602620411301310100';
export const codes11 =
  'a77a67a76a75a66a47a74b57b55a56a65937973946a45a54a35a53827872964907771817870836863860944925952905' +
  '815762826806716761851834850943933824842814841804840723732613631703730622521412502520311301310200';
export const codes12 =
  'a77a67976957975966947974965856837973955827872846864817871907970836863845854844906905726762761816' +
  '860835853825852715751734743850804724742714633641623632740703630513531522412421502520400311301310';
export const codes13 =
  'jfejfcifdhedgffgefgdfgeegcfgdegbfgfbgcegdchafhe9fecfddgfagcdfbefebf9fff9feafbdfdbf8fff8fccgaeg9e' +
  'f8eg7fg7eef7edafadfbcfcbff6e6fee8e5fe9ded9ef5ee7eacebbe4fef4fcafe6ef3d3fe8ded8d2fdf2e6ee9cd0fec9' +
  'e5edabe7ded7d4eec8ed6d3edb9e9beaac1fcf1cf0dbade5de4d8cd6dde3ce2d2ed0ec1ece1de0d5ddd5d7cdc7d4dd8b' +
  'db8dd4d9ada9d6ccc6c3ddd3d7bc2dcd2c1dcb7d5cdc5d99d7acc3da7d97c4bbd1c0dcd0c8aca8c4ccc4c6bcb6b3cb2c' +
  'bc2b5bcb5c89b1cbc1c98c0cbc0cb4c6aca6c79b3bbb3c88c5ab2bca5c69ba4c78c87b94c77c76ab2a1bab1b0bbb0b96' +
  'b4ab3aba3b59b95a2aaa2a1aaa1b0ab68aa0b86b49a93b39b58b85b67a29a92b57b75a38a83b66b47b74b56b65b73919' +
  '991a09a90a48a84a72b46b64928982918a37a27917971a55a07a70a36a63a45a54a26a62a35881908980916961906960' +
  'a53a44925952905815851934943950924942933814741804840823832713731703730722612621602620411401310100';
export const codes15 =
  'dffdefdfeddfceedfddcfdfcddededdbfcfbdcedeccddcafcfacbecebccdcdcc9fcf9ceacbdcdbc8fcf8cccc9ece9c7f' +
  'cf7cadcdacbcc6fdaed0fbcbbf6c8ece8c5fc9dbf5b7ebe7bacbcabbbcd9c8db4fbf4b3fbf3bd8be6b2fbf2c6ecf0b1f' +
  'bf1b9cbc9b5ebabbbabe5b7dbd7b4ebe4b8cbc8b3eb6dbd6be3b9bbb9b2ebaabe2b1ebe1c0ece0b5dbd5b7cbc7b4db8b' +
  'ad4bb8b9aba9b6cbc6b3dad3ad2b2db0da1da7bab7ad1b5cbd0ac5a8aaa8a4cac4a6bab6b99b0ca3cac3a7aaa7aa6bc0' +
  'b0b9c2a2ca5bab5a1ca89a98ac1a4bab4a6aa3ba799b3a97a88a2ba5a9b2aa5a1b9b1ab0a69a96a4aaa4a78a87a3a9a3' +
  '95999592a9a291a9a1a0aaa0968986949994939993a77a09958985929967976992891919990948984957975938983966' +
  '947828882818881974908980956965937973946827872864817855871907970836863845854826862816906960835761' +
  '853844725752715751805850734743724742733641714704623632740703613631630522512521502520311401410300';
export const codes16 =
  'befbfebdfbfdbcfbfcbbfbfbaafbfab9fbf9bf8a8fa7faf7a6faf68ffa5faf594f9f49f39f0a3fgcehechddfdefe9gea' +
  'gd9eeefedfebebeecdfdcfdbeaeeccfadfdaf7efacecafc9f7de5edbd8f292f90f81f8f1d9eebcecbe8eee8e9dee7ebb' +
  'e8ded8e6ede6d9ceabebaee5ed7d4eee4e8cdc8d3ed6ded6e9beb9eaade1dd4eb8ea9d7beb7ed0ce3d0ede0d5ddd5d7c' +
  'dc7d4dd8bd9ad6cdc6d3dd5cdc5c0dd8ada8d99d4cdb6d7ac3cd5bd89c1ccc0d98d79be2c2ec1ecd3c2dcd2cd1c3bd97' +
  'd88b1dcc4c6bcc3ca7b2ccc2cb5cc1c0cc4bcb4c6aca6bb3c5aca5b2bbb2b1bbb1c0bcb0c69c96c4aca4c78c87ba3c3a' +
  'c59b2ac95c68ba1c86c77b94c49c57b67aa2a1ab0aba0b39b93b58b85a29a92b76b09a19a91b90b48b84b75b38b83b66' +
  'b28a82b47b74a18a81a80b08b56a37a73b65b46a27a72b64b55a07917971a70a36a63a45a54a26962916961a06a60953' +
  'a35a44925952851915905934943950924942933814841904940823832713731803830722612621602620411401310100';
export const codes24 =
  '8ef8fe8df8fd8cf8fc8bf8fb7fa8af89f7f97f888f87f7f776f7f675f7f574f7f473f7f372f7f27f181f8f090fbeebde' +
  'bedbcebecbddbbebebbcdbdcbaebeabbdbdbbccb9ebe9badbdabbcbcbb8ebe8b9dbd9b7ebe7bac4ffbcabbbb8dbd8c0e' +
  'ce0b0dae6b6eb9cac9a5eabaae5babb7dad7ae4a8cac8b4eb2ea3ea6dad6ae3a9bab9aaaae2a1eae1a5dad5a7cac7a4d' +
  'a8bab8ad4a9aaa9a6cac6a3dad3a2dad2a1da7bab7ad1a5cac5a8aaa8a99a4cac4a6bab6bd0b0ca3cac3a7aaa7a2cac2' +
  'a5bab5a1ca89a98ac1a4bbc0b0ba3bbb0b0aa1a9b4a6aaa6a79a97ba0b09a909b3988a2ba5a9b2aa5a1bab1a699969a4' +
  'a4aa7898793a9a395999592a9a29a1968986977949994939993958985929967976992919991948984957975938983966' +
  '928982918947974981a08a80956965917a07a70873937927872846864855871836863845854826862816861906960835' +
  '853844825852815905950751834843724742733714741804840723732613631703730622512521602620411401410400';
/** Of four lines of at most 1 (table A): length, and the four. */
export const codesOfFours = '6b6f6d6e67655956535a5c4241444810';

/** Bits that are looked up at first. Most codes are no longer. */
export const rootBits = 9;
/** So long the longest code is. */
const longestCode = 19;

// An entry is a pair (from the lowest bits on: y, x, all its bits, and how many of these are signs), or leads on to a table of longer codes: with this
// mark, by how many bits that is looked up, and where it begins, in entries from the first.
export const leadsOn: u32 = 0x8000;
export const bitsShift = 11;
export const startMask: u32 = 0x7ff;
export const signsShift = 13;

/** The bits of a pair: its code and its signs, 21 at most. */
export function bitsOf(entry: u32): u32 {
  return (entry >> 8) & 31;
}

const tableBytes = 2 << 11;
const distinct = 15;
const tables = memory.data(distinct * tableBytes, 16);
let made = 0;

/** Where the table of each number lies (ISO 11172-3 table 3-B.7); 0 when it stands for lines of zero. */
const places = new StaticArray<usize>(32);
/** Bits by which lines of 15 and more go on, linbits. */
const extraBits = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 6, 8, 10, 13, 4, 5, 6, 7, 8, 9, 11, 13,
]);

/** Codes of four lines: length in the upper half of a byte, the lines in the lower. */
export const fours = memory.data(64, 16);

places[1] = build(codes1);
places[2] = build(codes2);
places[3] = build(codes3);
places[5] = build(codes5);
places[6] = build(codes6);
places[7] = build(codes7);
places[8] = build(codes8);
places[9] = build(codes9);
places[10] = build(codes10);
places[11] = build(codes11);
places[12] = build(codes12);
places[13] = build(codes13);
places[15] = build(codes15);
places[16] = build(codes16);
places[24] = build(codes24);
for (let table = 17; table < 24; table++) places[table] = places[16];
for (let table = 25; table < 32; table++) places[table] = places[24];
buildFours();

/** Returns the address of the decoding table of Huffman table `select`, 0 to 31 (ISO 11172-3, table B.7). */
export function tableOf(select: i32): usize {
  return places[select];
}

/** Returns how many bits follow a value of 15 in table `select`, 0 to 13 (linbits of ISO 11172-3, table B.7). */
export function extraBitsOf(select: i32): i32 {
  return i32(load<u8>(extraBits + select));
}

function build(codes: string): usize {
  const table = tables + made++ * tableBytes;
  let next = 1 << rootBits;
  /** The code, at the top of as many bits as the longest has. */
  let code = 0;
  for (let at = 0; at < codes.length;) {
    const length = digit(codes, at);
    const root = code >> (longestCode - rootBits);
    if (length <= rootBits) {
      fill(table + 2 * root, 1 << (rootBits - length), leaf(codes, at));
      code += 1 << (longestCode - length);
      at += 3;
      continue;
    }
    // All codes that begin with these bits.
    const end = (root + 1) << (longestCode - rootBits);
    const more = longestBelow(codes, at, code, end) - rootBits;
    store<u16>(table + 2 * root, u16(leadsOn | (u32(more) << bitsShift) | u32(next)));
    for (; code < end; at += 3) {
      const length = digit(codes, at);
      const rest = rootBits + more - length;
      const place = next + ((code >> (longestCode - rootBits - more)) & ((1 << more) - 1));
      fill(table + 2 * place, 1 << rest, leaf(codes, at));
      code += 1 << (longestCode - length);
    }
    next += 1 << more;
  }
  return table;
}

/** The longest of the codes from `code` up to `end`. */
function longestBelow(codes: string, at: i32, code: i32, end: i32): i32 {
  let longest = 0;
  for (; code < end; at += 3) {
    const length = digit(codes, at);
    longest = max(longest, length);
    code += 1 << (longestCode - length);
  }
  return longest;
}

function leaf(codes: string, at: i32): u16 {
  const x = digit(codes, at + 1);
  const y = digit(codes, at + 2);
  const signs = i32(x !== 0) + i32(y !== 0);
  return u16((signs << signsShift) | ((digit(codes, at) + signs) << 8) | (x << 4) | y);
}

function fill(from: usize, count: i32, entry: u16): void {
  for (let at = 0; at < count; at++) store<u16>(from + 2 * at, entry);
}

function buildFours(): void {
  let place = 0;
  for (let at = 0; at < codesOfFours.length; at += 2) {
    const length = digit(codesOfFours, at);
    for (const end = place + (1 << (6 - length)); place < end; place++) {
      store<u8>(fours + place, u8((length << 4) | digit(codesOfFours, at + 1)));
    }
  }
}

function digit(text: string, at: i32): i32 {
  const character = text.charCodeAt(at);
  return character < 58 ? character - 48 : character - 87;
}
