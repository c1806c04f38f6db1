import { readdir, readFile, readlink, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stemFlowUrl, type Sha256 } from '../../../electron/contract/index.ts';
import { answerStem, routeStem, streamStem } from '../../../electron/main/app-protocol/answer-stem.ts';
import { mp3Bytes, sha256Of, tempFolder } from '../library/rig.ts';

const sha = 'a'.repeat(64) as Sha256;

describe('a request to stem://', () => {
  it('names a stem by its hash alone', () => {
    expect(routeStem(stemFlowUrl(sha), 'GET')).toBe(sha);
  });

  it.each([
    ['PUT', `stem://library/${sha}`],
    ['HEAD', `stem://library/${sha}`],
    ['OPTIONS', `stem://library/${sha}`],
    ['GET', `stem://library/${sha}?x`],
    ['GET', `stem://library/${sha}/`],
    ['GET', `stem://library/${sha}%00`],
    ['GET', `stem://library//${sha}`],
    ['GET', `stem://library/../${sha}`],
    ['GET', `stem://library/${sha.toUpperCase()}`],
    ['GET', `stem://library/${sha.slice(1)}`],
    ['GET', 'stem://library/'],
    ['GET', `stem://evil/${sha}`],
    ['GET', `stem://library@evil/${sha}`],
    ['GET', `stem://library:80/${sha}`],
    ['GET', `stem:library/${sha}`],
    ['GET', `app://library/${sha}`],
    ['GET', 'stem://library//etc/passwd'],
  ])('%s %s names none', (method, url) => {
    expect(routeStem(url, method)).toBeNull();
  });
});

async function served() {
  const sound = mp3Bytes(200_000);
  const folder = await tempFolder();
  const path = join(folder, 'stem');
  await writeFile(path, sound);
  const sha256 = sha256Of(sound) as Sha256;
  const stored = { path, byteLength: sound.byteLength, container: 'mp3' } as const;
  const ask = (range?: string, url = stemFlowUrl(sha256)) =>
    answerStem((hash) => Promise.resolve(hash === sha256 ? stored : null), {
      ...{ url, method: 'GET' },
      headers: range === undefined ? {} : { range },
    });
  const stream = (range?: string, url = stemFlowUrl(sha256)) =>
    streamStem(
      (hash) => Promise.resolve(hash === sha256 ? stored : null),
      new Request(url, { headers: range === undefined ? {} : { range } }),
    );
  return { ask, stream, sound, folder, path };
}

describe('a stem for the file loader', () => {
  it('is the file itself, under headers that keep it to the page', async () => {
    const { ask, sound } = await served();
    const answer = await ask();
    if ('error' in answer) throw new Error('It was refused.');
    expect(await readFile(answer.path)).toEqual(Buffer.from(sound));
    expect(answer.headers).toMatchObject({
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    expect(answer.headers).not.toHaveProperty('Content-Range');
  });

  it('is told to be a part when one is asked for', async () => {
    const { ask, sound } = await served();
    const [last, whole] = [String(sound.byteLength - 1), String(sound.byteLength)];
    expect(await ask('bytes=1000-')).toMatchObject({ headers: { 'Content-Range': `bytes 1000-${last}/${whole}` } });
    expect(await ask('bytes=5-9')).toMatchObject({ headers: { 'Content-Range': `bytes 5-9/${whole}` } });
  });

  it.runIf(process.platform === 'linux')('stays that file, whatever is put in its place', async () => {
    const { ask, sound, folder, path } = await served();
    const answer = await ask();
    if ('error' in answer) throw new Error('It was refused.');
    await writeFile(join(folder, 'secret'), 'secret');
    await rename(path, join(folder, 'moved'));
    await symlink(join(folder, 'secret'), path);
    expect(await readFile(answer.path)).toEqual(Buffer.from(sound));
    // Asked for again, a link is not followed.
    await expect(ask()).rejects.toThrow('ELOOP');
  });

  it('is refused when it was cut, is no file, or is nobody’s', async () => {
    const { ask, path, sound, folder } = await served();
    expect(await ask(undefined, stemFlowUrl(sha))).toEqual({ error: -6 });
    expect(await ask(undefined, `${stemFlowUrl(sha)}?`)).toEqual({ error: -6 });
    await truncate(path, sound.byteLength - 1);
    expect(await ask()).toEqual({ error: -6 });
    const toFolder = { path: folder, byteLength: 0, container: 'mp3' } as const;
    const ofFolder = await answerStem(() => Promise.resolve(toFolder), {
      ...{ url: stemFlowUrl(sha), method: 'GET', headers: {} },
    });
    expect(ofFolder).toEqual({ error: -6 });
  });
});

describe('a stem in an Electron without a file loader', () => {
  it('is the same file under the same headers', async () => {
    const { stream, ask, sound } = await served();
    const [answer, loaded] = [await stream(), await ask()];
    if ('error' in loaded) throw new Error('It was refused.');
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'access-control-allow-origin': '*',
      ...Object.fromEntries(new Headers(loaded.headers)),
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(sound))).toBe(true);
  });

  it.each([
    ['bytes=1000-', 1000, 200_000],
    ['bytes=5-9', 5, 10],
    ['bytes=-7', 199_993, 200_000],
  ])('gives the part %s and tells which it is', async (range, start, end) => {
    const { stream, sound } = await served();
    const answer = await stream(range);
    const last = String(Math.min(end, sound.byteLength) - 1);
    expect(answer.headers.get('content-range')).toBe(`bytes ${String(start)}-${last}/${String(sound.byteLength)}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(sound.subarray(start, end)))).toBe(true);
  });

  it('is refused when it was cut, starts behind its end, or is nobody’s', async () => {
    const { stream, path, sound } = await served();
    expect((await stream(undefined, stemFlowUrl(sha))).type).toBe('error');
    expect((await stream(`bytes=${String(sound.byteLength)}-`)).type).toBe('error');
    await truncate(path, sound.byteLength - 1);
    expect((await stream()).type).toBe('error');
  });

  it('that becomes shorter while it is read ends as a failure, not as a shorter stem', async () => {
    const { path } = await served();
    await truncate(path, 3_000_000);
    const stored = { path, byteLength: 3_000_000, container: 'mp3' } as const;
    const answer = await streamStem(() => Promise.resolve(stored), new Request(stemFlowUrl(sha)));
    await truncate(path, 2_000_000);
    await expect(answer.arrayBuffer()).rejects.toThrow('shorter');
  });

  it.runIf(process.platform === 'linux')('is closed when no more of it is wanted', async () => {
    const { stream, path } = await served();
    const answer = await stream();
    await answer.body?.cancel();
    const held = await Promise.all(
      (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
    );
    expect(held).not.toContain(path);
  });
});
