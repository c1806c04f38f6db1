import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail, ok, type FailureKind, type Result } from '../../../electron/contract/index.ts';
import { ApiKeyKeeper, type KeeperTools, parseApiKey } from '../../../electron/main/keychain/api-key-keeper.ts';
import { backendName, keychainFailure } from '../../../electron/main/keychain/keychain-problems.ts';
import { HelperStore, type SecretStore } from '../../../electron/main/keychain/keychain.ts';
import type { Answer, Helper, Question } from '../../../electron/main/keychain/helper-protocol.ts';

const key = 'sk-0123456789abcdef';

describe('what an API key can be', () => {
  it.each(['12345678', key, 'x'.repeat(512), `  ${key}\n`])('%j', (text) => {
    expect(parseApiKey(text)).toEqual(ok(text.trim()));
  });

  it.each([
    '',
    '1234567',
    'x'.repeat(513),
    'two words',
    'line\nbreak',
    'tab\tinside',
    'schlüssel',
    'nul\0byte1',
    'key\r\nHost: x',
  ])('not %j', (text) => {
    expect(parseApiKey(text)).toEqual(fail('malformedKey'));
  });
});

describe('what the keychains say', () => {
  const said: readonly (readonly [string, FailureKind])[] = [
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'keychainNoBus'],
    ['Could not connect: No such file or directory', 'keychainNoBus'],
    ['Could not connect: Connection refused', 'keychainNoBus'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'keychainNoService'],
    [
      'Error calling StartServiceByName for org.freedesktop.secrets: Process org.freedesktop.secrets exited with status 1',
      'keychainNoService',
    ],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'keychainNoCollection'],
    ['A default keychain could not be found.', 'keychainNoCollection'],
    ['Cannot create an item in a locked collection', 'keychainLocked'],
    ['User interaction is not allowed.', 'keychainLocked'],
    ['Prompt dismissed', 'keychainDismissed'],
    ['User canceled the operation.', 'keychainDismissed'],
    ['The operation was cancelled', 'keychainDismissed'],
    ['Timeout was reached', 'keychainTimedOut'],
    ['Failed to load keytar native addon, checked ["../build/Release"] on linux-x64', 'keychainLibraryMissing'],
    ['libsecret-1.so.0: cannot open shared object file: No such file or directory', 'keychainLibraryMissing'],
    ['Access denied', 'keychainDenied'],
    ['The user name or passphrase you entered is not correct.', 'keychainDenied'],
    ['An AppArmor policy prevents this sender from sending this message', 'keychainDenied'],
    ['Something else', 'keychainUnknown'],
  ];

  it.each(said)('%j is %s', (message, kind) => {
    expect(keychainFailure(message)).toEqual({ kind, detail: message });
  });
});

/** A keychain in memory that can be told to fail. */
function memoryStore(): SecretStore & { secret: string | null; trouble: Result<never> | null; lies: boolean } {
  const store = {
    secret: null as string | null,
    trouble: null as Result<never> | null,
    lies: false,
    read: () => Promise.resolve(store.trouble ?? ok(store.lies ? 'another' : store.secret)),
    write: (secret: string) => {
      if (store.trouble !== null) return Promise.resolve(store.trouble);
      store.secret = secret;
      return Promise.resolve(ok());
    },
    remove: () => {
      if (store.trouble !== null) return Promise.resolve(store.trouble);
      store.secret = null;
      return Promise.resolve(ok());
    },
  };
  return store;
}

function keeperOver(store: SecretStore, tools: Partial<KeeperTools> = {}) {
  const memory = { isSaved: false };
  const words: unknown[] = [];
  const log = (message: string, data?: unknown): void => void words.push(message, data);
  const keeper = new ApiKeyKeeper({
    store,
    log: { info: log, warn: log, error: log },
    backend: () => Promise.resolve('GNOME Keyring'),
    isSaved: () => memory.isSaved,
    setSaved: (isSaved) => {
      memory.isSaved = isSaved;
      return Promise.resolve();
    },
    onWaiting: () => undefined,
    ...tools,
  });
  return { keeper, words, memory };
}

describe('the keeper of the key', () => {
  it('keeps it in the keychain and shows its last four characters', async () => {
    const store = memoryStore();
    const { keeper } = keeperOver(store);
    expect(await keeper.save(` ${key} `)).toEqual(
      ok({ isPresent: true, lastFour: 'cdef', backend: 'GNOME Keyring', problem: null }),
    );
    expect(store.secret).toBe(key);
    expect(await keeper.readForRequest()).toEqual(ok(key));
  });

  it('has none at first', async () => {
    const { keeper } = keeperOver(memoryStore());
    expect(await keeper.readForRequest()).toEqual(fail('noKey'));
    expect(await keeper.status()).toEqual({
      isPresent: false,
      lastFour: null,
      backend: 'GNOME Keyring',
      problem: null,
    });
  });

  it('refuses what cannot be a key before anything is stored', async () => {
    const store = memoryStore();
    expect(await keeperOver(store).keeper.save('no key')).toEqual(fail('malformedKey'));
    expect(store.secret).toBeNull();
  });

  it('reads back what it wrote, and takes it out again when it is not the same', async () => {
    const store = memoryStore();
    store.lies = true;
    const { keeper } = keeperOver(store);
    expect(await keeper.save(key)).toMatchObject({
      ok: true,
      value: { isPresent: true, backend: 'this session only', problem: { kind: 'keychainUnknown' } },
    });
    expect(store.secret).toBeNull();
    expect(await keeper.readForRequest()).toEqual(ok(key));
  });

  it('does not keep a key, not even for the session, when the question was dismissed', async () => {
    const store = memoryStore();
    store.trouble = fail('keychainDismissed', 'Prompt dismissed');
    const { keeper } = keeperOver(store);
    expect(await keeper.save(key)).toEqual(fail('keychainDismissed', 'Prompt dismissed'));
    store.trouble = null;
    expect(await keeper.readForRequest()).toEqual(fail('noKey'));
  });

  it('goes back to the keychain once that works again', async () => {
    const store = memoryStore();
    store.trouble = fail('keychainLocked');
    const { keeper } = keeperOver(store);
    await keeper.save(key);
    store.trouble = null;
    expect(await keeper.save(key)).toMatchObject({ ok: true, value: { backend: 'GNOME Keyring', problem: null } });
  });

  it('does not say that a key is gone while the keychain holds on to it', async () => {
    const store = memoryStore();
    const { keeper, memory } = keeperOver(store);
    await keeper.save(key);
    store.trouble = fail('keychainDenied');
    expect(await keeper.remove()).toEqual(fail('keychainDenied'));
    expect(memory.isSaved).toBe(true);
  });

  it('takes an empty keychain for a locked one when a key was saved', async () => {
    const store = memoryStore();
    const { keeper } = keeperOver(store);
    await keeper.save(key);
    store.secret = null;
    expect(await keeper.readForRequest()).toEqual(fail('keychainLocked'));
  });

  it('never writes the key to the log', async () => {
    const store = memoryStore();
    store.trouble = fail('keychainLocked', 'Cannot create an item in a locked collection');
    const { keeper, words } = keeperOver(store);
    await keeper.save(key);
    expect(words.length).toBeGreaterThan(0);
    expect(JSON.stringify(words)).not.toContain(key);
  });

  it('says that the keychain may be asking when a write takes long, and when that is over', async () => {
    const store = memoryStore();
    const told: boolean[] = [];
    const { keeper } = keeperOver(
      {
        ...store,
        write: async (secret, withinMs) => {
          await new Promise((resolve) => setTimeout(resolve, 30));
          return store.write(secret, withinMs);
        },
      },
      { onWaiting: (isWaiting) => told.push(isWaiting), limits: { readMs: 10_000, writeMs: 10_000, patienceMs: 5 } },
    );
    await keeper.save(key);
    expect(told).toEqual([true, false]);
  });
});

/** A helper that does as the test says. */
class FakeHelper implements Helper {
  readonly asked: Question[] = [];
  isKilled = false;
  #answer: (answer: Answer) => void = () => undefined;
  #end: () => void = () => undefined;

  readonly send = (question: Question): void => void this.asked.push(question);
  readonly onAnswer = (listener: (answer: Answer) => void): void => {
    this.#answer = listener;
  };
  readonly onEnd = (listener: () => void): void => {
    this.#end = listener;
  };
  readonly kill = (): void => {
    this.isKilled = true;
    this.#end();
  };

  answer(secret: string | null, id = this.asked.at(-1)?.id ?? 0): void {
    this.#answer({ id, isDone: true, secret });
  }

  die(): void {
    this.#end();
  }
}

function storeOverHelpers() {
  const helpers: FakeHelper[] = [];
  const store = new HelperStore(() => {
    const helper = new FakeHelper();
    helpers.push(helper);
    return helper;
  });
  return { store, helpers };
}

const aTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a keychain in a process of its own', () => {
  it('is started at the first question only, and asked one thing at a time', async () => {
    const { store, helpers } = storeOverHelpers();
    expect(helpers).toEqual([]);
    const first = store.read(1000);
    const second = store.read(1000);
    await aTurn();
    expect(helpers[0]?.asked).toHaveLength(1);
    helpers[0]?.answer('one');
    expect(await first).toEqual(ok('one'));
    await aTurn();
    helpers[0]?.answer('two');
    expect(await second).toEqual(ok('two'));
    expect(helpers).toHaveLength(1);
    store.dispose();
  });

  it('that does not answer in time is killed, and a new one asked next', async () => {
    const { store, helpers } = storeOverHelpers();
    expect(await store.read(5)).toEqual(fail('keychainTimedOut'));
    expect(helpers[0]?.isKilled).toBe(true);
    const next = store.read(1000);
    await aTurn();
    helpers[0]?.answer('late', 2);
    helpers[1]?.answer('in time');
    expect(await next).toEqual(ok('in time'));
    store.dispose();
  });

  it('that crashes is a failure, not the end', async () => {
    const { store, helpers } = storeOverHelpers();
    const asked = store.write(key, 1000);
    await aTurn();
    helpers[0]?.die();
    expect(await asked).toMatchObject({ ok: false, failure: { kind: 'keychainUnknown' } });
    expect(helpers[0]?.isKilled).toBe(false);
    const next = store.remove(1000);
    await aTurn();
    helpers[1]?.answer(null);
    expect(await next).toEqual(ok());
    store.dispose();
  });

  it('that the user will not wait for is given up, and asked anew next time', async () => {
    const { store, helpers } = storeOverHelpers();
    store.giveUp();
    const asked = store.read(60_000);
    const askedNext = store.write(key, 60_000);
    await aTurn();
    store.giveUp();
    expect([await asked, await askedNext]).toEqual([fail('keychainDismissed'), fail('keychainDismissed')]);
    expect(helpers[0]?.isKilled).toBe(true);
    const next = store.read(1000);
    await aTurn();
    helpers[1]?.answer(null);
    expect(await next).toEqual(ok(null));
    store.dispose();
  });

  it('is killed when the app quits in the middle of a question', async () => {
    const { store, helpers } = storeOverHelpers();
    const asked = store.read(60_000);
    await aTurn();
    store.dispose();
    expect((await asked).ok).toBe(false);
    expect(helpers[0]?.isKilled).toBe(true);
  });

  it('that cannot be started is a failure', async () => {
    const store = new HelperStore(() => {
      throw new Error('no more processes');
    });
    expect(await store.read(1000)).toEqual(fail('keychainUnknown', 'Error: no more processes'));
  });
});

describe('the name of the keychain', () => {
  it.each([
    [['systemd', 'gnome-keyring-d'], 'GNOME Keyring'],
    [['kwalletd6'], 'KWallet'],
    [['keepassxc'], 'KeePassXC'],
    [['bash'], 'the system keychain (Secret Service)'],
  ])('with %j running is %s', async (names, wanted) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'stemroom-proc-'));
    for (const [index, name] of names.entries()) {
      await mkdir(path.join(folder, String(index)));
      await writeFile(path.join(folder, String(index), 'comm'), `${name}\n`);
    }
    await mkdir(path.join(folder, '77'));
    await mkdir(path.join(folder, 'self'));
    expect(await backendName('linux', folder)).toBe(wanted);
    await rm(folder, { recursive: true });
  });

  it('elsewhere is that of the system', async () => {
    expect(await backendName('darwin')).toBe('macOS Keychain');
    expect(await backendName('win32')).toBe('Windows Credential Manager');
    expect(await backendName('linux', '/nowhere')).toBe('the system keychain (Secret Service)');
  });
});
