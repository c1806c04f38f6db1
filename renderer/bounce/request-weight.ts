/** How many times its size a request weighs: V8 looks about every 64 MiB. */
const factor = 4;
/** So many are held on to: a buffer that goes at once is taken away in passing, without a look at the rest. */
const held = 8;

/**
 * The browser keeps the bytes of a request, those sent and those answered, until it is collected. V8, which decides when, knows
 * nothing of them: those of a long export pile up beside the page, 100 MB and more. This shows V8 as much, and more, in buffers
 * that nothing is ever written to: they take addresses, no memory.
 */
export class RequestWeight {
  readonly #buffers: ArrayBuffer[] = [];

  /** A request for or with `byteLength` bytes is about to be made. */
  add(byteLength: number): void {
    this.#buffers.push(new ArrayBuffer(factor * byteLength));
    if (this.#buffers.length > held) this.#buffers.shift();
  }
}
