/** The memory of a WebAssembly instance: its views go stale when it grows, so they are asked for here. */
export class WasmMemory {
  readonly #memory: WebAssembly.Memory;
  #bytes: Uint8Array<ArrayBuffer>;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }

  get view(): DataView {
    return new DataView(this.#memory.buffer);
  }

  /** As an instance asks for it. Gives 0 when there is no more to be had. */
  growTo(length: number): number {
    try {
      this.#memory.grow(Math.ceil((length - this.#memory.buffer.byteLength) / 65_536));
      return 1;
    } catch {
      return 0;
    }
  }
}
