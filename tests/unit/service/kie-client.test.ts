import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  fail,
  ok,
  type FailureKind,
  type RecordRoute,
  type Result,
  type TaskId,
} from '../../../electron/contract/index.ts';
import { netLimits } from '../../../electron/main/net/http.ts';
import { loopbackBase, RequestLimiter, parseApiBase } from '../../../electron/main/service/api-base.ts';
import { askRecordInfo, testKey, type KieTools } from '../../../electron/main/service/kie-client.ts';
import { nodeHttp } from '../../fakes/node-http.ts';
import { codeInBody, codeInStatus, job, pending, ready } from '../../fakes/record-answers.ts';
import { RecordInfoServer, type Answer } from '../../fakes/record-info-server.ts';
import { TestClock } from '../../fakes/test-clock.ts';

const taskId = 'e649edb7abfd759285bd41a47a634b10' as TaskId;
const jobs = '/api/v1/jobs/recordInfo';
const recordInfo = '/api/v1/vocal-removal/record-info';
const never = new AbortController().signal;
/** For silences; everything else may take its time. */
const quick = { limits: { ...netLimits, headersMs: 60, jsonTotalMs: 90 } };
let server: RecordInfoServer;
let clock: TestClock;

beforeEach(async () => {
  server = await RecordInfoServer.start();
  clock = new TestClock();
});
afterEach(() => server.close());

const tools = (changes: Partial<KieTools> = {}): KieTools => ({
  base: loopbackBase(server.origin),
  http: nodeHttp(),
  limits: netLimits,
  clock,
  limiter: new RequestLimiter(clock, 0),
  readKey: () => Promise.resolve(ok(server.key)),
  ...changes,
});

async function ask(script: readonly Answer[], changes: Partial<KieTools> = {}) {
  server.task(taskId, script);
  const { record } = await askRecordInfo(taskId, null, tools(changes), never);
  return { record, asked: server.requestsFor(recordInfo).length, waits: clock.waits };
}

describe('a question about a task', () => {
  it('names the task and carries the key, to the service and nowhere else', async () => {
    const { record } = await ask([ready(taskId, { vocalUrl: 'https://file.aiquickdraw.com/s/v.mp3' })]);
    expect(record.state).toBe('ready');
    const [request] = server.seen;
    expect(request?.path).toBe('/api/v1/vocal-removal/record-info');
    expect(request?.query.toString()).toBe(`taskId=${taskId}`);
    expect(request?.headers.authorization).toBe(`Bearer ${server.key}`);
    expect(request?.headers).not.toHaveProperty('cookie');
  });

  it('follows no redirect', async () => {
    const other = await RecordInfoServer.start();
    const { record, asked } = await ask([{ status: 302, headers: { location: `${other.origin}/` }, body: '' }]);
    expect(record).toMatchObject({ state: 'failed', failure: { kind: 'badAnswer' } });
    expect([asked, other.seen.length]).toEqual([1, 0]);
    await other.close();
  });
});

describe('a task that only one of the two routes knows', () => {
  const found = { vocal_removal_info: { vocal_url: 'https://file.aiquickdraw.com/s/v.mp3' } };
  const nowhere: Answer = { body: { code: 200, msg: 'success', data: null } };
  const paths = (): readonly string[] => server.seen.map(({ path }) => path);

  async function askBoth(first: Answer | null, second: Answer | null, route: RecordRoute | null = null) {
    if (first !== null) server.task(taskId, [first]);
    if (second !== null) server.task(taskId, [second], 'jobs');
    return askRecordInfo(taskId, route, tools(), never);
  }

  it.each([
    ['an HTTP 404', codeInStatus(404)],
    ['an HTTP 404 with a page', { status: 404, body: '<h1>Not found</h1>' }],
    ['an HTTP 422', codeInStatus(422)],
    ['code 404 in a 200', codeInBody(404)],
    ['code 422 in a 200', codeInBody(422)],
    ['a 200 without a record', nowhere],
    ['a 200 with an empty list', { body: { code: 200, data: [] } }],
    ['a 200 with an empty record', { body: { code: 200, data: { taskId: null, response: null } } }],
  ] as const)('is asked for at the other one once after %s', async (_what, answer) => {
    const { record, route } = await askBoth(answer, job(taskId, 'success', found));
    expect(record).toMatchObject({ state: 'ready', song: { stems: [{ id: 'vocals' }] } });
    expect([route, paths()]).toEqual(['jobs', [recordInfo, jobs]]);
    expect(server.seen.map(({ query, headers }) => [query.toString(), headers.authorization])).toEqual(
      [1, 2].map(() => [`taskId=${taskId}`, `Bearer ${server.key}`]),
    );
  });

  it('is not asked for again where it was found, and never at the other one once the route is known', async () => {
    expect(await askBoth(pending(taskId), job(taskId, 'waiting'))).toMatchObject({ route: 'recordInfo' });
    expect(await askBoth(null, job(taskId, 'queuing'), 'jobs')).toMatchObject({ record: { state: 'separating' } });
    expect(await askBoth(codeInBody(404), null, 'recordInfo')).toMatchObject({
      record: { failure: { kind: 'taskNotFound' } },
      route: null,
    });
    expect(paths()).toEqual([recordInfo, jobs, recordInfo]);
  });

  it.each([
    ['neither', codeInBody(404, 'first'), codeInBody(422, 'second'), 'taskNotFound'],
    ['neither, the first rejects it', codeInStatus(422, 'first'), codeInBody(404, 'second'), 'taskRejected'],
  ])('is not known when %s knows it, in the words of the first', async (_what, first, second, kind) => {
    const { record, route } = await askBoth(first, second);
    expect(record).toMatchObject({
      state: 'failed',
      failure: { kind, detail: expect.stringContaining('first') as string },
    });
    expect([route, paths()]).toEqual([null, [recordInfo, jobs]]);
  });

  it.each([
    ['nor the other route has one', nowhere],
    ['and the other route does not know it', codeInBody(404)],
    ['and the other route is refused', codeInBody(401)],
    ['and the other route cannot be read', { body: '<html>' }],
  ])('was only just taken when there is no record %s', async (_what, second) => {
    expect(await askBoth(nowhere, second)).toMatchObject({ record: { state: 'separating' }, route: null });
  });

  it.each([401, 402, 403, 400, 451, 455, 500])('is asked for once only when the first route says %d', async (code) => {
    await askBoth(codeInBody(code), job(taskId, 'success', found));
    expect(new Set(paths())).toEqual(new Set([recordInfo]));
  });

  it('is asked for five times in all, whichever route answers', async () => {
    const busy = codeInBody(503);
    server.task(taskId, [busy, busy, codeInBody(404)]);
    server.task(taskId, [busy], 'jobs');
    const { record } = await askRecordInfo(taskId, null, tools(), never);
    expect(record).toMatchObject({ state: 'failed', failure: { kind: 'serviceError' } });
    expect(paths()).toEqual([recordInfo, recordInfo, recordInfo, jobs, jobs]);
  });

  it('waits its turn for either question', async () => {
    const limiter = new RequestLimiter(clock);
    await askRecordInfo(taskId, null, tools({ limiter }), never);
    expect(paths()).toEqual([recordInfo, jobs]);
    expect(clock.ticksMs()).toBeGreaterThanOrEqual(500);
  });

  it('has failed for good in the words of the route that knows it', async () => {
    const failed = job(taskId, 'fail', null, { failCode: '501', failMsg: 'no vocals found' });
    expect(await askBoth(codeInBody(404), failed)).toMatchObject({
      record: { failure: { kind: 'separationFailed', detail: 'no vocals found (code 501)' } },
      route: 'jobs',
    });
  });

  it.each(['recordInfo', 'jobs'] as const)("is not mixed up with somebody else's, which %s sends", async (sender) => {
    const other = '3e63b4cc88d52611159371f6af5571e7';
    const record = sender === 'jobs' ? job(other, 'success', found) : ready(other, { vocalUrl: 'https://a.example/v' });
    const { record: told, route } = await askBoth(sender === 'jobs' ? null : record, sender === 'jobs' ? record : null);
    expect(told).toMatchObject({ state: 'failed', failure: { kind: 'wrongRecord', detail: other } });
    expect(route).toBeNull();
  });

  it.each(['recordInfo', 'jobs'] as const)('cannot be read from %s when it sends nonsense', async (route) => {
    const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const answers: readonly (readonly [Answer, string])[] = [
      [{ body: '<!doctype html><script>globalThis.taken=1</script>' }, 'failed'],
      [{ body: '' }, 'failed'],
      [{ body: Buffer.alloc(0) }, 'failed'],
      [{ headers: { 'content-encoding': 'zstd' }, body: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]) }, 'failed'],
      [{ body: JSON.stringify({ code: 200, data: 'x'.repeat(5_000_000) }) }, 'failed'],
      [{ body: Buffer.from(`{"code":200,"data":${nested}}`) }, 'separating'],
      [
        { body: Buffer.from(`{"code":200,"data":{"state":"success","resultJson":${JSON.stringify(nested)}}}`) },
        'empty',
      ],
    ];
    for (const [answer, state] of answers) {
      server.task(taskId, [answer], route);
      const { record } = await askRecordInfo(taskId, route, tools(), never);
      expect(record.state).toBe(state);
      if (record.state === 'failed') expect(record.failure.kind).toBe('badAnswer');
    }
  });
});

const finals: readonly (readonly [number, FailureKind])[] = [
  [400, 'taskRejected'],
  [401, 'keyRefused'],
  [402, 'outOfCredits'],
  [404, 'taskNotFound'],
  [422, 'taskRejected'],
  [451, 'sourceUnreachable'],
];
const passings: readonly (readonly [number, FailureKind])[] = [
  [408, 'timedOut'],
  [425, 'serviceError'],
  [429, 'rateLimited'],
  [455, 'maintenance'],
  [500, 'serviceError'],
  [502, 'serviceError'],
  [503, 'serviceError'],
];

describe.each([
  ['the HTTP status', codeInStatus],
  ['the body of a 200', codeInBody],
])('a code in %s', (_where, answer) => {
  it.each(finals)('%d is %s and asked once', async (code, kind) => {
    const { record, asked } = await ask([answer(code, 'why')]);
    expect(record).toMatchObject({ state: 'failed', failure: { kind } });
    expect(asked).toBe(1);
  });

  it.each(passings)('%d is %s after five tries', async (code, kind) => {
    const { record, asked, waits } = await ask([answer(code, 'why')]);
    expect(record).toMatchObject({ state: 'failed', failure: { kind } });
    expect([asked, waits]).toEqual([5, [250, 500, 1000, 2000]]);
  });

  it.each(passings)('%d twice, then an answer, is an answer', async (code) => {
    const { record, asked } = await ask([answer(code), answer(code), pending(taskId)]);
    expect(record).toEqual({ state: 'separating' });
    expect(asked).toBe(3);
  });
});

describe('an answer that is none', () => {
  it('Retry-After is obeyed', async () => {
    const { record, waits } = await ask([{ status: 429, headers: { 'retry-after': '7' }, body: {} }, pending(taskId)]);
    expect(record).toEqual({ state: 'separating' });
    expect(waits).toEqual([7500]);
  });

  it('Retry-After of a day ends it at once', async () => {
    const { record, asked } = await ask([{ status: 429, headers: { 'retry-after': '86400' }, body: {} }]);
    expect(record).toMatchObject({ failure: { kind: 'rateLimited' } });
    expect(asked).toBe(1);
  });

  it('F19 a page instead of JSON cannot be read', async () => {
    expect(await ask([{ body: '<!doctype html>' }])).toMatchObject({
      record: { failure: { kind: 'badAnswer' } },
      asked: 1,
    });
  });

  const record = JSON.stringify(ready(taskId, { vocalUrl: 'https://file.aiquickdraw.com/s/Ä.mp3' }).body);
  const encoded = (encoding: string, body: Uint8Array): Answer => ({ headers: { 'content-encoding': encoding }, body });

  it.each([
    ['a byte order mark', { body: Buffer.from(`\uFEFF${record}`) }],
    ['UTF-16', { body: Buffer.from(`\uFEFF${record}`, 'utf16le') }],
    ['gzip', encoded('gzip', gzipSync(record))],
    ['gzip behind a byte order mark', encoded('GZIP', gzipSync(`\uFEFF${record}`))],
    ['x-gzip', encoded('x-gzip', gzipSync(record))],
    ['gzip without a word', { body: gzipSync(record) }],
    ['deflate', encoded('deflate', deflateSync(record))],
    ['bare deflate', encoded('deflate', deflateRawSync(record))],
    ['Brotli', encoded('br', brotliCompressSync(record))],
    ['gzip in Brotli', encoded('gzip, br', brotliCompressSync(gzipSync(record)))],
    ['the word gzip, which is not true', encoded('gzip', Buffer.from(record))],
    ['the word UTF-8', encoded('UTF-8', Buffer.from(record))],
    ['the word aws-chunked', encoded('aws-chunked', Buffer.from(record))],
    ['the words aws-chunked and gzip', encoded('gzip,aws-chunked', gzipSync(record))],
  ] as const)('one with %s is read', async (_what, answer) => {
    const { record: told, asked: times } = await ask([answer]);
    expect(told).toMatchObject({
      state: 'ready',
      song: { stems: [{ url: expect.stringContaining('Ä.mp3') as string }] },
    });
    expect(times).toBe(1);
  });

  it('a packed one that cannot be unpacked cannot be read', async () => {
    const broken = gzipSync(record).subarray(0, 40);
    expect((await ask([encoded('gzip', broken)])).record).toMatchObject({ failure: { kind: 'badAnswer' } });
    expect((await ask([encoded('zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))])).record).toMatchObject({
      failure: { kind: 'badAnswer' },
    });
  });

  it('a packed one is not unpacked beyond a megabyte', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20, ' '));
    expect((await ask([encoded('gzip', bomb)])).record).toMatchObject({
      failure: { kind: 'badAnswer', detail: 'The answer is far too long.' },
    });
  });

  it('F19 two megabytes are not read to the end', async () => {
    const { record } = await ask([{ body: { code: 200, data: 'x'.repeat(2_000_000) } }]);
    expect(record).toMatchObject({ failure: { kind: 'badAnswer', detail: 'The answer is far too long.' } });
  });

  it('a page with status 500 is a service error', async () => {
    expect(await ask([{ status: 500, body: '<h1>oops</h1>' }])).toMatchObject({
      record: { failure: { kind: 'serviceError' } },
    });
  });

  it('where status and body both complain, the body knows more', async () => {
    const { record, asked } = await ask([{ status: 500, body: { code: 401, msg: 'no access' } }]);
    expect(record).toMatchObject({ failure: { kind: 'keyRefused' } });
    expect(asked).toBe(1);
  });

  it('resets are tried again', async () => {
    const { record, asked } = await ask([{ instead: 'reset' }, { instead: 'reset' }, pending(taskId)]);
    expect([record.state, asked]).toEqual(['separating', 3]);
  });

  it('silence times out, five times', async () => {
    const { record, asked } = await ask([{ instead: 'silence' }], quick);
    expect(record).toMatchObject({ failure: { kind: 'timedOut' } });
    expect(asked).toBe(5);
  });

  it('without a key nothing is sent', async () => {
    const { record, asked } = await ask([pending(taskId)], { readKey: () => Promise.resolve(fail('noKey')) });
    expect(record).toMatchObject({ failure: { kind: 'noKey' } });
    expect(asked).toBe(0);
  });

  it('nobody listening is offline', async () => {
    const base = loopbackBase('http://127.0.0.1:9');
    const { record } = await askRecordInfo(taskId, null, tools({ base }), never);
    expect(record).toMatchObject({ failure: { kind: 'offline', detail: '127.0.0.1' } });
  });
});

describe('requests of many songs', () => {
  it('go out at most two a second', async () => {
    const limiter = new RequestLimiter(clock);
    await Promise.all([1, 2, 3, 4].map(() => limiter.wait(never)));
    expect(clock.ticksMs()).toBeGreaterThanOrEqual(1500);
  });
});

describe('testing the key', () => {
  const outcome = async (credit: Answer, changes: Partial<KieTools> = {}): Promise<Result<unknown>> => {
    server.credit = credit;
    return testKey(tools(changes), never);
  };

  it.each([
    [100, 100],
    ['42.5', 42.5],
    [0, 0],
    [-3, 0],
  ])('works with %j credits', async (data, creditsLeft) => {
    expect(await outcome({ body: { code: 200, msg: 'success', data } })).toEqual(ok({ outcome: 'works', creditsLeft }));
    expect(server.seen[0]?.path).toBe('/api/v1/chat/credit');
  });

  it('is refused, in the status or in the body', async () => {
    expect(await outcome(codeInStatus(401))).toEqual(ok({ outcome: 'refused' }));
    expect(await outcome(codeInBody(401))).toEqual(ok({ outcome: 'refused' }));
    const wrong = { readKey: () => Promise.resolve(ok('wrong-key-123')) };
    expect(await outcome(codeInBody(200), wrong)).toEqual(ok({ outcome: 'refused' }));
  });

  it('finds no credits left', async () => {
    expect(await outcome(codeInBody(402))).toEqual(ok({ outcome: 'works', creditsLeft: 0 }));
  });

  it.each([[codeInStatus(500)], [codeInBody(455)], [{ body: '<html>' }], [{ body: { code: 200, data: null } }]])(
    'finds the service down with %j',
    async (answer) => {
      expect(await outcome(answer)).toMatchObject({ ok: true, value: { outcome: 'serviceDown' } });
      expect(server.seen).toHaveLength(1);
    },
  );

  it('cannot reach the service', async () => {
    expect(await outcome({ instead: 'reset' })).toMatchObject({ ok: true, value: { outcome: 'unreachable' } });
    expect(await outcome({ instead: 'silence' }, quick)).toMatchObject({ ok: true, value: { outcome: 'unreachable' } });
  });

  it('without a key fails', async () => {
    expect(await outcome({}, { readKey: () => Promise.resolve(fail('noKey')) })).toEqual(fail('noKey'));
  });
});

describe('where the service is', () => {
  it.each([undefined, '', '  '])('%j is the real one', (text) => {
    expect(parseApiBase(text)).toEqual(
      ok({ origin: 'https://api.kie.ai', uploadOrigin: 'https://kieai.redpandaai.co', loopbackOrigin: null }),
    );
  });

  it.each(['http://127.0.0.1:8080', 'http://localhost:3000/', 'http://[::1]:9', 'https://127.0.0.1:8443'])(
    '%s is on this computer',
    (text) => {
      const { origin } = new URL(text);
      expect(parseApiBase(text)).toEqual(ok({ origin, uploadOrigin: origin, loopbackOrigin: origin }));
    },
  );

  it.each([
    'https://evil.example',
    'https://api.kie.ai.evil.example',
    'http://127.0.0.1:80@evil.example',
    'http://user@127.0.0.1:80',
    'http://127.0.0.1:80/path',
    'http://127.0.0.1:80?x=1',
    'http://127.0.0.1:80#x',
    'http://localhost.evil.example',
    'http://192.168.1.5:80',
    'http://0.0.0.0:80',
    'file:///etc',
    'ws://127.0.0.1:80',
    'nonsense',
  ])('%s is refused with a sentence', (text) => {
    const parsed = parseApiBase(text);
    expect(parsed.ok ? '' : parsed.failure.detail).toMatch(/STEMROOM_API_BASE may only name a server on this computer/);
  });
});
