import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type PeerServer = { readonly origin: string; close(): void };

/** Serves an empty page and these files, `/0`, `/1` and so on, on a loopback port of its own. */
export async function startPeerServer(paths: readonly string[]): Promise<PeerServer> {
  const server = createServer((request, response) => {
    const path = paths[Number((request.url ?? '').slice(1) || NaN)];
    if (path === undefined) {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Peers</title>');
      return;
    }
    readFile(path).then(
      (bytes) => response.writeHead(200, { 'Content-Type': 'audio/mpeg' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
