const mebibyte = 1024 * 1024;

/** How long we wait and how much we take. One object, so that tests can be quick and small. */
export type NetLimits = {
  readonly headersMs: number;
  readonly bodyIdleMs: number;
  /** For a whole JSON answer. */
  readonly jsonTotalMs: number;
  /** A download slower than this over that time has stalled. */
  readonly slowestBytesPerSecond: number;
  readonly slowWindowMs: number;
  readonly maxJsonBytes: number;
  readonly maxStemBytes: number;
  readonly maxSongBytes: number;
  readonly maxRedirects: number;
  readonly attempts: number;
};

export const netLimits: NetLimits = {
  headersMs: 15_000,
  bodyIdleMs: 30_000,
  jsonTotalMs: 30_000,
  slowestBytesPerSecond: 1024,
  slowWindowMs: 60_000,
  maxJsonBytes: mebibyte,
  maxStemBytes: 256 * mebibyte,
  maxSongBytes: 2048 * mebibyte,
  maxRedirects: 3,
  attempts: 5,
};
