import { extname } from 'node:path';
import { partsOfName } from '#contract';

/**
 * A path that ends as the offered name does, whatever the user typed: behind `Vol. 2` and `Mix.mp3` the ending of the format is put,
 * and the last part of one (`.mp4` of `.stem.mp4`) is made whole.
 */
export function completedPath(path: string, offeredName: string): string {
  const { ending } = partsOfName(offeredName);
  return withEnding(path, ending);
}

/** A path with this ending (its dot included), which is put behind any other that it may have. */
export function withEnding(path: string, ending: string): string {
  const lower = path.toLowerCase();
  const hasName = (length: number): boolean => !/(^|[\\/])$/.test(path.slice(0, path.length - length));
  if (lower.endsWith(ending.toLowerCase()) && hasName(ending.length)) return path;
  const last = extname(ending);
  const isPart = last !== ending && last !== '' && lower.endsWith(last.toLowerCase()) && hasName(last.length);
  return (isPart ? path.slice(0, path.length - last.length) : path) + ending;
}
