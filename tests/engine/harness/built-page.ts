import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'vite';
import { stampOf } from '../../../build/setup/built-app.js';

const project = resolve(import.meta.dirname, '../../..');
const sources = ['electron', 'renderer', 'build', 'tests/engine', 'package-lock.json'];
const dayMs = 86_400_000;

/**
 * Builds a page of the tests, once for the same sources, however many workers ask at a time.
 * @param configFile of Vite
 * @param name of its folder in `out`
 * @returns the folder with the built page
 */
export async function builtPage(configFile: string, name: string): Promise<string> {
  const stamp = stampOf(sources.map((source) => join(project, source))).slice(0, 16);
  const folder = join(project, 'out', name, stamp);
  if (existsSync(folder)) return folder;
  const half = `${folder}-half-${String(process.pid)}`;
  await build({ configFile, build: { outDir: half, emptyOutDir: true } });
  try {
    renameSync(half, folder);
  } catch (error) {
    // Another worker was quicker.
    if (!existsSync(folder)) throw error;
    rmSync(half, { recursive: true });
  }
  removeOld(dirname(folder));
  return folder;
}

/** Removes what was made from sources that have changed since. */
export function removeOld(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const page = join(folder, name);
    if (Date.now() - statSync(page).mtimeMs > dayMs) rmSync(page, { recursive: true });
  }
}
