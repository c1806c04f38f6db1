import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** What the app's own scheme sends: cross-origin isolation, and the policy that scripts and workers must live under. */
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
    'trusted-types svelte-trusted-html default',
  ].join('; '),
};

export type HarnessServer = {
  readonly origin: string;
  /** Makes a file readable at `/stem/<name>`. */
  serve(name: string, path: string): void;
  /** From now on the bytes `[from, to)` of a stem cannot be had. */
  lose(name: string, from: number, to: number): void;
  /** What the page delivered under a name: interleaved stereo. */
  result(name: string): Float32Array;
  close(): void;
};

/** Serves the built page, Range requests on stems, and takes results, on a loopback port of its own. */
export async function startHarnessServer(pageFolder: string): Promise<HarnessServer> {
  const stems = new Map<string, string>();
  const results = new Map<string, Float32Array>();
  const gone = new Map<string, { readonly from: number; readonly to: number }>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, kind, name = ''] = pathname.split('/');
    if (kind === 'result') {
      results.set(name, await floatsOf(request));
      response.writeHead(204, headers).end();
      return;
    }
    const path = kind === 'stem' ? stems.get(name) : join(pageFolder, pathname === '/' ? 'index.html' : pathname);
    const hole = gone.get(name);
    const asked = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const isGone =
      hole !== undefined && Number(asked?.[1] ?? 0) < hole.to && Number(asked?.[2] ?? Infinity) >= hole.from;
    if (path === undefined || isGone) {
      response.writeHead(404, headers).end();
      return;
    }
    await send(path, request, response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404, headers).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    serve: (name, path) => stems.set(name, path),
    lose: (name, from, to) => gone.set(name, { from, to }),
    result: (name) => results.get(name) ?? new Float32Array(0),
    close: () => server.close(),
  };
}

async function send(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { size } = await stat(path);
  const type = { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' };
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  if (range === null) {
    response.writeHead(200, { ...headers, ...type }).end(await readFile(path));
    return;
  }
  const start = Number(range[1]);
  const end = Math.min(Number(range[2]), size - 1);
  const part = { 'Content-Range': `bytes ${start}-${end}/${size}`, 'Content-Length': end - start + 1 };
  response.writeHead(206, { ...headers, ...type, ...part });
  createReadStream(path, { start, end }).pipe(response);
}

async function floatsOf(request: IncomingMessage): Promise<Float32Array> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const bytes = new Uint8Array(Buffer.concat(pieces));
  return new Float32Array(bytes.buffer, 0, bytes.length / 4);
}
