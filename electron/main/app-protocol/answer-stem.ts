import { constants, promises as disk } from 'node:fs';
import { type Sha256, stemOrigin } from '#contract';
import { sha256Schema } from '#contract/schemas';
import { diskPath } from '../disk/fs.ts';
import { type AppFiles, contentRange, parseRange } from './answer.ts';
import { commonHeaders } from './headers.ts';

/** How long the descriptor stays open. Chromium opens the path within milliseconds; a busy disk may take longer. */
const lentMs = 30_000;

/**
 * A path by which Chromium's file loader finds the file that is at `path` now; null when that is no file, or shorter. The loader
 * follows links. Where a descriptor has a path (Linux), it gets that of one of ours, which is no link, and stays the same file
 * whatever happens to the name.
 */
async function lendFile(path: string, byteLength: number): Promise<string | null> {
  if (process.platform !== 'linux') {
    const seen = await disk.lstat(diskPath(path));
    return seen.isFile() && seen.size >= byteLength ? path : null;
  }
  const file = await disk.open(diskPath(path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const seen = await file.stat();
  if (!seen.isFile() || seen.size < byteLength) {
    await file.close();
    return null;
  }
  setTimeout(() => void file.close(), lentMs).unref();
  return `/proc/self/fd/${String(file.fd)}`;
}

/** Returns the hash a `stem://` URL names; null for any other URL. */
export function routeStem(url: string, method: string): Sha256 | null {
  const prefix = `${stemOrigin}/`;
  if (method !== 'GET' || !url.startsWith(prefix)) return null;
  const sha256 = sha256Schema.safeParse(url.slice(prefix.length));
  return sha256.success ? sha256.data : null;
}

/** The answer for Chromium's file loader: a file and headers, or one of its network error codes. */
type LoaderAnswer =
  { readonly path: string; readonly headers: Readonly<Record<string, string>> } | { readonly error: number };

type StemRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
};

const fileNotFound = -6;

/** Answers a request to `stem://`. Throws only what the disk throws. */
export async function answerStem(findSound: AppFiles['findSound'], request: StemRequest): Promise<LoaderAnswer> {
  const sha256 = routeStem(request.url, request.method);
  const sound = sha256 === null ? null : await findSound(sha256);
  if (sound === null) return { error: fileNotFound };
  const path = await lendFile(sound.path, sound.byteLength);
  if (path === null) return { error: fileNotFound };
  return { path, headers: { ...commonHeaders, ...partHeaders(request.headers, sound.byteLength) } };
}

/** The loader serves the range but does not set this header. */
function partHeaders(headers: StemRequest['headers'], byteLength: number): Readonly<Record<string, string>> {
  const [, asked = null] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'range') ?? [];
  const range = parseRange(asked, byteLength);
  if (typeof range === 'string') return {};
  return {
    'Access-Control-Expose-Headers': 'Content-Range',
    'Content-Range': contentRange(range, byteLength),
  };
}
