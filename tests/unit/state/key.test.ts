import { expect, it } from 'vitest';
import { fail } from '#contract';
import { KeyState } from '../../../renderer/state/settings.svelte.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';

it('shows the last four of a saved key, and what testing it gave', async () => {
  const key = new KeyState(new FakeBridge().api());
  await key.load();
  expect(key.status?.isPresent).toBe(false);
  expect(await key.save('sk-secret-9876')).toBe(true);
  expect(key.status).toMatchObject({ isPresent: true, lastFour: '9876' });
  await key.runTest();
  expect(key.test).toEqual({ outcome: 'works', creditsLeft: 42 });
});

it('says why a key was not saved, and forgets it with the next success', async () => {
  let isLocked = true;
  const api = new FakeBridge().api();
  const key = new KeyState({
    ...api,
    saveKey: (text) => (isLocked ? Promise.resolve(fail('keychainLocked')) : api.saveKey(text)),
  });
  expect(await key.save('sk-secret-9876')).toBe(false);
  expect(key.failure?.kind).toBe('keychainLocked');
  expect(key.isBusy).toBe(false);
  isLocked = false;
  await key.save('sk-secret-9876');
  expect(key.failure).toBeNull();
});
