import {
  blockFrames,
  blocksPerPage,
  bytesPerPage,
  pageFrames,
  pageSamples,
  peakOf,
  type PageFormat,
} from './page-format.ts';

/** The pool's shared memory: goes by message to the workers and the worklet, which attach to it. */
export type PoolMemory = {
  readonly format: PageFormat;
  readonly slotCount: number;
  readonly samples: SharedArrayBuffer;
  readonly scales: SharedArrayBuffer;
};

/** Zero pages are not touched, so the system lends the memory only as pages are written. */
export function createPoolMemory(byteLength: number, format: PageFormat): PoolMemory {
  const slotCount = Math.max(1, Math.floor(byteLength / bytesPerPage(format)));
  return {
    format,
    slotCount,
    samples: new SharedArrayBuffer(slotCount * bytesPerPage(format)),
    scales: new SharedArrayBuffer(slotCount * blocksPerPage * 4),
  };
}

/** Slots of PCM in shared memory. Who owns a slot writes it; everyone may read it through the page table. */
export type PagePool = {
  readonly samples: Int16Array | Float32Array;
  /** Factors from stored numbers to samples, `blocksPerPage` a slot. */
  readonly scales: Float32Array;
};

export function attachPool(memory: PoolMemory): PagePool {
  return {
    samples: memory.format === 'int16' ? new Int16Array(memory.samples) : new Float32Array(memory.samples),
    scales: new Float32Array(memory.scales),
  };
}

/** Writes one page (`pageFrames` a channel) into a slot; false, and nothing written, when it is silent. */
export function writePage(pool: PagePool, slot: number, left: Float32Array, right: Float32Array): boolean {
  const peak = Math.max(peakOf(left), peakOf(right));
  if (peak === 0) return false;
  const at = slot * pageSamples;
  if (pool.samples instanceof Float32Array) {
    pool.samples.set(left, at);
    pool.samples.set(right, at + pageFrames);
    pool.scales.fill(1, slot * blocksPerPage, (slot + 1) * blocksPerPage);
    return true;
  }
  for (let block = 0; block < blocksPerPage; block += 1) {
    const from = block * blockFrames;
    const blockLeft = left.subarray(from, from + blockFrames);
    const blockRight = right.subarray(from, from + blockFrames);
    const blockPeak = Math.max(peakOf(blockLeft), peakOf(blockRight));
    const factor = blockPeak === 0 ? 0 : 32767 / blockPeak;
    pool.scales[slot * blocksPerPage + block] = blockPeak / 32767;
    quantise(blockLeft, pool.samples, at + from, factor);
    quantise(blockRight, pool.samples, at + pageFrames + from, factor);
  }
  return true;
}

function quantise(from: Float32Array, to: Int16Array, at: number, factor: number): void {
  for (let frame = 0; frame < blockFrames; frame += 1) {
    // Half is added before the floor because Math.round is several times slower here.
    to[at + frame] = Math.floor((from[frame] ?? 0) * factor + 0.5);
  }
}
