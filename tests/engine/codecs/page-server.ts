import { createReadStream } from 'node:fs';
import { open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; '),
};
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Serves the page, stems by range, takes results into memory and exports into files. On a loopback port of its own. */
export class PageServer {
  readonly #pageFolder: string;
  readonly #exportFolder: string;
  readonly #stems = new Map<string, string>();
  readonly #results = new Map<string, Float32Array>();
  readonly #exports = new Map<string, Promise<FileHandle>>();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.writeHead(404, headers).end());
  });
  origin = '';

  constructor(pageFolder: string, exportFolder: string) {
    this.#pageFolder = pageFolder;
    this.#exportFolder = exportFolder;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  serve(name: string, path: string): void {
    this.#stems.set(name, path);
  }

  result(name: string): Float32Array {
    return this.#results.get(name) ?? new Float32Array(0);
  }

  exported(name: string): string {
    return join(this.#exportFolder, name);
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const file of this.#exports.values()) await (await file).close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, kind, name = ''] = pathname.split('/');
    if (kind === 'result') {
      const bytes = Uint8Array.from(await bodyOf(request));
      this.#results.set(name, new Float32Array(bytes.buffer));
      response.writeHead(204, headers).end();
      return;
    }
    if (kind === 'export') {
      const file = await this.#exportFile(name);
      const bytes = await bodyOf(request);
      await file.write(bytes, 0, bytes.length, Number(searchParams.get('offset')));
      response.writeHead(204, headers).end();
      return;
    }
    const page = join(this.#pageFolder, pathname === '/' ? 'index.html' : pathname);
    await send(kind === 'stem' ? (this.#stems.get(name) ?? '') : page, request, response);
  }

  #exportFile(name: string): Promise<FileHandle> {
    const file = this.#exports.get(name) ?? open(this.exported(name), 'w');
    this.#exports.set(name, file);
    return file;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function send(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
