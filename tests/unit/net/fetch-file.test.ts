import { createHash, randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/contract/index.ts';
import { fetchFile, type FileRequest } from '../../../electron/main/net/fetch-file.ts';
import { netLimits, type UrlCheck } from '../../../electron/main/net/http.ts';
import { judgeUrl } from '../../../electron/main/net/url-policy.ts';
import {
  answerWith,
  endAt,
  endless,
  ignoreRange,
  neverAnswer,
  redirectTo,
  resetAt,
  resetAtOnce,
  sendFile,
  stallAt,
  type FileStep,
  type ServedFile,
} from '../../fakes/file-steps.ts';
import { MemoryPart } from '../../fakes/memory-library.ts';
import { nodeHttp } from '../../fakes/node-http.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { TestClock } from '../../fakes/test-clock.ts';

const sound = Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(300_000, 'stem')]);
const strong: ServedFile = { bytes: sound, etag: '"v1"' };
/** For silences; everything else may take its time. */
const quick = { ...netLimits, headersMs: 60, bodyIdleMs: 60 };

let server: RecordInfoServer;
let part: MemoryPart;
let clock: TestClock;

beforeEach(async () => {
  server = await RecordInfoServer.start();
  part = new MemoryPart();
  clock = new TestClock();
});
afterEach(() => server.close());

const checkOf =
  (loopback: string | null): UrlCheck =>
  (text) => {
    const judged = judgeUrl(text, loopback);
    return Promise.resolve(judged.verdict === 'allowed' ? ok(judged.url) : fail('linkForbidden', text));
  };

function fetchFrom(url: string, changes: Partial<FileRequest> = {}) {
  return fetchFile({
    url,
    part,
    clock,
    http: nodeHttp(),
    limits: netLimits,
    checkUrl: checkOf(server.origin),
    loopbackOrigin: server.origin,
    signal: new AbortController().signal,
    mayHold: () => true,
    onProgress: () => undefined,
    ...changes,
  });
}

const fetchWith = (steps: readonly FileStep[], file: ServedFile = strong, changes: Partial<FileRequest> = {}) =>
  fetchFrom(server.file('/s/stem.mp3', file, steps), changes);

const whole = ok({ container: 'mp3', byteLength: sound.length });
const isWhole = (): boolean =>
  createHash('sha256').update(part.bytes).digest('hex') === createHash('sha256').update(sound).digest('hex');
const seen = () => server.requestsFor('/s/stem.mp3');
const failing = (kind: string) => ({ ok: false, failure: { kind, detail: expect.any(String) as string } });

describe('one file', () => {
  it('comes down whole, and its progress is told', async () => {
    const told: (number | null)[] = [];
    const result = await fetchWith([], strong, {
      onProgress: ({ receivedBytes, totalBytes }) => told.push(receivedBytes, totalBytes),
    });
    expect(result).toEqual(whole);
    expect(isWhole()).toBe(true);
    expect(told.slice(-2)).toEqual([sound.length, sound.length]);
    expect(part.expected).toEqual({ etag: '"v1"', totalBytes: sound.length, container: 'mp3' });
  });

  it('F11 is asked for without key, cookie or referrer, and unpacked', async () => {
    await fetchWith([redirectTo('/s/other.mp3')]);
    server.file('/s/other.mp3', strong);
    await fetchWith([redirectTo('/s/other.mp3')]);
    for (const { headers } of server.seen) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('referer');
      expect(headers['accept-encoding']).toBe('identity');
      expect(headers['user-agent']).toBe('Mozilla/5.0 (compatible; Stemroom)');
    }
    expect(server.seen.length).toBeGreaterThan(2);
  });

  it('is taken without a type and without a length', async () => {
    const bare = sendFile({ headers: { 'content-type': null, 'content-length': null } });
    expect(await fetchWith([bare])).toEqual(whole);
    expect(isWhole()).toBe(true);
  });
});

describe('F01 a connection that is reset', () => {
  it.each([0, 1, sound.length / 2, sound.length - 1])('at byte %d goes on where it broke off', async (byte) => {
    expect(await fetchWith([resetAt(Math.floor(byte))])).toEqual(whole);
    expect(isWhole()).toBe(true);
    expect(seen()).toHaveLength(2);
  });

  it('at four places asks for the rest only, by Range and If-Range', async () => {
    const steps = [1, 100_000, 200_000, sound.length - 1].map(resetAt);
    expect(await fetchWith(steps)).toEqual(whole);
    expect(isWhole()).toBe(true);
    expect(seen()).toHaveLength(5);
    const ranged = seen().filter(({ headers }) => headers.range !== undefined);
    expect(ranged.length).toBeGreaterThanOrEqual(3);
    expect(ranged.every(({ headers }) => headers['if-range'] === '"v1"')).toBe(true);
  });

  it('again and again ends after five tries, and keeps what came', async () => {
    const steps = [50_000, 60_000, 70_000, 80_000, 90_000, 100_000].map(resetAt);
    expect(await fetchWith(steps)).toEqual(failing('truncated'));
    expect(seen()).toHaveLength(5);
    expect(part.resumeFrom()?.offsetBytes).toBeGreaterThan(40_000);
  });
});

describe('a resume that cannot be trusted', () => {
  it('F02 starts over when the server sends all of it again', async () => {
    expect(await fetchWith([resetAt(100_000), ignoreRange])).toEqual(whole);
    expect(isWhole()).toBe(true);
    expect(part.restarts).toBe(2);
  });

  it('F03 starts over when the file has changed meanwhile', async () => {
    const other = Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(1000, 'new')]);
    const changed = answerWith(200, { 'content-type': 'audio/mpeg', etag: '"v2"' }, other);
    expect(await fetchWith([resetAt(100_000), changed])).toEqual(ok({ container: 'mp3', byteLength: other.length }));
    expect(part.bytes.equals(other)).toBe(true);
  });

  it('F03 starts over when a 206 comes with another ETag, another place or another length', async () => {
    for (const headers of [
      { etag: '"v2"' },
      { 'content-range': `bytes 5-${sound.length - 1}/${sound.length}` },
      { 'content-range': `bytes 100000-${sound.length - 1}/${sound.length + 1}` },
      { 'content-range': null },
    ]) {
      part = new MemoryPart();
      expect(await fetchWith([resetAt(100_000), sendFile({ headers })])).toEqual(whole);
      expect(isWhole()).toBe(true);
    }
  });

  it.each([['W/"v1"'], [undefined]])('F04 never asks for a part without a strong ETag (%s)', async (etag) => {
    const file = etag === undefined ? { bytes: sound } : { bytes: sound, etag };
    expect(await fetchWith([resetAt(100_000)], file)).toEqual(whole);
    expect(isWhole()).toBe(true);
    expect(seen().every(({ headers }) => headers.range === undefined && headers['if-range'] === undefined)).toBe(true);
  });

  it('F05 takes a 416 for the end when nothing is missing', async () => {
    part.expected = { etag: '"v1"', totalBytes: sound.length, container: 'mp3' };
    part.bytes = Buffer.from(sound);
    expect(await fetchWith([])).toEqual(whole);
    expect(seen()).toHaveLength(1);
    expect(part.restarts).toBe(0);
  });

  it('F05 starts over once when the part is longer than the file', async () => {
    part.expected = { etag: '"v1"', totalBytes: sound.length, container: 'mp3' };
    part.bytes = Buffer.concat([sound, sound]);
    expect(await fetchWith([])).toEqual(whole);
    expect(isWhole()).toBe(true);
  });

  it('F05 gives up when it is a 416 again', async () => {
    part.expected = { etag: '"v1"', totalBytes: null, container: 'mp3' };
    part.bytes = Buffer.from('ID3');
    const never416 = answerWith(416, {});
    expect(await fetchWith([never416, never416, never416])).toEqual(failing('linkRefused'));
    expect(seen()).toHaveLength(2);
  });
});

describe('a body that is not what was promised', () => {
  it('F06 is not taken for the file when it ends politely but early', async () => {
    expect(await fetchWith([1, 2, 3, 4, 5].map(() => endAt(70_000)))).toEqual(failing('truncated'));
  });

  it('F07 is refused unread when it says it is too large', async () => {
    const huge = answerWith(200, { 'content-type': 'audio/mpeg', 'content-length': 5 * 1024 ** 3 }, 'ID3');
    expect(await fetchWith([huge])).toEqual(failing('tooLarge'));
    expect([part.restarts, seen().length]).toEqual([0, 1]);
  });

  it('F07 is cut off at the cap when it never ends', async () => {
    const limits = { ...netLimits, maxStemBytes: 1_000_000 };
    expect(await fetchWith([endless(sound)], strong, { limits })).toEqual(failing('tooLarge'));
    expect(part.bytes.length).toBeLessThanOrEqual(1_000_000);
    expect(seen()).toHaveLength(1);
  });

  it('F07 is refused when the song would grow too large', async () => {
    expect(await fetchWith([], strong, { mayHold: (bytes) => bytes < 1000 })).toEqual(failing('tooLarge'));
  });

  const html = '<!doctype html><title>Sign in</title>';
  it.each([
    ['a page', answerWith(200, { 'content-type': 'text/html' }, html)],
    ['a page that says it is sound', answerWith(200, { 'content-type': 'audio/mpeg' }, html)],
    ['an error in JSON', answerWith(200, { 'content-type': 'application/json' }, '{"code":401}')],
    ['nothing', answerWith(200, { 'content-type': 'audio/mpeg' })],
    ['a few bytes', answerWith(200, { 'content-type': 'audio/mpeg' }, 'abc')],
    ['a picture', answerWith(200, { 'content-type': 'audio/mpeg' }, Buffer.alloc(900, '\u0089PNG', 'latin1'))],
  ])('F08 %s is no sound: asked for once more, never written', async (_what, step) => {
    expect(await fetchWith([step, step, step])).toEqual(failing('notAudio'));
    expect([seen().length, part.restarts]).toEqual([2, 0]);
  });

  const json = '{"code":401,"msg":"no access"}';
  const xml = '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>';
  it.each([
    ['text/html; charset=utf-8', html, 'a web page (text/html)'],
    ['application/xhtml+xml', html, 'a web page (application/xhtml+xml)'],
    ['application/json', json, 'a message in JSON (application/json)'],
    ['text/json', json, 'a message in JSON (text/json)'],
    ['application/problem+json', json, 'a message in JSON (application/problem+json)'],
    ['application/xml', xml, 'a message in XML (application/xml)'],
    ['text/xml', xml, 'a message in XML (text/xml)'],
    ['image/svg+xml', '<svg/>', 'a message in XML (image/svg+xml)'],
    ['audio/mpeg', html, 'a web page'],
    ['text/plain', `\n\t ${html}`, 'a web page'],
    ['application/octet-stream', json, 'a message in JSON'],
    ['application/octet-stream', `\uFEFF${json}`, 'a message in JSON'],
    ['binary/octet-stream', '[{"code":404}]', 'a message in JSON'],
    ['audio/mpeg', xml, 'a message in XML'],
  ])('a body of type %s that holds %s ends early and is named', async (type, body, name) => {
    const step = answerWith(200, { 'content-type': type }, body);
    expect(await fetchWith([step, step])).toEqual(fail('notAudio', `127.0.0.1 sent ${name} instead of sound`));
    expect(part.restarts).toBe(0);
  });

  it('an endless page is not read to its end', async () => {
    const page = endless(Buffer.from('<!DOCTYPE html>'));
    expect(await fetchWith([page, page])).toEqual(failing('notAudio'));
    expect(part.bytes.length).toBe(0);
  });
});

describe('a label that says nothing of the bytes', () => {
  it.each([
    'text/plain',
    'text/plain; charset=UTF-8',
    'video/mp4',
    'video/mpeg',
    'application/ogg',
    'application/x-download',
    'application/force-download',
    'application/zip',
    'application/mp3',
    'image/jpeg',
    'binary/octet-stream',
    'AUDIO/MPEG',
    'mp3',
    '',
    'nonsense;;;',
  ])('the content type %j is looked into', async (type) => {
    expect(await fetchWith([sendFile({ headers: { 'content-type': type } })])).toEqual(whole);
    expect(isWhole()).toBe(true);
  });

  it.each(['identity', 'aws-chunked', 'UTF-8', 'utf8', 'none', 'binary', 'null', 'aws-chunked,identity', 'mp3', ''])(
    'the content encoding %j changes no byte, and the file can be gone on with',
    async (encoding) => {
      const labelled = { 'content-encoding': encoding };
      const broken: FileStep = (request, response, file) => {
        response.setHeader('content-encoding', encoding);
        resetAt(100_000)(request, response, file);
      };
      expect(await fetchWith([broken, sendFile({ headers: labelled })])).toEqual(whole);
      expect(isWhole()).toBe(true);
      expect(seen()[1]?.headers.range).toBe('bytes=100000-');
    },
  );
});

describe('F09 a file that comes packed though it was asked for as it is', () => {
  const packedStep = (encoding: string, body: Uint8Array): FileStep =>
    answerWith(
      200,
      { 'content-type': 'audio/mpeg', 'content-encoding': encoding, 'content-length': body.length, etag: '"v1"' },
      body,
    );

  it.each([
    ['gzip', gzipSync(sound)],
    ['x-gzip', gzipSync(sound)],
    ['deflate', deflateSync(sound)],
    ['deflate', deflateRawSync(sound)],
    ['br', brotliCompressSync(sound)],
    ['gzip', sound],
    ['br', sound],
    ['zstd', sound],
  ])('with %s is saved as it was before', async (encoding, body) => {
    expect(await fetchWith([packedStep(encoding, body)])).toEqual(whole);
    expect(isWhole()).toBe(true);
    // The length and the ETag of the answer are those of the packed bytes.
    expect(part.expected).toEqual({ etag: null, totalBytes: null, container: 'mp3' });
  });

  it.each([
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, ...Buffer.alloc(90)])],
    ['gzip', Buffer.alloc(900, 7)],
    ['br', Buffer.alloc(900, 0xff)],
  ])('with %s that cannot be undone is refused with that word', async (encoding, body) => {
    const step = packedStep(encoding, body);
    const result = await fetchWith([step, step]);
    expect(result).toEqual(failing('notAudio'));
    expect(result.ok ? '' : result.failure.detail).toMatch(/^127\.0\.0\.1 packed the file .*cannot be undone$/);
    expect(part.restarts).toBe(0);
  });

  it('and ends early is not taken for the file', async () => {
    const cut = gzipSync(randomBytes(90_000)).subarray(0, 60_000);
    const half = packedStep('gzip', gzipSync(Buffer.concat([Buffer.from('ID3\x04'), cut])).subarray(0, 50_000));
    expect(await fetchWith([1, 2, 3, 4, 5].map(() => half))).toEqual(failing('truncated'));
  });

  it('is cut off at the cap, however small it was packed', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(50_000_000)]));
    const limits = { ...netLimits, maxStemBytes: 1_000_000 };
    expect(await fetchWith([packedStep('gzip', bomb)], strong, { limits })).toEqual(failing('tooLarge'));
    expect(part.bytes.length).toBeLessThanOrEqual(1_000_000);
  });
});

describe('F10 redirects', () => {
  it('are followed, three at most', async () => {
    for (const hop of [1, 2, 3]) server.file(`/${hop}`, strong, [redirectTo(hop === 3 ? '/end' : `/${hop + 1}`, 307)]);
    server.file('/end', strong);
    expect(await fetchFrom(`${server.origin}/1`)).toEqual(whole);
    server.file('/0', strong, [redirectTo('/1')]);
    for (const hop of [1, 2, 3]) server.file(`/${hop}`, strong, [redirectTo(hop === 3 ? '/end' : `/${hop + 1}`, 307)]);
    expect(await fetchFrom(`${server.origin}/0`)).toEqual(failing('linkForbidden'));
  });

  it('to places we may not go are not followed: nobody there sees a connection', async () => {
    const trap = await RecordInfoServer.start();
    const port = new URL(trap.origin).port;
    const targets = [
      trap.origin,
      `http://localhost:${port}/`,
      `http://127.1:${port}/`,
      `http://2130706433:${port}/`,
      `http://0x7f000001:${port}/`,
      `http://0177.0.0.1:${port}/`,
      `http://[::1]:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `https://127.0.0.1:${port}/`,
      `http://user@127.0.0.1:${port}/`,
      `http://0:${port}/`,
      'file:///etc/passwd',
      'data:audio/mpeg,ID3',
      'https://localhost/',
      'http://file.aiquickdraw.com/a.mp3',
    ];
    for (const target of targets) {
      expect([target, await fetchWith([redirectTo(target)])]).toEqual([target, failing('linkForbidden')]);
    }
    expect(trap.seen).toEqual([]);
    await trap.close();
  });

  it('refuses a good name that stands for a private address', async () => {
    const checkUrl: UrlCheck = () => Promise.resolve(ok(new URL(`${server.origin}/s/stem.mp3`)));
    expect(await fetchWith([], strong, { checkUrl, loopbackOrigin: null })).toEqual(failing('linkForbidden'));
    expect(seen()).toEqual([]);
  });
});

it('F10 a name that stands for a public and for a private address is refused', async () => {
  const checkUrl: UrlCheck = () => Promise.resolve(ok(new URL(`${server.origin}/s/stem.mp3`)));
  const http = { ...nodeHttp(), addressesOf: () => Promise.resolve(['1.1.1.1', '10.0.0.1']) };
  expect(await fetchWith([], strong, { checkUrl, http, loopbackOrigin: null })).toEqual(failing('linkForbidden'));
  expect(seen()).toEqual([]);
});

describe('a server that is slow, busy or gone', () => {
  it('F13 is asked again after errors of its own, in longer and longer steps', async () => {
    const steps = [500, 502, 503, 504].map((status) => answerWith(status));
    expect(await fetchWith(steps)).toEqual(whole);
    expect(clock.waits).toEqual([250, 500, 1000, 2000]);
  });

  it('F12 is left alone for as long as it asks', async () => {
    expect(await fetchWith([answerWith(429, { 'retry-after': '7' })])).toEqual(whole);
    expect(clock.waits).toEqual([7500]);
  });

  it('F12 is not asked again when that is too long', async () => {
    expect(await fetchWith([answerWith(429, { 'retry-after': '86400' })])).toEqual(failing('rateLimited'));
    expect(seen()).toHaveLength(1);
  });

  it.each([400, 401, 402, 403, 404, 410, 422])('F15 is believed when it answers %d', async (status) => {
    expect(await fetchWith([answerWith(status)])).toEqual(failing('linkRefused'));
    expect(seen()).toHaveLength(1);
  });

  it('F16 is given up after five silences', async () => {
    expect(
      await fetchWith(
        [1, 2, 3, 4, 5].map(() => neverAnswer),
        strong,
        { limits: quick },
      ),
    ).toEqual(failing('timedOut'));
    expect(seen()).toHaveLength(5);
  });

  it('F16 goes on after a body that stopped', async () => {
    const limits = { ...netLimits, bodyIdleMs: 1000 };
    expect(await fetchWith([stallAt(100_000)], strong, { limits })).toEqual(whole);
    expect(isWhole()).toBe(true);
    expect(seen()[1]?.headers.range).toBe('bytes=100000-');
  });

  it('F16 is taken for silent when it only drips', async () => {
    let pieces = 0;
    // Ten minutes go by with the first piece.
    const onProgress = (): void => {
      if ((pieces += 1) === 1) clock.advance(600_000);
    };
    expect(await fetchWith([], strong, { onProgress })).toEqual(whole);
    expect(isWhole()).toBe(true);
    expect(seen()[1]?.headers.range).toMatch(/^bytes=\d+-$/);
  });

  it('is tried again when it hangs up at once', async () => {
    expect(await fetchWith([resetAtOnce, resetAtOnce])).toEqual(whole);
  });

  it('is offline when nobody listens', async () => {
    const { origin } = server;
    await server.close();
    const result = await fetchFrom(`${origin}/s/stem.mp3`, { checkUrl: checkOf(origin), loopbackOrigin: origin });
    expect(result).toEqual(failing('offline'));
    server = await RecordInfoServer.start();
  });
});

describe('from our side', () => {
  it('a cancel ends it at once and closes the connection', async () => {
    const controller = new AbortController();
    const startMs = performance.now();
    const fetching = fetchWith([stallAt(100_000)], strong, {
      signal: controller.signal,
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes >= 100_000) controller.abort(new Error('cancelled'));
      },
    });
    await expect(fetching).rejects.toThrow('cancelled');
    expect(performance.now() - startMs).toBeLessThan(netLimits.bodyIdleMs);
    expect(part.bytes.length).toBe(100_000);
  });

  it('trouble of the disk ends it without another try', async () => {
    part.appendFailure = fail('diskFull');
    expect(await fetchWith([])).toEqual(failing('diskFull'));
    expect(seen()).toHaveLength(1);
  });
});
