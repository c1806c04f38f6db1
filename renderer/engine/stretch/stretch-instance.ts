/**
 * What the WebAssembly of Signalsmith Stretch gives; the names are those of its minified build (the exact version is pinned).
 */
export type StretchExports = {
  readonly memory: WebAssembly.Memory;
  /** Gives the address of `2 * channels` buffers of `length` floats: the inputs, then the outputs. */
  readonly setBuffers: (channels: number, length: number) => number;
  readonly inputLatency: () => number;
  readonly outputLatency: () => number;
  readonly reset: () => void;
  readonly configure: (channels: number, window: number, hop: number, isSplit: number) => void;
  /** `tonalityLimit`: 0 is none. */
  readonly setTransposeFactor: (factor: number, tonalityLimit: number) => void;
  readonly process: (inputFrames: number, outputFrames: number) => void;
};

/** Starts an instance of its own memory, in any scope. It always begins from the same seed. */
export function startStretch(module: WebAssembly.Module): StretchExports {
  const bytes = (): Uint8Array => new Uint8Array(memory.buffer);
  const imports = {
    randomGet: (at: number, length: number): number => {
      bytes().fill(0x5e, at, at + length);
      return 0;
    },
    resizeHeap: (size: number): number => {
      memory.grow(Math.ceil((size - memory.buffer.byteLength) / 65_536));
      return 1;
    },
    memcpy: (to: number, from: number, length: number): void => {
      bytes().copyWithin(to, from, from + length);
    },
    abort: (): never => {
      throw new Error('The stretch gave up.');
    },
  };
  const { randomGet: a, resizeHeap: b, memcpy: c, abort: d } = imports;
  const names = new WebAssembly.Instance(module, { a: { a, b, c, d } }).exports as unknown as MinifiedExports;
  const memory = names.e;
  names.f();
  names.y(0, 0);
  return {
    memory,
    setBuffers: names.h,
    inputLatency: names.k,
    outputLatency: names.l,
    reset: names.m,
    configure: names.p,
    setTransposeFactor: names.q,
    process: names.w,
  };
}

type MinifiedExports = {
  readonly e: StretchExports['memory'];
  readonly f: () => void;
  readonly h: StretchExports['setBuffers'];
  readonly k: StretchExports['inputLatency'];
  readonly l: StretchExports['outputLatency'];
  readonly m: StretchExports['reset'];
  readonly p: StretchExports['configure'];
  readonly q: StretchExports['setTransposeFactor'];
  readonly w: StretchExports['process'];
  readonly y: (argumentCount: number, values: number) => void;
};
