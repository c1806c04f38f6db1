import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { externalPages, fail, failure, longestText, ok, type Result } from '../../../electron/contract/index.ts';
import { apiSchemas } from '../../../electron/contract/schemas.ts';
import {
  channelOf,
  isWithinBytes,
  methods,
  mostBytesOf,
  parseArgument,
  serve,
  type ServedApi,
} from '../../../electron/main/ipc.ts';
import { isFromPage } from '../../../electron/main/window/guard.ts';
import { largestValue } from './largest-value.ts';

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
  serve<string>([api], {
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
  it('has at most 49 methods, each with a schema for what goes in and out', () => {
    const { listeners } = servedApi();
    expect(listeners.size).toBe(methods.length);
    expect(methods.length).toBeLessThanOrEqual(49);
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

  it('refuses a second argument, a foreign key and more than the schema can let through', async () => {
    const { call, called } = servedApi();
    expect(await call('removeSession', sessionId, 1)).toEqual(refused('badRequest'));
    expect(await call('renameSession', { id: sessionId, title: 'x', path: '/etc' })).toEqual(refused('badRequest'));
    expect(await call('addTasks', 'x'.repeat(10_000_000))).toEqual(refused('badRequest'));
    expect(called).toEqual([]);
  });

  it('opens outside only what a word of a fixed table stands for', async () => {
    const { call, called } = servedApi();
    for (const url of ['https://kie.ai/', 'file:///etc/passwd', 'javascript:1', '', 'APIKEYPAGE'])
      expect(await call('openExternal', url)).toEqual(refused('badRequest'));
    expect(called).toEqual([]);
    for (const word of externalPages) expect(await call('openExternal', word)).toEqual(ok());
  });

  it('lets two hundred calls a second through, each method for itself', async () => {
    const { call, called, clock } = servedApi({ listSongs: () => ok('[]') });
    for (let count = 0; count < 200; count += 1) await call('listSongs');
    expect(await call('listSongs')).toEqual(refused('tooManyRequests'));
    expect(await call('removeSession', sessionId)).toEqual(ok());
    clock.now = 1000;
    expect(await call('listSongs')).toEqual(ok('[]'));
    expect(called).toHaveLength(202);
  });

  it('answers `internal` for a handler that throws or breaks the contract, and logs it', async () => {
    const throwing = servedApi({
      listSongs: () => {
        throw new Error('/home/anna/secret');
      },
      keyStatus: () => ok({ key: 'SECRET' }),
    });
    expect(await throwing.call('listSongs')).toEqual(refused('internal'));
    expect(await throwing.call('keyStatus')).toEqual(refused('internal'));
    expect(throwing.errors).toHaveLength(2);
  });

  it.each(methods)('lets the largest value in and out that the schema of %s allows', async (method) => {
    const { argument, value } = apiSchemas[method];
    const { call, called } = servedApi({ [method]: () => ok(largestValue(value)) });
    const given = largestValue(argument);
    expect(argument.safeParse(given).error?.issues).toBeUndefined();
    expect(await call(method, given)).toMatchObject({ ok: true });
    expect(called).toEqual([method]);
  });

  it('knows how large an argument of each method can be', () => {
    for (const method of methods) expect(mostBytesOf(apiSchemas[method].argument), method).toBeLessThan(2 ** 30);
  });

  it('lets any part of the largest value through that is a value still', async () => {
    const { id, analysis } = largestValue(apiSchemas.saveAnalysis.argument) as {
      id: string;
      analysis: { stems: unknown[]; tempo: { beatSeconds: number[] } };
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(64), fc.nat(200_000), async (stems, beats) => {
        const { call } = servedApi();
        const tempo = { ...analysis.tempo, beatSeconds: analysis.tempo.beatSeconds.slice(0, beats) };
        const part = { id, analysis: { ...analysis, stems: analysis.stems.slice(0, stems), tempo } };
        expect(await call('saveAnalysis', part)).toEqual(ok());
      }),
      { numRuns: 20 },
    );
  });

  it('takes 500 dropped files and a text of a megabyte', async () => {
    const { call } = servedApi();
    const files = Array.from(
      { length: 500 },
      (_, index) => `/home/anna/Music/${'long '.repeat(30)}/${String(index)}.wav`,
    );
    expect(await call('importDropped', files)).toEqual(ok());
    expect(await call('addTasks', 'x'.repeat(2 ** 20))).toEqual(ok());
  });

  it('passes a failure on whose detail was longer than a text may be', async () => {
    const { call } = servedApi({ openSession: () => fail('diskError', 'x'.repeat(5000)) });
    expect(await call('openSession', sessionId)).toEqual(fail('diskError', 'x'.repeat(longestText)));
  });

  it('passes a failure on as it is', async () => {
    const { call } = servedApi({ openSession: () => ({ ok: false, failure: failure('notFound', 'x') }) });
    expect(await call('openSession', sessionId)).toEqual({ ok: false, failure: failure('notFound', 'x') });
  });

  it('never runs a handler for anything malformed, 300 things for each method', { timeout: 60_000 }, async () => {
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
          nasty.filter((value) => !parseArgument(argument, value).ok),
          async (value) => {
            clock.now += 1000;
            expect(await call(method, value)).toEqual(refused('badRequest'));
          },
        ),
        { numRuns: 300 },
      );
      expect(called).toEqual([]);
    }
  });
});

describe('the size of an argument', () => {
  it('is that of the largest value exactly, and not one text more', () => {
    for (const method of methods) {
      const { argument } = apiSchemas[method];
      const largest = largestValue(argument);
      expect(isWithinBytes(largest, mostBytesOf(argument)), method).toBe(true);
      expect(isWithinBytes([largest, 'x'.repeat(200)], mostBytesOf(argument)), method).toBe(false);
    }
  });

  it('of an array with nothing in it is as long as it claims to be', () => {
    const holes: unknown[] = [];
    holes.length = 2 ** 32 - 1;
    expect(isWithinBytes(holes, 2 ** 30)).toBe(false);
  });

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
