import { createMD5, type IHasher } from 'hash-wasm';

/** One for all files of this thread: WebAssembly takes 10 GB of addresses each time, of which a process has 1 TB. */
let shared: IHasher | null = null;

/** MD5 (RFC 1321) of bytes that come in pieces: FLAC wants it of the sound, and Web Crypto does not have it. */
export class Md5 {
  readonly #hasher: IHasher;
  #state: Uint8Array;

  private constructor(hasher: IHasher) {
    this.#hasher = hasher;
    this.#state = hasher.init().save();
  }

  /** Rejects when it cannot be started here. */
  static async start(): Promise<Md5> {
    shared ??= await createMD5();
    return new Md5(shared);
  }

  update(bytes: Uint8Array): void {
    this.#state = this.#hasher.load(this.#state).update(bytes).save();
  }

  /** Returns 16 bytes. */
  digest(): Uint8Array {
    return this.#hasher.load(this.#state).digest('binary');
  }
}
