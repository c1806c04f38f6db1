import type Axe from 'axe-core';
import type { Bridge } from '#contract';

declare global {
  // What preload gives the page.
  var stemroom: Bridge;
  /** Where a test has had axe examine the page. */
  var axe: typeof Axe;
}
