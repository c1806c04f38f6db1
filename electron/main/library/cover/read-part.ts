import { mostCoverBytes } from '#contract';

/** Reads part of a file; fewer bytes when it ends before. */
export type ReadPart = (start: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;

/** What tags may hold, the picture among it. */
export const mostTagBytes = mostCoverBytes + 1024 * 1024;
