import { open, type FileHandle } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bodyOf, headers, sendFile } from '../serve-file.ts';

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
      this.#results.set(name, new Float32Array((await bodyOf(request)).buffer));
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
    await sendFile(kind === 'stem' ? (this.#stems.get(name) ?? '') : page, request, response);
  }

  #exportFile(name: string): Promise<FileHandle> {
    const file = this.#exports.get(name) ?? open(this.exported(name), 'w');
    this.#exports.set(name, file);
    return file;
  }
}
