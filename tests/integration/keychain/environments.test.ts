import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startKeychain } from '../../../build/desktop.js';
import type { FailureKind } from '../../../electron/contract/index.ts';
import { ApiKeyKeeper } from '../../../electron/main/keychain/api-key-keeper.ts';
import { HelperStore } from '../../../electron/main/keychain/keychain.ts';
import { hangingService } from '../../fakes/hanging-keychain.ts';
import { startNodeHelper } from '../../fakes/node-helper.ts';

const key = 'sk-0123456789abcdef';
let folder: string;
let endings: (() => Promise<void> | void)[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'stemroom-keychain-'));
  endings = [() => rm(folder, { recursive: true, force: true })];
});
afterEach(async () => {
  for (const end of endings.toReversed()) await end();
});

type Surroundings = Readonly<Record<string, string>>;

async function keychain(state: Parameters<typeof startKeychain>[1]): Promise<Surroundings> {
  const surrounding = await startKeychain(folder, state);
  endings.push(() => surrounding.stop());
  return surrounding.env;
}

function keeperIn(env: Surroundings, limits = { readMs: 5000, writeMs: 5000, patienceMs: 5000 }) {
  const bare = { ...process.env, DISPLAY: undefined, DBUS_SESSION_BUS_ADDRESS: undefined };
  const store = new HelperStore(() => startNodeHelper({ ...bare, ...env }));
  endings.push(() => {
    store.dispose();
  });
  let isSaved = false;
  return new ApiKeyKeeper({
    store,
    limits,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    backend: () => Promise.resolve('the keychain'),
    isSaved: () => isSaved,
    setSaved: (saved) => {
      isSaved = saved;
      return Promise.resolve();
    },
    onWaiting: () => undefined,
  });
}

/** The key works, but only for this session, and the status says why. */
async function expectSessionOnly(keeper: ApiKeyKeeper, kind: FailureKind): Promise<void> {
  const problem = { kind, detail: expect.any(String) as string };
  const status = { isPresent: true, lastFour: 'cdef', backend: 'this session only', problem };
  expect(await keeper.save(key)).toEqual({ ok: true, value: status });
  expect(await keeper.status()).toEqual(status);
  expect(await keeper.readForRequest()).toEqual({ ok: true, value: key });
  const removed = await keeper.remove();
  expect(removed.ok && removed.value.isPresent).toBe(false);
}

describe('a keychain that works', () => {
  it('F45 keeps the key, gives it back, replaces it and lets go of it', async () => {
    const env = await keychain('unlocked');
    const keeper = keeperIn(env);
    expect(await keeper.status()).toEqual({ isPresent: false, lastFour: null, backend: 'the keychain', problem: null });
    expect((await keeper.save(key)).ok).toBe(true);
    expect(await keeperIn(env).readForRequest()).toEqual({ ok: true, value: key });
    await keeper.save(`${key}-new`);
    expect(await keeperIn(env).status()).toMatchObject({ isPresent: true, lastFour: '-new', problem: null });
    expect(await keeper.remove()).toMatchObject({ ok: true, value: { isPresent: false, problem: null } });
    expect(await keeperIn(env).readForRequest()).toMatchObject({ ok: false, failure: { kind: 'noKey' } });
  });
});

describe('a keychain that does not work', () => {
  it.each([
    ['F41', 'no-bus', 'keychainNoBus'],
    ['F42', 'no-service', 'keychainNoService'],
    ['F42', 'broken-service', 'keychainNoService'],
    ['F43', 'no-collection', 'keychainNoCollection'],
  ] as const)('%s with %s is named so, and the key works for this session', async (_number, state, kind) => {
    await expectSessionOnly(keeperIn(await keychain(state)), kind);
  });

  it('F41 without a bus address is named so', async () => {
    await expectSessionOnly(keeperIn({ XDG_RUNTIME_DIR: folder }), 'keychainNoBus');
  });

  it('F44 that is locked is named so', async () => {
    await expectSessionOnly(keeperIn(await keychain('locked')), 'keychainLocked');
  });

  it('F44 that was locked after a key was saved does not pass for one without a key', async () => {
    const env = await keychain('unlocked');
    const keeper = keeperIn(env);
    await keeper.save(key);
    lockKeyring(env);
    expect(await keeper.status()).toMatchObject({ isPresent: false, problem: { kind: 'keychainLocked' } });
    expect(await keeper.readForRequest()).toMatchObject({ ok: false, failure: { kind: 'keychainLocked' } });
    expect(await keeper.remove()).toMatchObject({ ok: false, failure: { kind: 'keychainLocked' } });
  });

  it('F46 whose library is missing is named so', async () => {
    const copy = await keytarWithoutLibsecret();
    const env = await keychain('unlocked');
    await expectSessionOnly(keeperIn({ ...env, KEYTAR_FOLDER: copy }), 'keychainLibraryMissing');
  });

  it('F42 that never answers is given up in time, and its process with it', async () => {
    const hanging = await hangingService(folder);
    endings.push(() => hanging.stop());
    const keeper = keeperIn(hanging.env, { readMs: 1500, writeMs: 1500, patienceMs: 5000 });
    expect(await keeper.status()).toMatchObject({ isPresent: false, problem: { kind: 'keychainTimedOut' } });
    expect(await keeper.save(key)).toMatchObject({ ok: true, value: { problem: { kind: 'keychainTimedOut' } } });
  });
});

function lockKeyring(env: Surroundings): void {
  const keyring = 'array:objpath:/org/freedesktop/secrets/collection/login';
  const words = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets'];
  const asked = spawnSync('dbus-send', [...words, 'org.freedesktop.Secret.Service.Lock', keyring], {
    env: { ...process.env, ...env },
  });
  expect(asked.status).toBe(0);
}

/** keytar as it is on a machine without libsecret: its binary asks for a library that nobody has. */
async function keytarWithoutLibsecret(): Promise<string> {
  const source = path.dirname(createRequire(import.meta.url).resolve('keytar/package.json'));
  const copy = path.join(folder, 'keytar');
  const binary = path.join('prebuilds', `${process.platform}-${process.arch}`, 'keytar.node');
  await mkdir(path.join(copy, path.dirname(binary)), { recursive: true });
  await cp(path.join(source, 'package.json'), path.join(copy, 'package.json'));
  await cp(path.join(source, 'lib'), path.join(copy, 'lib'), { recursive: true });
  const bytes = await readFile(path.join(source, binary));
  bytes.write('libsecret-0.so.0', bytes.indexOf('libsecret-1.so.0'), 'latin1');
  await writeFile(path.join(copy, binary), bytes);
  return copy;
}
