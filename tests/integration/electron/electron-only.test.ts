import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKeychain, startScreen } from '../../../build/desktop.js';
import { chosenElectron } from '../../../build/setup/electron.js';
import { hangingService } from '../../fakes/hanging-keychain.ts';
import { httpPortCases } from '../../fakes/http-port-cases.ts';

const fromHere = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
let screen: Awaited<ReturnType<typeof startScreen>>;
let folder: string;
let project: string;

beforeAll(async () => {
  screen = await startScreen();
  folder = await mkdtemp(path.join(os.tmpdir(), 'stemroom-electron-'));
  // Below node_modules, so that the helper finds keytar as it does in the app.
  project = fromHere('../../../node_modules/.cache/stemroom-electron-only');
  await mkdir(project, { recursive: true });
  const main = '../../../electron/main';
  await build({
    entryPoints: { main: fromHere('app.ts'), 'keychain-helper': fromHere(`${main}/keychain/helper.ts`) },
    outdir: project,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['electron'],
  });
  await writeFile(
    path.join(project, 'package.json'),
    '{"name":"only","version":"1.0.0","type":"module","main":"main.js"}',
  );
});
afterAll(async () => {
  await screen.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(project, { recursive: true, force: true });
});

type Line = Readonly<Record<string, unknown>>;

/** Runs the app; gives its results and how long it took, from start to gone. */
function run(part: string, env: Readonly<Record<string, string>> = {}): { lines: readonly Line[]; tookMs: number } {
  const executable = chosenElectron();
  if (executable === undefined) throw new Error('The set-up has not chosen an Electron yet: run npm test.');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startMs = performance.now();
  const ended = spawnSync(executable, [...asRoot, project, `--user-data-dir=${path.join(folder, part)}`], {
    env: { ...process.env, ...screen.env, PART: part, CERTIFICATES: fromHere('../../fixtures/tls'), ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(ended.signal, ended.stderr).toBeNull();
  const lines = ended.stdout.split('\n').filter((line) => line.startsWith('RESULT '));
  return { lines: lines.map((line) => JSON.parse(line.slice(7)) as Line), tookMs: performance.now() - startMs };
}

describe('in the real Electron', () => {
  it('the HTTP port does all that an adapter must', { timeout: 120_000 }, () => {
    const { lines } = run('net');
    expect(lines.filter(({ trouble }) => trouble !== null)).toEqual([]);
    expect(lines).toHaveLength(httpPortCases.length);
  });

  it('the keychain helper keeps a key, gives it back and lets go of it', { timeout: 120_000 }, async () => {
    const keychain = await startKeychain(await mkdtemp(path.join(folder, 'keys-')), 'unlocked');
    const { lines } = run('keychain', keychain.env);
    await keychain.stop();
    expect(lines).toEqual([
      { wrote: { ok: true } },
      { read: { ok: true, value: 'sk-from-electron' } },
      { removed: { ok: true } },
      { left: { ok: true, value: null } },
    ]);
  });

  it('a page reads stems with and without file protocols, and gets the same', { timeout: 120_000 }, () => {
    const { lines } = run('stems');
    expect(lines.map(({ got }) => (Array.isArray(got) ? got.slice(0, 3) : got))).toEqual([
      [200, null, 3_000_000],
      [200, 'bytes 1000000-2999999/3000000', 2_000_000],
      [200, 'bytes 5-9/3000000', 5],
      'refused',
    ]);
    const [warned, ...without] = run('stems', { WITHOUT_FILE_PROTOCOLS: '1' }).lines;
    expect(warned).toHaveProperty('warned');
    expect(without).toEqual(lines);
  });

  it('a server that asks for a certificate of the user gets none', { timeout: 120_000 }, () => {
    expect(run('certificate').lines).toEqual([{ isPrevented: true, chosen: [] }]);
  });

  it('a keychain that hangs keeps nobody from quitting', { timeout: 120_000 }, async () => {
    const hanging = await hangingService(await mkdtemp(path.join(folder, 'hang-')));
    const { lines, tookMs } = run('hang', hanging.env);
    await hanging.stop();
    expect(lines).toEqual([{ late: { ok: false, failure: { kind: 'keychainTimedOut', detail: '' } } }]);
    // The service itself would hold on for 20 s.
    expect(tookMs).toBeLessThan(18_000);
  });
});
