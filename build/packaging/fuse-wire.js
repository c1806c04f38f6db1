import { open, readFile } from 'node:fs/promises';

/** What Electron puts in front of its fuses so that they can be found (its docs/tutorial/fuses.md). */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const wireVersion = 1;

/**
 * @typedef {object} FuseWire
 * @property {number} offset where the first state lies in the file, in bytes
 * @property {string[]} states '0' off, '1' on, 'r' removed in this Electron
 */

/**
 * Reads every fuse wire of a binary. A universal macOS binary has two.
 * @param {string} binary
 * @returns {Promise<FuseWire[]>}
 * @throws when there is none, or one of a version that is not known
 */
export async function readFuseWires(binary) {
  const bytes = await readFile(binary);
  /** @type {FuseWire[]} */
  const wires = [];
  for (let at = bytes.indexOf(sentinel); at !== -1; at = bytes.indexOf(sentinel, at + 1)) {
    const start = at + sentinel.length;
    const [version, length] = [bytes[start], bytes[start + 1]];
    if (version !== wireVersion || length === undefined) {
      throw new Error(`The fuses in ${binary} are of version ${version}; version ${wireVersion} is known.`);
    }
    const offset = start + 2;
    wires.push({ offset, states: [...bytes.toString('latin1', offset, offset + length)] });
  }
  if (wires.length === 0) throw new Error(`There are no fuses in ${binary}: is it an Electron?`);
  return wires;
}

/**
 * Writes every wire anew.
 * @param {string} binary
 * @param {(states: readonly string[]) => readonly string[]} rewrite gives as many states as it was given
 */
export async function writeFuseWires(binary, rewrite) {
  const wires = await readFuseWires(binary);
  const file = await open(binary, 'r+');
  try {
    for (const { offset, states } of wires) await file.write(rewrite(states).join(''), offset, 'latin1');
  } finally {
    await file.close();
  }
}
