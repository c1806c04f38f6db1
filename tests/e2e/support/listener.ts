import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A port of this computer that takes every connection, counts it and ends it. */
export type Listener = {
  readonly host: string;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

export async function listenForAnybody(): Promise<Listener> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => count,
    close: () =>
      new Promise((done) =>
        server.close(() => {
          done();
        }),
      ),
  };
}
