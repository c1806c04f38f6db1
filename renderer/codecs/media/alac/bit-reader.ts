/** Bits of a packet from the most significant on; behind its end there are zeros. */
export class BitReader {
  readonly #bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isBeyondEnd(): boolean {
    return this.position > this.#bytes.length * 8;
  }

  /** The next 32 bits, which stay. */
  peek(): number {
    const at = this.position >>> 3;
    const bytes = this.#bytes;
    const whole =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const offset = this.position & 7;
    return offset === 0 ? whole >>> 0 : ((whole << offset) | ((bytes[at + 4] ?? 0) >>> (8 - offset))) >>> 0;
  }

  /** 0 to 32 bits as a number without a sign. */
  read(count: number): number {
    if (count === 0) return 0;
    const value = this.peek() >>> (32 - count);
    this.position += count;
    return value;
  }

  /** 1 to 32 bits as a number with a sign. */
  readSigned(count: number): number {
    const value = (this.peek() | 0) >> (32 - count);
    this.position += count;
    return value;
  }
}
