import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure, ok, type Result } from '../../../electron/contract/index.ts';
import { apiSchemas } from '../../../electron/contract/schemas.ts';
import { channelOf, methods, serve, type ServedApi } from '../../../electron/main/ipc.ts';
import { isWithinBytes } from '../../../electron/main/ipc-size.ts';
import { isFromPage } from '../../../electron/main/window/is-from-page.ts';

type Listener = (event: string, ...given: unknown[]) => Promise<unknown>;

function servedApi(answers: Partial<Record<keyof ServedApi, () => unknown>> = {}) {
  const called: string[] = [];
  const errors: string[] = [];
  const listeners = new Map<string, Listener>();
  const methodOf = (method: keyof ServedApi) => () => {
    called.push(method);
    return Promise.resolve((answers[method] ?? ok)());
  };
  const api = Object.fromEntries(methods.map((method) => [method, methodOf(method)])) as unknown as ServedApi;
  const clock = { now: 0 };
  const quiet = () => undefined;
  serve<string>(api, {
    handle: (channel, listener) => listeners.set(channel, listener),
    isFromPage: (event) => event === 'page',
    log: { info: quiet, warn: quiet, error: (message) => errors.push(message) },
    now: () => clock.now,
  });
  const call = async (method: keyof ServedApi, ...given: unknown[]): Promise<Result<unknown>> =>
    (await listeners.get(channelOf(method))?.('page', ...given)) as Result<unknown>;
  return { call, called, clock, errors, listeners };
}

const refused = (kind: 'badRequest' | 'tooManyRequests' | 'internal') => ({ ok: false, failure: failure(kind) });
const sessionId = '01hzy3v7q8m4n5p6r7s8t9vwxy';

describe('the door between page and main', () => {
  it('has at most 30 methods, each with a schema for what goes in and out', () => {
    const { listeners } = servedApi();
    expect(listeners.size).toBe(methods.length);
    expect(methods.length).toBeLessThanOrEqual(30);
    for (const method of methods) expect(Object.keys(apiSchemas[method])).toEqual(['argument', 'value']);
  });

  it('lets a good call through', async () => {
    const { call, called } = servedApi();
    expect(await call('removeSession', sessionId)).toEqual(ok());
    expect(called).toEqual(['removeSession']);
  });

  it('refuses whoever is not the page', async () => {
    const { listeners, called } = servedApi();
    expect(await listeners.get('stemroom:removeSession')?.('iframe', sessionId)).toEqual(refused('badRequest'));
    expect(called).toEqual([]);
  });

  it('refuses a second argument, a foreign key and 64 KiB', async () => {
    const { call, called } = servedApi();
    expect(await call('removeSession', sessionId, 1)).toEqual(refused('badRequest'));
    expect(await call('renameSession', { id: sessionId, title: 'x', path: '/etc' })).toEqual(refused('badRequest'));
    expect(await call('addTasks', 'x'.repeat(10_000_000))).toEqual(refused('badRequest'));
    expect(called).toEqual([]);
  });

  it('lets two hundred calls a second through, each method for itself', async () => {
    const { call, called, clock } = servedApi({ listSessions: () => ok([]) });
    for (let count = 0; count < 200; count += 1) await call('listSessions');
    expect(await call('listSessions')).toEqual(refused('tooManyRequests'));
    expect(await call('removeSession', sessionId)).toEqual(ok());
    clock.now = 1000;
    expect(await call('listSessions')).toEqual(ok([]));
    expect(called).toHaveLength(202);
  });

  it('answers `internal` for a handler that throws or breaks the contract, and logs it', async () => {
    const throwing = servedApi({
      listSessions: () => {
        throw new Error('/home/anna/secret');
      },
      keyStatus: () => ok({ key: 'SECRET' }),
    });
    expect(await throwing.call('listSessions')).toEqual(refused('internal'));
    expect(await throwing.call('keyStatus')).toEqual(refused('internal'));
    expect(throwing.errors).toHaveLength(2);
  });

  it('passes a failure on as it is', async () => {
    const { call } = servedApi({ openSession: () => ({ ok: false, failure: failure('notFound', 'x') }) });
    expect(await call('openSession', sessionId)).toEqual({ ok: false, failure: failure('notFound', 'x') });
  });

  it(
    'never runs a handler for anything malformed, a thousand things for each method',
    { timeout: 60_000 },
    async () => {
      const tooLong = 'x'.repeat(10_000_000);
      for (const method of methods) {
        const { call, called, clock } = servedApi();
        const { argument } = apiSchemas[method];
        const cyclic: Record<string, unknown> = {};
        cyclic.self = cyclic;
        const nasty = fc.oneof(
          fc.anything({
            withBigInt: true,
            withMap: true,
            withSet: true,
            withTypedArray: true,
            withNullPrototype: true,
          }),
          fc.constantFrom(
            cyclic,
            Number.NaN,
            10n,
            { __proto__: { id: sessionId } },
            JSON.parse('{"__proto__":{}}') as unknown,
            tooLong,
            { id: sessionId, title: tooLong },
          ),
        );
        await fc.assert(
          fc.asyncProperty(
            nasty.filter((value) => !argument.safeParse(value).success),
            async (value) => {
              clock.now += 1000;
              expect(await call(method, value)).toEqual(refused('badRequest'));
            },
          ),
          { numRuns: 1000 },
        );
        expect(called).toEqual([]);
      }
    },
  );
});

describe('the size of an argument', () => {
  it('counts texts, keys, numbers and buffers', () => {
    expect(isWithinBytes({ a: 'x'.repeat(100) }, 300)).toBe(true);
    expect(isWithinBytes({ a: 'x'.repeat(200) }, 300)).toBe(false);
    expect(isWithinBytes({ ['k'.repeat(200)]: 1 }, 300)).toBe(false);
    expect(isWithinBytes(new Uint8Array(400), 300)).toBe(false);
    expect(
      isWithinBytes(
        Array.from({ length: 100 }, () => 1),
        300,
      ),
    ).toBe(false);
    expect(isWithinBytes(undefined, 300)).toBe(true);
  });
});

describe('the sender of a call', () => {
  const mainFrame = { url: 'app://bundle/index.html' };
  const webContents = { id: 1, mainFrame };
  const window = { isDestroyed: () => false, webContents } as never;
  const from = (senderFrame: unknown, id = 1) => isFromPage({ senderFrame, sender: { id } } as never, window);

  it('is the page only in our window, in its main frame, on our origin', () => {
    expect(from(mainFrame)).toBe(true);
    expect(from(null)).toBe(false);
    expect(from({ url: 'app://bundle/index.html' })).toBe(false);
    expect(from(mainFrame, 2)).toBe(false);
    expect(isFromPage({ senderFrame: mainFrame, sender: { id: 1 } } as never, null)).toBe(false);
  });

  it.each(['about:blank', 'https://bundle/', 'app://evil/index.html', 'app://bundle.evil/', 'data:text/html,x', ''])(
    'is not the page at %s',
    (url) => {
      const frame = { url };
      const other = { isDestroyed: () => false, webContents: { id: 1, mainFrame: frame } } as never;
      expect(isFromPage({ senderFrame: frame, sender: { id: 1 } } as never, other)).toBe(false);
    },
  );
});
