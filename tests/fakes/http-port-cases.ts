import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type http from 'node:http';
import https from 'node:https';
import { gzipSync } from 'node:zlib';
import { NetTrouble, type HttpAnswer, type HttpPort, type NetTroubleKind } from '../../electron/main/net/http.ts';
import {
  answerWith,
  endAt,
  endless,
  neverAnswer,
  redirectTo,
  resetAt,
  resetAtOnce,
  sendFile,
  stallAt,
} from './file-steps.ts';
import { RecordInfoServer } from './record-info-server.ts';

/** What every adapter of the HTTP port must do. Free of a test runner, so that it also runs inside Electron. */
export type HttpPortCase = {
  readonly name: string;
  readonly run: (port: HttpPort, server: RecordInfoServer, certificates: URL) => Promise<void>;
};

const never = new AbortController().signal;
const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * 31) % 251));
const file = { bytes, etag: '"v1"' };

const get = (port: HttpPort, url: string, headers: Record<string, string> = {}, signal = never): Promise<HttpAnswer> =>
  port.get({ url: new URL(url), headers: { 'accept-encoding': 'identity', ...headers }, signal });

async function bodyOf(answer: HttpAnswer): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function troubled(kind: NetTroubleKind, work: Promise<unknown>): Promise<void> {
  await assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof NetTrouble, String(error));
    assert.equal(`${error.kind} (${error.message})`.split(' ')[0], kind, error.message);
    return true;
  });
}

async function overTls(certificates: URL, name: string, work: (origin: string) => Promise<void>): Promise<void> {
  const read = (part: string): Buffer => readFileSync(new URL(part, certificates));
  const server = https.createServer({ key: read('leaf.key'), cert: read(`${name}.crt`) }) as unknown as http.Server;
  const running = await RecordInfoServer.start({ server });
  running.file('/f', file);
  try {
    await work(running.origin.replace('http:', 'https:'));
    assert.equal(running.seen.length, 0, 'something was sent over a connection that is not secure');
  } finally {
    await running.close();
  }
}

const post = (port: HttpPort, url: string, headers: Record<string, string>, body: Uint8Array): Promise<HttpAnswer> =>
  port.post({ url: new URL(url), headers, body, signal: never });

export const httpPortCases: readonly HttpPortCase[] = [
  {
    name: 'sends a body whole, tells when it has left, and reads the answer',
    run: async (port, server) => {
      let hasLeft = (): void => undefined;
      const left = new Promise<void>((resolve) => (hasLeft = resolve));
      server.route('/api/take', async ({ body, method }) => {
        // The answer waits for word that all has left, which must come without it.
        await left;
        return { body: { method, length: body.length, last: body.at(-1) } };
      });
      const sent: number[] = [];
      const answer = await port.post({
        url: new URL(`${server.origin}/api/take`),
        headers: { authorization: `Bearer ${server.key}` },
        body: bytes,
        onSent: (count) => {
          sent.push(count);
          if (count >= bytes.length) hasLeft();
        },
        signal: never,
      });
      assert.equal(answer.status, 200);
      const told = JSON.parse((await bodyOf(answer)).toString()) as unknown;
      assert.deepEqual(told, { method: 'POST', length: bytes.length, last: bytes.at(-1) });
      assert.deepEqual(
        sent,
        sent.toSorted((one, other) => one - other),
      );
    },
  },
  {
    // Chromium would send a POST again when the kept-alive connection it chose breaks.
    name: 'sends a body once, also when the connection breaks that an earlier answer came over',
    run: async (port, server) => {
      let requests = 0;
      server.route('/api/buy', () => {
        requests += 1;
        return requests % 3 === 0 ? { instead: 'reset' } : { body: { code: 200 } };
      });
      const headers = { authorization: `Bearer ${server.key}` };
      const buy = () => post(port, `${server.origin}/api/buy`, headers, Buffer.from('{}'));
      for (let round = 1; round <= 3; round += 1) {
        await bodyOf(await buy());
        await bodyOf(await buy());
        await troubled('broken', buy());
        assert.equal(requests, round * 3);
      }
    },
  },
  {
    name: 'lets go of the connection of an answer that nobody reads',
    run: async (port, server) => {
      // More than a browser opens to one host.
      for (let times = 0; times < 10; times += 1) {
        const url = server.file(`/unread-${times}`, file, [endless(Buffer.from('<!DOCTYPE html>'))]);
        const dropped = new AbortController();
        assert.equal((await get(port, url, {}, dropped.signal)).status, 200);
        dropped.abort(new NetTrouble('broken', 'not needed any more'));
      }
      assert.ok((await bodyOf(await get(port, server.file('/read', file)))).equals(bytes));
    },
  },
  {
    name: 'gives status, headers in lower case, and every byte',
    run: async (port, server) => {
      const answer = await get(port, server.file('/f', file, [sendFile({ headers: { 'X-Some': 'thing' } })]));
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['x-some'], 'thing');
      assert.equal(answer.headers.etag, '"v1"');
      assert.equal(answer.headers['content-length'], String(bytes.length));
      assert.ok((await bodyOf(answer)).equals(bytes));
    },
  },
  {
    name: 'gives a part when a part is asked for',
    run: async (port, server) => {
      const headers = { range: 'bytes=699990-', 'if-range': '"v1"' };
      const answer = await get(port, server.file('/f', file), headers);
      assert.equal(answer.status, 206);
      assert.equal(answer.headers['content-range'], 'bytes 699990-699999/700000');
      assert.ok((await bodyOf(answer)).equals(bytes.subarray(699_990)));
    },
  },
  {
    name: 'sends the headers it is given, and nothing that tells who we are',
    run: async (port, server) => {
      const url = server.file('/f', file, [sendFile({ headers: { 'set-cookie': 'who=me; Path=/' } })]);
      const given = { authorization: 'Bearer k', 'user-agent': 'Mozilla/5.0 (compatible; Stemroom)' };
      await bodyOf(await get(port, url, given));
      await bodyOf(await get(port, url, given));
      for (const { headers } of server.seen) {
        assert.equal(headers.authorization, 'Bearer k');
        assert.equal(headers['user-agent'], given['user-agent']);
        assert.equal(headers['accept-encoding'], 'identity');
        assert.equal(headers.cookie, undefined);
        assert.equal(headers.referer, undefined);
        assert.equal(headers.origin, undefined);
      }
      assert.equal(server.seen.length, 2);
    },
  },
  {
    name: 'asks every time, whatever may be cached',
    run: async (port, server) => {
      const kept = sendFile({ headers: { 'cache-control': 'max-age=3600' } });
      const url = server.file('/f', file, [kept, kept, kept]);
      for (let count = 0; count < 3; count += 1) await bodyOf(await get(port, url));
      assert.equal(server.seen.length, 3);
      assert.equal(server.seen[2]?.headers['if-none-match'], undefined);
    },
  },
  ...[301, 302, 303, 307, 308].map((status) => ({
    name: `gives a redirect (${status}) as an answer and does not follow it`,
    run: async (port: HttpPort, server: RecordInfoServer) => {
      server.file('/other', file);
      const answer = await get(port, server.file('/f', file, [redirectTo('/other', status)]));
      assert.equal(answer.status, status);
      assert.equal(new URL(answer.headers.location ?? '', server.origin).href, `${server.origin}/other`);
      await bodyOf(answer);
      assert.deepEqual(
        server.seen.map(({ path }) => path),
        ['/f'],
      );
    },
  })),
  ...[401, 403, 404, 416, 429, 500, 503].map((status) => ({
    name: `gives ${status} as an answer`,
    run: async (port: HttpPort, server: RecordInfoServer) => {
      const headers = status === 401 ? { 'www-authenticate': 'Basic realm="x"' } : {};
      const answer = await get(port, server.file('/f', file, [answerWith(status, headers, 'why')]));
      assert.equal(answer.status, status);
      assert.equal((await bodyOf(answer)).toString(), 'why');
      assert.equal(server.seen.length, 1);
    },
  })),
  {
    name: 'lets an encoding be seen that was not asked for, or refuses it',
    run: async (port, server) => {
      const packed = answerWith(200, { 'content-encoding': 'gzip' }, gzipSync(bytes));
      const asked = get(port, server.file('/f', file, [packed]));
      const seen = await asked.then(
        ({ headers }) => headers['content-encoding'],
        (error: unknown) => (error instanceof NetTrouble ? error.kind : error),
      );
      assert.ok(seen === 'gzip' || seen === 'packed', String(seen));
    },
  },
  {
    name: 'gives an empty body',
    run: async (port, server) => {
      assert.equal((await bodyOf(await get(port, server.file('/f', file, [answerWith(200)])))).length, 0);
    },
  },
  {
    name: 'says broken when the connection is reset before an answer',
    run: async (port, server) => {
      await troubled('broken', get(port, server.file('/f', file, [resetAtOnce, resetAtOnce, resetAtOnce])));
    },
  },
  {
    name: 'says broken when the connection is reset within the body, after giving what came',
    run: async (port, server) => {
      const answer = await get(port, server.file('/f', file, [resetAt(300_000)]));
      let receivedBytes = 0;
      const reading = (async () => {
        for await (const chunk of answer.body) receivedBytes += chunk.length;
      })();
      await troubled('broken', reading);
      assert.ok(receivedBytes > 0 && receivedBytes <= 300_000, String(receivedBytes));
    },
  },
  {
    name: 'says broken when the body ends before its promised length',
    run: async (port, server) => {
      const answer = await get(port, server.file('/f', file, [endAt(300_000)]));
      await troubled('broken', bodyOf(answer));
    },
  },
  {
    name: 'says offline when nobody listens',
    run: async (port) => {
      const gone = await RecordInfoServer.start();
      await gone.close();
      await troubled('offline', get(port, gone.origin));
    },
  },
  {
    name: 'says offline when there is no such host',
    run: async (port) => {
      await troubled('offline', get(port, 'http://no-such-host.invalid/'));
    },
  },
  ...['good', 'expired', 'other-host'].map((name) => ({
    name: `F20 says insecure to a certificate that nobody vouches for (${name}), before anything is sent`,
    run: async (port: HttpPort, _server: RecordInfoServer, certificates: URL) => {
      await overTls(certificates, name, (origin) => troubled('insecure', get(port, `${origin}/f`)));
    },
  })),
  {
    name: 'stops at once when it is aborted before the headers',
    run: async (port, server) => {
      const controller = new AbortController();
      const asked = get(port, server.file('/f', file, [neverAnswer]), {}, controller.signal);
      setTimeout(() => {
        controller.abort(new Error('enough'));
      }, 50);
      await assert.rejects(asked, /enough/);
    },
  },
  {
    name: 'stops at once when it is aborted within the body',
    run: async (port, server) => {
      const controller = new AbortController();
      const answer = await get(port, server.file('/f', file, [stallAt(200_000)]), {}, controller.signal);
      setTimeout(() => {
        controller.abort(new Error('enough'));
      }, 50);
      await assert.rejects(bodyOf(answer), /enough/);
    },
  },
  {
    name: 'does not begin what is aborted already',
    run: async (port, server) => {
      await assert.rejects(get(port, server.file('/f', file), {}, AbortSignal.abort(new Error('enough'))), /enough/);
      assert.equal(server.seen.length, 0);
    },
  },
  {
    name: 'knows the addresses of a host',
    run: async (port) => {
      assert.deepEqual(await port.addressesOf(new URL('https://127.0.0.1/')), ['127.0.0.1']);
      const local = await port.addressesOf(new URL('https://localhost/'));
      assert.ok(local === 'proxied' || local.every((address) => address === '127.0.0.1' || address === '::1'));
    },
  },
];

/** Runs one case against a server of its own; rejects when the adapter does not do as it must. */
export async function runHttpPortCase(one: HttpPortCase, port: HttpPort, certificates: URL): Promise<void> {
  const server = await RecordInfoServer.start();
  try {
    await one.run(port, server, certificates);
  } finally {
    await server.close();
  }
}
