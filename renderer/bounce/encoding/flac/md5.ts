const blockBytes = 64;

/** Per-round shift amounts and sine constants (RFC 1321 section 3.4). */
const shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
].flatMap((round) => [...round, ...round, ...round, ...round]);
const sines = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

/** MD5 (RFC 1321) of bytes that come in pieces: FLAC wants it of the sound, and Web Crypto has it not. */
export class Md5 {
  readonly #state = Int32Array.of(0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476);
  readonly #words = new Int32Array(16);
  readonly #rest = new Uint8Array(blockBytes);
  #length = 0;

  update(bytes: Uint8Array): void {
    let at = 0;
    const held = this.#length % blockBytes;
    this.#length += bytes.length;
    if (held > 0) {
      at = Math.min(bytes.length, blockBytes - held);
      this.#rest.set(bytes.subarray(0, at), held);
      if (held + at < blockBytes) return;
      this.#take(this.#rest, 0);
    }
    for (; at + blockBytes <= bytes.length; at += blockBytes) this.#take(bytes, at);
    this.#rest.set(bytes.subarray(at));
  }

  /** 16 bytes. Nothing can be added any more. */
  digest(): Uint8Array<ArrayBuffer> {
    const lengthBits = BigInt(this.#length) * 8n;
    const end = new Uint8Array(blockBytes - ((this.#length + 8) % blockBytes) + 8);
    end[0] = 0x80;
    new DataView(end.buffer).setBigUint64(end.length - 8, lengthBits, true);
    this.update(end);
    const digest = new Uint8Array(16);
    for (const [index, word] of this.#state.entries()) new DataView(digest.buffer).setInt32(4 * index, word, true);
    return digest;
  }

  #take(bytes: Uint8Array, at: number): void {
    const words = this.#words;
    for (let i = 0; i < 16; i++, at += 4) {
      words[i] =
        (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    }
    const state = this.#state;
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (let i = 0; i < 64; i++) {
      let mixed: number;
      let word: number;
      if (i < 16) {
        mixed = (b & c) | (~b & d);
        word = i;
      } else if (i < 32) {
        mixed = (d & b) | (~d & c);
        word = (5 * i + 1) & 15;
      } else if (i < 48) {
        mixed = b ^ c ^ d;
        word = (3 * i + 5) & 15;
      } else {
        mixed = c ^ (b | ~d);
        word = (7 * i) & 15;
      }
      const sum = (a + mixed + (sines[i] ?? 0) + (words[word] ?? 0)) | 0;
      const shift = shifts[i] ?? 0;
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
    }
    state[0] = (state[0] ?? 0) + a;
    state[1] = (state[1] ?? 0) + b;
    state[2] = (state[2] ?? 0) + c;
    state[3] = (state[3] ?? 0) + d;
  }
}
