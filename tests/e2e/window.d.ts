import type { Bridge } from '#contract';

declare global {
  // What preload gives the page.
  var stemroom: Bridge;
}
