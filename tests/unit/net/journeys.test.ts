import { expect, it } from 'vitest';
import { fail, ok } from '../../../electron/contract/index.ts';
import { askJson } from '../../../electron/main/net/ask-json.ts';
import { fetchFile } from '../../../electron/main/net/fetch-file.ts';
import {
  type HttpAnswer,
  type HttpPort,
  netLimits,
  NetTrouble,
  sendFollowing,
  Watchdog,
} from '../../../electron/main/net/http.ts';
import { MemoryPart } from '../../fakes/memory-library.ts';
import { TestClock } from '../../fakes/test-clock.ts';

const never = new AbortController().signal;
const stem = new URL('https://file.aiquickdraw.com/s/a.mp3');

async function* bodyOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes);
}

/** An adapter that answers in turn, and notes what it was asked for. */
function answering(
  answers: readonly (Partial<HttpAnswer> | NetTrouble)[],
  addresses: 'proxied' | string[] = ['1.1.1.1'],
) {
  const asked: string[] = [];
  const http: HttpPort = {
    addressesOf: () => Promise.resolve(addresses),
    post: () => Promise.reject(new Error('nothing is posted here')),
    get: ({ url }) => {
      const answer = answers[asked.length];
      asked.push(url.href);
      if (answer instanceof NetTrouble) return Promise.reject(answer);
      return Promise.resolve({ status: 200, headers: {}, body: bodyOf(Buffer.from('{}')), ...answer });
    },
  };
  return { http, asked };
}

const send = (http: HttpPort) =>
  sendFollowing(stem.href, {}, new Watchdog(never), {
    ...{ http, limits: netLimits, loopbackOrigin: null },
    checkUrl: (text) => Promise.resolve(ok(new URL(text))),
  });

function fetchStem(http: HttpPort) {
  const part = new MemoryPart();
  const checkUrl = (text: string) => Promise.resolve(ok(new URL(text)));
  const loose = { mayHold: () => true, onProgress: () => undefined, signal: never, loopbackOrigin: null };
  const fetched = fetchFile({
    url: stem.href,
    part,
    clock: new TestClock(),
    http,
    limits: netLimits,
    checkUrl,
    ...loose,
  });
  return { part, fetched };
}

it.each(['https://', 'https://exa mple.com/'])('NET-3 a redirect to %s leads nowhere', async (location) => {
  const { http, asked } = answering([{ status: 302, headers: { location } }]);
  expect(await send(http)).toMatchObject({ ok: false, failure: { kind: 'linkRefused' } });
  expect(asked).toHaveLength(1);
});

it.each([
  ['one address of several is private', ['1.1.1.1', '10.0.0.1'], 0],
  ['all are public', ['1.1.1.1', '2606:4700::1111'], 1],
  ['a proxy finds the way, which is then the proxy’s to judge', 'proxied', 1],
] as const)('NET-4 where %s, %o, it is asked %i times', async (_what, addresses, count) => {
  const { http, asked } = answering([], addresses === 'proxied' ? addresses : [...addresses]);
  const sent = await send(http);
  expect([sent.ok, asked.length]).toEqual([count === 1, count]);
});

it('NET-8 a certificate that is not good ends it at once, one that could not be looked at does not', async () => {
  const bad = answering([new NetTrouble('insecure', 'CERT')]);
  expect(await fetchStem(bad.http).fetched).toEqual(fail('insecure', stem.hostname));
  expect(bad.asked).toHaveLength(1);
});

it('F09 a body that Chromium could not unpack is tried once more and is no sound', async () => {
  const packed = new NetTrouble('packed', 'CONTENT_DECODING');
  const { http, asked } = answering([packed, packed, packed]);
  const { fetched, part } = fetchStem(http);
  expect(await fetched).toMatchObject({ ok: false, failure: { kind: 'notAudio' } });
  expect([asked.length, part.restarts]).toEqual([2, 0]);
});

it('NET-5 a JSON answer that the network stack has unpacked already is read, whatever its header still says', async () => {
  const body = (async function* () {
    yield await Promise.resolve(Buffer.from('{"code":200}'));
  })();
  const { http } = answering([{ headers: { 'content-encoding': 'gzip', 'content-length': '9' }, body }]);
  const answer = await askJson({ url: stem, apiKey: 'k', http, limits: netLimits, signal: never });
  expect(answer).toMatchObject({ ok: true, value: { body: { code: 200 } } });
});

it('NET-10 a JSON answer that drips for ever is given up in the end', async () => {
  const http: HttpPort = {
    addressesOf: () => Promise.resolve([]),
    post: () => Promise.reject(new Error('nothing is posted here')),
    get: ({ signal }) =>
      Promise.resolve({
        status: 200,
        headers: {},
        body: (async function* () {
          for (;;) {
            await new Promise((resolve) => setTimeout(resolve, 1));
            signal.throwIfAborted();
            yield Buffer.from(' ');
          }
        })(),
      }),
  };
  const asked = askJson({ url: stem, apiKey: 'k', http, limits: { ...netLimits, jsonTotalMs: 40 }, signal: never });
  await expect(asked).rejects.toMatchObject({ kind: 'timedOut' });
});

it('who has cancelled already starts nothing', async () => {
  const { http, asked } = answering([]);
  const signal = AbortSignal.abort(new Error('cancelled'));
  const watchdog = new Watchdog(signal);
  expect(watchdog.signal.aborted).toBe(true);
  watchdog.dispose();
  const fetched = fetchFile({
    ...{ url: stem.href, part: new MemoryPart(), clock: new TestClock(), http, limits: netLimits, signal },
    checkUrl: (_text, checkSignal) => Promise.reject(checkSignal.reason as Error),
    ...{ loopbackOrigin: null, mayHold: () => true, onProgress: () => undefined },
  });
  await expect(fetched).rejects.toThrow('cancelled');
  expect(asked).toEqual([]);
});
