import { fileURLToPath } from 'node:url';
import { mark, moduleOf } from './assembly.js';

// For Node's `register`: where a page's code is run without Vite, as Playwright does with what tests import.

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  if (!specifier.endsWith(mark) || context.parentURL === undefined) return next(specifier, context);
  return { url: new URL(specifier, context.parentURL).href, shortCircuit: true };
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith(mark)) return next(url, context);
  const source = await moduleOf(fileURLToPath(url.slice(0, -mark.length)));
  return { format: 'module', source, shortCircuit: true };
}
