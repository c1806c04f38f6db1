/** @typedef {{ size: number, png: Buffer }} Picture a square PNG, `size` pixels wide */

/**
 * A Windows icon with PNG pictures, as Windows reads them since Vista.
 * @param {readonly Picture[]} pictures at most 256 pixels wide
 * @returns {Buffer}
 */
export function icoOf(pictures) {
  const [headBytes, entryBytes] = [6, 16];
  const head = Buffer.alloc(headBytes + entryBytes * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let place = head.length;
  pictures.forEach(({ size, png }, index) => {
    const at = headBytes + entryBytes * index;
    // One byte for each side; 256 is written as 0.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(place, at + 12);
    place += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** What macOS calls a PNG of so many pixels; some sizes serve as one size and as the half of it on a sharp display. */
const icnsTypes = new Map([
  [16, ['icp4']],
  [32, ['icp5', 'ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);

/**
 * A macOS icon with PNG pictures.
 * @param {readonly Picture[]} pictures sizes that macOS does not know are left out
 * @returns {Buffer}
 */
export function icnsOf(pictures) {
  const parts = pictures.flatMap(({ size, png }) => (icnsTypes.get(size) ?? []).map((type) => block(type, png)));
  return block('icns', Buffer.concat(parts));
}

/**
 * @param {string} type four letters
 * @param {Buffer} content
 */
function block(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
