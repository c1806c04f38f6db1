import { constants, promises as disk } from 'node:fs';
import { type Sha256, stemOrigin } from '#contract';
import { sha256Schema } from '#contract/schemas';
import { diskPath, nodeFs, type OpenFile } from '../disk/fs.ts';
import { type AppFiles, type ByteRange, contentRange, parseRange } from './answer.ts';
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
export type LoaderAnswer =
  { readonly path: string; readonly headers: Record<string, string> } | { readonly error: number };

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

/** The loader serves the range but does not set this header. */
function partHeaders(headers: StemRequest['headers'], byteLength: number): Readonly<Record<string, string>> {
  const [, asked = null] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'range') ?? [];
  const range = parseRange(asked, byteLength);
  return typeof range === 'string' ? {} : rangeHeaders(range, byteLength);
}

const rangeHeaders = (range: ByteRange, byteLength: number): Readonly<Record<string, string>> => ({
  'Access-Control-Expose-Headers': 'Content-Range',
  'Content-Range': contentRange(range, byteLength),
});

/**
 * Answers a request to `stem://` as the file loader does, through JavaScript: for an Electron that has no file protocols. Throws only
 * what the disk throws.
 */
export async function streamStem(findSound: AppFiles['findSound'], request: Request): Promise<Response> {
  const sha256 = routeStem(request.url, request.method);
  const sound = sha256 === null ? null : await findSound(sha256);
  if (sound === null) return Response.error();
  const { path, byteLength } = sound;
  const range = parseRange(request.headers.get('range'), byteLength);
  if (range === 'unsatisfiable') return Response.error();
  const file = await nodeFs.openFile(path, 'read');
  if ((await file.byteLength()) < byteLength) {
    await file.close();
    return Response.error();
  }
  const isWhole = range === 'whole';
  return new Response(streamOf(file, isWhole ? { start: 0, end: byteLength } : range), {
    // The loader adds the first by itself.
    headers: {
      ...{ 'Access-Control-Allow-Origin': '*', ...commonHeaders },
      ...(isWhole ? {} : rangeHeaders(range, byteLength)),
    },
  });
}

const pieceBytes = 512 * 1024;

/** Reads the bytes of the range as they are taken, and closes the file at their end, or when no more are wanted. */
function streamOf(file: OpenFile, { start, end }: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = start;
  return new ReadableStream({
    async pull(controller) {
      const bytes = new Uint8Array(Math.min(pieceBytes, end - at));
      const count = await file.read(bytes, at).catch((error: unknown) => {
        void file.close();
        throw error;
      });
      at += count;
      if (count > 0) controller.enqueue(bytes.subarray(0, count));
      if (count < bytes.byteLength) controller.error(new Error('The stem is shorter than it was.'));
      else if (at === end) controller.close();
      else return;
      await file.close();
    },
    cancel: () => file.close(),
  });
}
