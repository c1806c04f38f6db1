const sections = { imports: 2, exports: 7 };
/** What an import or an export can be (WebAssembly core specification, section 5.5). */
const functionKind = 0;

/**
 * @typedef {object} Names
 * @property {ReadonlyMap<string, string>} imports the name that each import has, to the one it gets
 * @property {ReadonlyMap<string, string>} exports the name that each export has, to the one it gets; an export without is left out
 */

/**
 * Gives the imports and exports of a WebAssembly module other names. All imports come from `env` then. Code and data stay as they
 * are.
 *
 * @param {Uint8Array} wasm
 * @param {Names} names
 * @returns {Uint8Array}
 * @throws when an import is no function or has no name in `names`
 */
export function renameWasm(wasm, names) {
  const headBytes = 8;
  const reader = new Reader(wasm, headBytes);
  const parts = [...wasm.subarray(0, headBytes)];
  while (reader.at < wasm.length) {
    const id = reader.byte();
    const content = reader.bytes(reader.number());
    const renamed =
      id === sections.imports
        ? namedImports(new Reader(content, 0), names.imports)
        : id === sections.exports
          ? namedExports(new Reader(content, 0), names.exports)
          : content;
    parts.push(id, ...numberBytes(renamed.length));
    for (const byte of renamed) parts.push(byte);
  }
  return Uint8Array.from(parts);
}

/**
 * @param {Reader} reader
 * @param {ReadonlyMap<string, string>} names
 */
function namedImports(reader, names) {
  const count = reader.number();
  const entries = numberBytes(count);
  for (let index = 0; index < count; index++) {
    reader.name();
    const name = names.get(reader.name());
    if (reader.byte() !== functionKind || name === undefined) throw new Error('An import is no function with a name.');
    entries.push(...nameBytes('env'), ...nameBytes(name), functionKind, ...numberBytes(reader.number()));
  }
  return entries;
}

/**
 * @param {Reader} reader
 * @param {ReadonlyMap<string, string>} names
 */
function namedExports(reader, names) {
  const count = reader.number();
  const entries = [];
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const name = names.get(reader.name());
    const [kind, target] = [reader.byte(), reader.number()];
    if (name === undefined) continue;
    entries.push(...nameBytes(name), kind, ...numberBytes(target));
    kept += 1;
  }
  return [...numberBytes(kept), ...entries];
}

class Reader {
  #bytes;
  at;

  /**
   * @param {Uint8Array} bytes
   * @param {number} at
   */
  constructor(bytes, at) {
    this.#bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.#bytes[this.at++] ?? 0;
  }

  /** Unsigned, in LEB128. */
  number() {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  }

  /** @param {number} length */
  bytes(length) {
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  name() {
    return new TextDecoder().decode(this.bytes(this.number()));
  }
}

/** @param {number} value unsigned; in LEB128 */
function numberBytes(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** @param {string} name */
function nameBytes(name) {
  const bytes = new TextEncoder().encode(name);
  return [...numberBytes(bytes.length), ...bytes];
}
