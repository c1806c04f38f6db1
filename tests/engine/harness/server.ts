import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bodyOf, headers, sendFile } from '../serve-file.ts';

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
      results.set(name, new Float32Array((await bodyOf(request)).buffer));
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
    await sendFile(path, request, response);
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
