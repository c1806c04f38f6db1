import { extname } from 'node:path';
import { partsOfName } from '#contract';

/** A path with the ending that the offered name has, when the user typed none, or only the last part of it (`.mp4` of `.stem.mp4`). */
export function completedPath(path: string, offeredName: string): string {
  const { ending } = partsOfName(offeredName);
  const typed = extname(path);
  if (path.toLowerCase().endsWith(ending) || (typed !== '' && !ending.endsWith(typed.toLowerCase()))) return path;
  return path.slice(0, path.length - typed.length) + ending;
}
