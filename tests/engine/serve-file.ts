import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, extname } from 'node:path';
import { commonHeaders, pageHeaders } from '../../electron/main/app-protocol/headers.ts';

/** What the app's own scheme sends: pages of tests live under its policy, isolated as it is. */
export const headers = { ...commonHeaders, ...pageHeaders };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Answers with a file, or with the bytes of it that a Range header asks for. Rejects when there is no such file. */
export async function sendFile(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A browser asks for it by itself, and complains when there is none.
  if (basename(path) === 'favicon.ico') {
    response.writeHead(204, headers).end();
    return;
  }
  const { size } = await stat(path);
  const type = { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' };
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  if (range === null) {
    response.writeHead(200, { ...headers, ...type }).end(await readFile(path));
    return;
  }
  const [start, end] = [Number(range[1]), Math.min(Number(range[2]), size - 1)];
  const part = { 'Content-Range': `bytes ${start}-${end}/${size}`, 'Content-Length': end - start + 1 };
  response.writeHead(206, { ...headers, ...type, ...part });
  createReadStream(path, { start, end }).pipe(response);
}

/** Returns all bytes of a request, at the start of a buffer of their own. */
export async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return new Uint8Array(Buffer.concat(pieces));
}
