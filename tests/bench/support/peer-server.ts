import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';

export type PeerServer = { readonly origin: string; close(): void };

const types: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.m4a': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
};

/** Serves an empty page and these files, `/0`, `/1` and so on, on a loopback port of its own. */
export async function startPeerServer(paths: readonly string[]): Promise<PeerServer> {
  const server = createServer((request, response) => {
    const path = paths[Number((request.url ?? '').slice(1) || NaN)];
    if (path === undefined) {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Peers</title>');
      return;
    }
    void answer(path, request.headers.range, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** A media element seeks only in what is served in ranges. */
async function answer(path: string, range: string | undefined, response: ServerResponse): Promise<void> {
  const { size } = await stat(path);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const start = Number(from ?? 0);
  const end = Math.min(size - 1, to === undefined || to === '' ? size - 1 : Number(to));
  const type = types[extname(path)] ?? 'application/octet-stream';
  const headers = { 'Content-Type': type, 'Content-Length': end - start + 1, 'Accept-Ranges': 'bytes' };
  if (from === undefined) response.writeHead(200, headers);
  else response.writeHead(206, { ...headers, 'Content-Range': `bytes ${start}-${end}/${size}` });
  // An element goes away in the middle of an answer when it seeks.
  await pipeline(createReadStream(path, { start, end }), response).catch(() => undefined);
}
