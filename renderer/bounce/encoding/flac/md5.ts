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
    mix(this.#state, words);
  }
}

const rotated = (value: number, count: number): number => (value << count) | (value >>> (32 - count));

/** One loop a round: a loop for all four would ask 64 times a block which of them it is in, and take five times as long. */
function mix(state: Int32Array, words: Int32Array): void {
  // Taken apart by an iterator they would cost as much as the rounds.
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let next = 0;
  for (let i = 0; i < 16; i++) {
    next = (a + ((b & c) | (~b & d)) + (sines[i] ?? 0) + (words[i] ?? 0)) | 0;
    next = (b + rotated(next, shifts[i] ?? 0)) | 0;
    a = d;
    d = c;
    c = b;
    b = next;
  }
  for (let i = 16; i < 32; i++) {
    next = (a + ((d & b) | (~d & c)) + (sines[i] ?? 0) + (words[(5 * i + 1) & 15] ?? 0)) | 0;
    next = (b + rotated(next, shifts[i] ?? 0)) | 0;
    a = d;
    d = c;
    c = b;
    b = next;
  }
  for (let i = 32; i < 48; i++) {
    next = (a + (b ^ c ^ d) + (sines[i] ?? 0) + (words[(3 * i + 5) & 15] ?? 0)) | 0;
    next = (b + rotated(next, shifts[i] ?? 0)) | 0;
    a = d;
    d = c;
    c = b;
    b = next;
  }
  for (let i = 48; i < 64; i++) {
    next = (a + (c ^ (b | ~d)) + (sines[i] ?? 0) + (words[(7 * i) & 15] ?? 0)) | 0;
    next = (b + rotated(next, shifts[i] ?? 0)) | 0;
    a = d;
    d = c;
    c = b;
    b = next;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
}
