import type { Bridge } from '#contract';

declare global {
  // What preload gives the page.
  var stemroom: Bridge;
  /** When words were lit, in milliseconds of the wall clock, where a test watches. */
  var litAtMs: number[];
}
