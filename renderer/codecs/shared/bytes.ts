/** Bytes as characters; shorter at the end of the bytes. */
export function readAscii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** Big-endian; bytes beyond the end count as 0. */
export function readUint32(bytes: Uint8Array, at: number): number {
  return readUint24(bytes, at) * 256 + (bytes[at + 3] ?? 0);
}

/** Big-endian; bytes beyond the end count as 0. */
export function readUint24(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

const utf8 = new TextEncoder();

/** Puts numbers and texts one after the other into bytes that grow; numbers in the order that a format wants. */
export class ByteWriter {
  readonly #isLittleEndian: boolean;
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  constructor(order: 'little endian' | 'big endian') {
    this.#isLittleEndian = order === 'little endian';
  }

  get length(): number {
    return this.#length;
  }

  /** A copy of all of it. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  u8(value: number): this {
    const at = this.#take(1);
    this.#view.setUint8(at, value);
    return this;
  }

  u16(value: number): this {
    const at = this.#take(2);
    this.#view.setUint16(at, value, this.#isLittleEndian);
    return this;
  }

  u32(value: number): this {
    const at = this.#take(4);
    this.#view.setUint32(at, value, this.#isLittleEndian);
    return this;
  }

  /** Whole, 0 to 2^53 - 1. */
  u64(value: number): this {
    const at = this.#take(8);
    this.#view.setBigUint64(at, BigInt(value), this.#isLittleEndian);
    return this;
  }

  /** In UTF-8, without an end. */
  text(text: string): this {
    return this.put(utf8.encode(text));
  }

  put(bytes: Uint8Array): this {
    const at = this.#take(bytes.length);
    this.#bytes.set(bytes, at);
    return this;
  }

  zeros(count: number): this {
    this.#take(count);
    return this;
  }

  /** Returns the place of the next `count` bytes; they may lie in new memory. */
  #take(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#length);
      longer.set(this.#bytes);
      this.#bytes = longer;
      this.#view = new DataView(longer.buffer);
    }
    return at;
  }
}
