import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverOf, fail, ok, type FailureKind, type Result } from '../../../electron/contract/index.ts';
import { answerRequest, type AppFiles } from '../../../electron/main/app-protocol/answer.ts';
import { contentSecurityPolicy } from '../../../electron/main/app-protocol/headers.ts';
import { listPageFiles } from '../../../electron/main/app-protocol/page-files.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { mp3Bytes, sha256Of, tempFolder } from '../library/rig.ts';

const ticket = '01hzy3v7q8m4n5p6r7s8t9vwxy';

async function served(sound = mp3Bytes(200_000)) {
  const folder = await tempFolder();
  await mkdir(join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'page', 'assets', 'a.js'), 'export {}');
  await writeFile(join(folder, 'page', 'notes.md'), 'secret');
  await writeFile(join(folder, 'stem'), sound);
  const sha256 = sha256Of(sound);
  const saved: Uint8Array[] = [];
  const written: { offset: number; bytes: Uint8Array }[] = [];
  const answer: { write: Result<undefined> } = { write: ok() };
  // Listed before a test can end and take the folder with it.
  const pageFiles = await listPageFiles(nodeFs, join(folder, 'page'));
  const files: AppFiles = {
    pageFiles: () => Promise.resolve(pageFiles),
    findSound: (hash) =>
      Promise.resolve(
        hash === sha256 ? { path: join(folder, 'stem'), byteLength: sound.byteLength, container: 'mp3' } : null,
      ),
    findCover: (id) => Promise.resolve(id === ticket ? coverOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)) : null),
    findOverview: (hash) => Promise.resolve(hash === sha256 && saved.length > 0 ? join(folder, 'stem') : null),
    saveOverview: (hash, bytes) => {
      saved.push(bytes);
      return Promise.resolve(hash === sha256 ? ok() : fail('notFound'));
    },
    writeExport: (_ticket, offset, bytes) => {
      written.push({ offset, bytes });
      return Promise.resolve(answer.write);
    },
  };
  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    answerRequest(files, new Request(`app://bundle${path}`, init));
  const cut = (byteLength: number): Promise<void> => truncate(join(folder, 'stem'), byteLength);
  return { ask, sound, sha256, saved, written, answer, cut };
}

const put = (bytes: Uint8Array<ArrayBuffer>): RequestInit => ({ method: 'PUT', body: bytes });

describe('page files', () => {
  it('come with the policy that makes the page a guest', async () => {
    const { ask } = await served();
    for (const path of ['/index.html', '/assets/a.js']) {
      const { status, headers } = await ask(path);
      expect(status).toBe(200);
      expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy);
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await ask('/assets/a.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  it('may not ask for MIDI, but for the page of the app itself', async () => {
    const { ask } = await served();
    const policies = ['/index.html', '/assets/a.js'].map(async (path) => {
      const policy = (await ask(path)).headers.get('permissions-policy') ?? '';
      return policy.split(', ').filter((feature) => !feature.endsWith('=()'));
    });
    expect(await Promise.all(policies)).toEqual([['midi=(self)'], []]);
  });

  it('are those the build left for the page, no others', async () => {
    const { ask } = await served();
    for (const path of [
      '/',
      '/notes.md',
      '/assets',
      '/assets/',
      '/nothing.js',
      '/assets/../stem',
      '/../stem',
      '//index.html',
    ])
      expect((await ask(path)).status, path).toBe(404);
  });

  it('allow no text to become a script and no other host', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/);
    expect(contentSecurityPolicy).toContain("require-trusted-types-for 'script'");
  });
});

describe('a stem', () => {
  it('is given whole, with its type and length', async () => {
    const { ask, sha256, sound } = await served();
    const answer = await ask(`/__stem/${sha256}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/mpeg');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array(sound));
  });

  it('is the same when it is put together from 64 KiB ranges', async () => {
    const { ask, sha256, sound } = await served();
    const pieces: Buffer[] = [];
    for (let start = 0; start < sound.byteLength; start += 65_536) {
      const answer = await ask(`/__stem/${sha256}`, {
        headers: { range: `bytes=${String(start)}-${String(start + 65_535)}` },
      });
      expect(answer.status).toBe(206);
      const end = Math.min(start + 65_536, sound.byteLength) - 1;
      expect(answer.headers.get('content-range')).toBe(
        `bytes ${String(start)}-${String(end)}/${String(sound.byteLength)}`,
      );
      pieces.push(Buffer.from(await answer.arrayBuffer()));
    }
    expect(sha256Of(Buffer.concat(pieces))).toBe(sha256);
  });

  it('has no bytes past its end, and nobody else has any', async () => {
    const { ask, sha256, sound } = await served();
    const past = await ask(`/__stem/${sha256}`, { headers: { range: `bytes=${String(sound.byteLength)}-` } });
    expect([past.status, past.headers.get('content-range')]).toEqual([416, `bytes */${String(sound.byteLength)}`]);
    expect((await ask(`/__stem/${'b'.repeat(64)}`)).status).toBe(404);
  });
});

describe('a cover', () => {
  it('is given with the type its bytes have, and is not there for other songs', async () => {
    const { ask } = await served();
    const answer = await ask(`/__cover/${ticket}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask(`/__cover/${'0'.repeat(26)}`)).status).toBe(404);
  });
});

describe('parts of stems', () => {
  const asked = (...parts: readonly (readonly [string, number, number])[]): string =>
    `/__parts?${parts.map(([hash, offset, length]) => `${hash}=${String(offset)}+${String(length)}`).join('&')}`;

  it('come one behind the other, in the order they were asked for', async () => {
    const { ask, sha256, sound } = await served();
    const answer = await ask(asked([sha256, 150_000, 50_000], [sha256, 0, 3], [sha256, 7, 1]));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe('50004');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    const expected = [sound.subarray(150_000), sound.subarray(0, 3), sound.subarray(7, 8)];
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.concat(expected));
  });

  it('are all there or none is given', async () => {
    const { ask, sha256, sound } = await served();
    const whole = [sha256, 0, 10] as const;
    const past = await ask(asked(whole, [sha256, sound.byteLength - 5, 6]));
    expect([past.status, (await past.arrayBuffer()).byteLength]).toEqual([416, 0]);
    const unknown = await ask(asked(whole, ['b'.repeat(64), 0, 1]));
    expect([unknown.status, (await unknown.arrayBuffer()).byteLength]).toEqual([404, 0]);
  });
});

describe('an overview', () => {
  it('is taken up to 1 MiB, then given back', async () => {
    const { ask, sha256, saved } = await served();
    expect((await ask(`/__overview/${sha256}`)).status).toBe(404);
    expect((await ask(`/__overview/${sha256}`, put(new Uint8Array(1024 * 1024)))).status).toBe(204);
    expect(saved[0]?.byteLength).toBe(1024 * 1024);
    expect((await ask(`/__overview/${sha256}`)).status).toBe(200);
    expect((await ask(`/__overview/${sha256}`, put(new Uint8Array(1024 * 1024 + 1)))).status).toBe(413);
    expect(saved).toHaveLength(1);
  });

  it('of an unknown stem is refused', async () => {
    const { ask } = await served();
    expect((await ask(`/__overview/${'b'.repeat(64)}`, put(new Uint8Array(10)))).status).toBe(404);
  });
});

describe('a piece of an export', () => {
  it('arrives as it was sent, at its offset', async () => {
    const { ask, written } = await served();
    const bytes = mp3Bytes(70_000);
    expect((await ask(`/__export/${ticket}?offset=140000`, put(bytes))).status).toBe(204);
    expect(written[0]?.offset).toBe(140_000);
    expect(new Uint8Array(written[0]?.bytes ?? [])).toEqual(bytes);
  });

  it('of more than 8 MiB is not taken', async () => {
    const { ask, written } = await served();
    expect((await ask(`/__export/${ticket}?offset=0`, put(new Uint8Array(8 * 1024 * 1024 + 1)))).status).toBe(413);
    expect(written).toEqual([]);
  });

  it.each([
    ['diskFull', 507],
    ['notFound', 404],
    ['diskError', 500],
  ] as readonly (readonly [FailureKind, number])[])('that met %s answers %d', async (kind, status) => {
    const { ask, answer } = await served();
    answer.write = fail(kind);
    expect((await ask(`/__export/${ticket}?offset=0`, put(new Uint8Array(1)))).status).toBe(status);
  });
});

describe('a stem that was cut after it was looked at', () => {
  it('is not found, whole or in parts: a page never gets zeros for sound', async () => {
    const { ask, sound, sha256, cut } = await served();
    await cut(1000);
    expect((await ask(`/__stem/${sha256}`)).status).toBe(404);
    expect((await ask(`/__stem/${sha256}`, { headers: { range: 'bytes=900-1100' } })).status).toBe(404);
    expect((await ask(`/__stem/${sha256}`, { headers: { range: 'bytes=0-999' } })).status).toBe(206);
    expect((await ask(`/__parts?${sha256}=0+1000&${sha256}=${String(sound.length - 10)}+10`)).status).toBe(404);
  });
});

describe('a request that nobody can mean', () => {
  it.each([
    ['/__stem/nothex', 'GET', 404],
    [`/__stem/${'a'.repeat(64)}`, 'PUT', 405],
    [`/__export/${ticket}`, 'GET', 405],
    ['/__parts?x', 'GET', 400],
  ])('%s, %s, is refused with %i', async (path, method, status) => {
    const { ask } = await served();
    expect((await ask(path, { method })).status).toBe(status);
  });
});
