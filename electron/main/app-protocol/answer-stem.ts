import { commonHeaders } from './headers.ts';
import type { AppFiles } from './answer.ts';
import { lendFile } from './lent-file.ts';
import { contentRange, parseRange } from './range.ts';
import { routeStem } from './route-stem.ts';

/** What Chromium's file loader is told: a file and headers, or the number of one of its network errors. */
export type LoaderAnswer =
  { readonly path: string; readonly headers: Readonly<Record<string, string>> } | { readonly error: number };

export type StemRequest = {
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

/** The loader keeps to the range, but does not say so. */
function partHeaders(headers: StemRequest['headers'], byteLength: number): Readonly<Record<string, string>> {
  const [, asked = null] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'range') ?? [];
  const range = parseRange(asked, byteLength);
  if (typeof range === 'string') return {};
  return {
    'Access-Control-Expose-Headers': 'Content-Range',
    'Content-Range': contentRange(range, byteLength),
  };
}
