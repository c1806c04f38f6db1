import { describe, expect, it } from 'vitest';
import { answerQuestion, type Keytar } from '../../../electron/main/keychain/helper-protocol.ts';

/** A keychain with one drawer for each service and account. */
function keychain() {
  const drawers = new Map<string, string>();
  const drawer = (service: string, account: string): string => `${service}/${account}`;
  const keytar: Keytar = {
    getPassword: (service, account) => Promise.resolve(drawers.get(drawer(service, account)) ?? null),
    setPassword: (service, account, password) => {
      drawers.set(drawer(service, account), password);
      return Promise.resolve();
    },
    deletePassword: (service, account) => Promise.resolve(drawers.delete(drawer(service, account))),
  };
  return { drawers, keytar };
}

describe('KEY-5 the keychain helper', () => {
  it('keeps the key under one name, gives it back and lets go of it', async () => {
    const { drawers, keytar } = keychain();
    const load = () => keytar;
    expect(await answerQuestion({ id: 1, ask: 'read' }, load)).toEqual({ id: 1, isDone: true, secret: null });
    const written = await answerQuestion({ id: 2, ask: 'write', secret: 'sk-1234' }, load);
    expect(written).toEqual({ id: 2, isDone: true, secret: null });
    expect([...drawers]).toEqual([['stemroom/kie-api', 'sk-1234']]);
    expect(await answerQuestion({ id: 3, ask: 'read' }, load)).toEqual({ id: 3, isDone: true, secret: 'sk-1234' });
    expect(await answerQuestion({ id: 4, ask: 'remove' }, load)).toEqual({ id: 4, isDone: true, secret: null });
    expect(drawers.size).toBe(0);
  });

  it('answers with the words of a library that is missing, and of a keychain that refuses', async () => {
    const missing = () => {
      throw new Error('libsecret-1.so.0: cannot open shared object file');
    };
    const answer = await answerQuestion({ id: 5, ask: 'read' }, missing);
    expect(answer).toEqual({ id: 5, isDone: false, message: 'libsecret-1.so.0: cannot open shared object file' });
    const refusing = { ...keychain().keytar, getPassword: () => Promise.reject(new Error('locked')) };
    expect(await answerQuestion({ id: 6, ask: 'read' }, () => refusing)).toMatchObject({ message: 'locked' });
  });
});
