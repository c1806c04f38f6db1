import { readFile } from 'node:fs/promises';
import {
  type AudioContainer,
  audioMimeTypes,
  type CoverArt,
  type ExportTicket,
  type Result,
  type SessionId,
  type Sha256,
  type StemPart,
  mostPartBytes,
  mostParts,
} from '#contract';
import { exportTicketSchema, sessionIdSchema, sha256Schema } from '#contract/schemas';
import { nodeFs } from '../disk/fs.ts';
import { commonHeaders, headersOf } from './headers.ts';
import type { PageFiles } from './page-files.ts';

/** What a request to `app://` asks for. `refused` carries the HTTP status. */
export type Route =
  | { readonly to: 'page'; readonly path: string }
  | { readonly to: 'stem'; readonly sha256: Sha256 }
  | { readonly to: 'parts'; readonly parts: readonly StemPart[] }
  | { readonly to: 'cover'; readonly id: SessionId }
  | { readonly to: 'readOverview'; readonly sha256: Sha256 }
  | { readonly to: 'writeOverview'; readonly sha256: Sha256 }
  | { readonly to: 'export'; readonly ticket: ExportTicket; readonly offsetBytes: number }
  | { readonly to: 'refused'; readonly status: 400 | 404 | 405 };

const longestUrl = 4096;
const namedPath = /^\/__(stem|cover|overview|export)\/([0-9a-z]{1,64})$/;

const partsPath = '/__parts';
const writtenPart = /^([0-9a-f]{64})=(\d{1,15})\+(\d{1,7})$/;

const refused = (status: 400 | 404 | 405): Route => ({ to: 'refused', status });

function parseUrl(text: string): URL | null {
  if (text.length > longestUrl || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isOurs = url.protocol === 'app:' && url.host === 'bundle' && url.username === '' && url.password === '';
  return isOurs ? url : null;
}

function routeExport(name: string, url: URL, method: string): Route {
  const ticket = exportTicketSchema.safeParse(name);
  if (!ticket.success) return refused(404);
  if (method !== 'PUT') return refused(405);
  const offset = /^\?offset=(\d{1,15})$/.exec(url.search)?.[1];
  return offset === undefined ? refused(400) : { to: 'export', ticket: ticket.data, offsetBytes: Number(offset) };
}

/** Every part must be well formed; one bad part refuses the request. */
function routeParts(url: URL, method: string): Route {
  if (method !== 'GET') return refused(405);
  const parts = url.search.slice(1).split('&').map(parsePart);
  const wanted = parts.filter((part) => part !== null);
  const byteLength = wanted.reduce((sum, part) => sum + part.length, 0);
  const isFair = wanted.length === parts.length && parts.length <= mostParts && byteLength <= mostPartBytes;
  return isFair ? { to: 'parts', parts: wanted } : refused(400);
}

function parsePart(text: string): StemPart | null {
  const [, hash, offset, length] = writtenPart.exec(text) ?? [];
  const sha256 = sha256Schema.safeParse(hash);
  if (!sha256.success || Number(length) === 0) return null;
  return { sha256: sha256.data, offset: Number(offset), length: Number(length) };
}

function routeCover(name: string, url: URL, method: string): Route {
  const id = sessionIdSchema.safeParse(name);
  if (!id.success || url.search !== '') return refused(404);
  return method === 'GET' ? { to: 'cover', id: id.data } : refused(405);
}

function routeSound(what: string, name: string, url: URL, method: string): Route {
  const sha256 = sha256Schema.safeParse(name);
  if (!sha256.success || url.search !== '') return refused(404);
  if (method === 'GET') return { to: what === 'stem' ? 'stem' : 'readOverview', sha256: sha256.data };
  return method === 'PUT' && what === 'overview' ? { to: 'writeOverview', sha256: sha256.data } : refused(405);
}

/**
 * Parses the URL and method of a request. No part of the URL becomes a path on disk: page files are looked up by name, stems by hash,
 * exports by ticket.
 */
export function routeRequest(urlText: string, method: string): Route {
  const url = parseUrl(urlText);
  if (url === null) return refused(404);
  const [, what, name = ''] = namedPath.exec(url.pathname) ?? [];
  if (url.pathname === partsPath) return routeParts(url, method);
  if (what === 'cover') return routeCover(name, url, method);
  if (what === 'export') return routeExport(name, url, method);
  if (what !== undefined) return routeSound(what, name, url, method);
  return method === 'GET' ? { to: 'page', path: url.pathname } : refused(405);
}

/** Bytes `[start, end)` of a file. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Parses a `Range` header (RFC 9110, 14.2) for a file of `byteLength`. `whole`: there is none, or one that may be ignored (several
 * ranges, another unit, malformed). `unsatisfiable`: a valid range that starts past the end.
 */
export function parseRange(header: string | null, byteLength: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const count = Math.min(Number(last), byteLength);
    return count === 0 ? 'unsatisfiable' : { start: byteLength - count, end: byteLength };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'whole';
  if (start >= byteLength) return 'unsatisfiable';
  return { start, end: last === '' ? byteLength : Math.min(Number(last) + 1, byteLength) };
}

/** Returns the `Content-Range` of a part of a file (RFC 9110, 14.4). */
export const contentRange = ({ start, end }: ByteRange, byteLength: number): string =>
  `bytes ${String(start)}-${String(end - 1)}/${String(byteLength)}`;

const overviewLimitBytes = 1024 * 1024;
const exportLimitBytes = 8 * 1024 * 1024;

/** The files and songs that `app://` and `stem://` serve. */
export type AppFiles = {
  readonly pageFiles: () => Promise<PageFiles>;
  readonly findSound: (
    sha256: Sha256,
  ) => Promise<{ readonly path: string; readonly byteLength: number; readonly container: AudioContainer } | null>;
  readonly findCover: (id: SessionId) => Promise<CoverArt | null>;
  readonly findOverview: (sha256: Sha256) => Promise<string | null>;
  readonly saveOverview: (sha256: Sha256, bytes: Uint8Array) => Promise<Result<undefined>>;
  readonly writeExport: (ticket: ExportTicket, offsetBytes: number, bytes: Uint8Array) => Promise<Result<undefined>>;
};

/** A `Response` copies plain bytes; a stream spares megabytes of copies. */
function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) => {
      if (bytes.byteLength > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

function respond(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body?: Uint8Array<ArrayBuffer>,
): Response {
  return new Response(body === undefined ? null : streamOf(body), {
    status,
    headers: { ...commonHeaders, ...headers },
  });
}

/** Fills the array with the file's bytes from `start` on; false when the file is shorter. Does not follow links. */
async function readInto(bytes: Uint8Array, path: string, start: number): Promise<boolean> {
  const file = await nodeFs.openFile(path, 'read');
  try {
    return (await file.read(bytes, start)) === bytes.byteLength;
  } finally {
    await file.close();
  }
}

async function answerPage(files: AppFiles, path: string): Promise<Response> {
  const file = (await files.pageFiles()).get(path);
  if (file === undefined) return respond(404);
  return respond(
    200,
    { ...headersOf(path), 'Content-Type': file.contentType },
    new Uint8Array(await readFile(file.path)),
  );
}

async function answerStem(files: AppFiles, sha256: Sha256, rangeHeader: string | null): Promise<Response> {
  const sound = await files.findSound(sha256);
  if (sound === null) return respond(404);
  const range = parseRange(rangeHeader, sound.byteLength);
  if (range === 'unsatisfiable') return respond(416, { 'Content-Range': `bytes */${String(sound.byteLength)}` });
  const isWhole = range === 'whole';
  const part = isWhole ? { start: 0, end: sound.byteLength } : range;
  const bytes = new Uint8Array(part.end - part.start);
  if (!(await readInto(bytes, sound.path, part.start))) return respond(404);
  return respond(
    isWhole ? 200 : 206,
    {
      'Accept-Ranges': 'bytes',
      'Content-Type': audioMimeTypes[sound.container],
      'Content-Length': String(bytes.byteLength),
      ...(isWhole ? {} : { 'Content-Range': contentRange(part, sound.byteLength) }),
    },
    bytes,
  );
}

/** All parts or none: the page finds each part by the lengths before it. */
async function answerParts(files: AppFiles, parts: readonly StemPart[]): Promise<Response> {
  const sounds = await Promise.all(parts.map(({ sha256 }) => files.findSound(sha256)));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  const reads: (() => Promise<boolean>)[] = [];
  let at = 0;
  for (const [index, { offset, length }] of parts.entries()) {
    const sound = sounds[index] ?? null;
    if (sound === null) return respond(404);
    if (offset + length > sound.byteLength) return respond(416);
    const into = bytes.subarray(at, at + length);
    reads.push(() => readInto(into, sound.path, offset));
    at += length;
  }
  const isRead = await Promise.all(reads.map((read) => read()));
  if (isRead.includes(false)) return respond(404);
  return respond(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': String(at) }, bytes);
}

async function answerCover(files: AppFiles, id: SessionId): Promise<Response> {
  const cover = await files.findCover(id);
  return cover === null ? respond(404) : respond(200, { 'Content-Type': `image/${cover.kind}` }, cover.bytes);
}

async function answerOverview(files: AppFiles, sha256: Sha256): Promise<Response> {
  const path = await files.findOverview(sha256);
  if (path === null) return respond(404);
  return respond(200, { 'Content-Type': 'application/octet-stream' }, await nodeFs.readFile(path));
}

type Reader = { readonly read: () => Promise<{ readonly value?: Uint8Array | undefined }> };

/** The request's body; null when it is longer than it may be. */
async function bodyOf(request: Request, limitBytes: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  const reader: Reader | undefined = request.body?.getReader();
  let byteLength = 0;
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    byteLength += next.value.byteLength;
    if (byteLength > limitBytes) return null;
    pieces.push(next.value);
  }
  return pieces.length === 1 ? (pieces[0] ?? null) : Buffer.concat(pieces);
}

function answerWritten(written: Result<undefined>): Response {
  if (written.ok) return respond(204);
  if (written.failure.kind === 'notFound') return respond(404);
  // The end of the export reports every other failure of the disk.
  return respond(written.failure.kind === 'diskFull' ? 507 : 500);
}

/**
 * Frees the memory of an array at once, which must not be used afterwards. Left to the collector, the bodies of a long export have it go
 * through all of main's objects again and again. An array that shares its memory is left alone.
 */
function releaseBytes({ buffer, byteLength }: Uint8Array): void {
  const owned: ArrayBufferLike & { transfer?(newByteLength: number): ArrayBuffer } = buffer;
  // Node 20, in which it is tested, cannot do this.
  if (owned.byteLength === byteLength) owned.transfer?.(0);
}

async function answerWrite(
  request: Request,
  limitBytes: number,
  write: (bytes: Uint8Array) => Promise<Result<undefined>>,
): Promise<Response> {
  const bytes = await bodyOf(request, limitBytes);
  if (bytes === null) return respond(413);
  const written = await write(bytes);
  releaseBytes(bytes);
  return answerWritten(written);
}

/** Answers a request to `app://`. Throws only what the disk throws. */
export async function answerRequest(files: AppFiles, request: Request): Promise<Response> {
  const route = routeRequest(request.url, request.method);
  switch (route.to) {
    case 'refused':
      return respond(route.status);
    case 'page':
      return answerPage(files, route.path);
    case 'stem':
      return answerStem(files, route.sha256, request.headers.get('range'));
    case 'parts':
      return answerParts(files, route.parts);
    case 'cover':
      return answerCover(files, route.id);
    case 'readOverview':
      return answerOverview(files, route.sha256);
    case 'writeOverview':
      return answerWrite(request, overviewLimitBytes, (bytes) => files.saveOverview(route.sha256, bytes));
    case 'export':
      return answerWrite(request, exportLimitBytes, (bytes) =>
        files.writeExport(route.ticket, route.offsetBytes, bytes),
      );
  }
}
