import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stallAt } from '../fakes/file-steps.ts';
import { hangingService } from '../fakes/hanging-keychain.ts';
import { codeInBody, codeInStatus, pending, separationFailed } from '../fakes/record-answers.ts';
import { RecordInfoServer } from '../fakes/record-info-server.ts';
import { expect, test, type Stemroom } from './stemroom.ts';
import { button, fetchStems, readyToPlay, removeKey, saveKey, song } from './support/hands.ts';
import { filesWith, heapOf, listenToNotices, seenByPage, wordsOfProcesses } from './support/key-hunt.ts';
import { offerStems, songInState, startTroubledService, troubles } from './support/troubled-service.ts';

const otherKey = 'another-key-0000-EFGH';

/** Runs with a service of its own; the key that was saved is gone afterwards. */
async function withService(
  stemroom: Stemroom,
  start: () => Promise<RecordInfoServer>,
  work: (service: RecordInfoServer) => Promise<void>,
): Promise<void> {
  const service = await start();
  try {
    await stemroom.start({ env: { STEMROOM_API_BASE: service.origin } });
    await work(service);
    await removeKey(stemroom);
  } finally {
    await service.close();
  }
}

const plainService = () => RecordInfoServer.start({ key: 'service-key-JKLM-9012' });

test('a key is saved, tried, replaced and removed, and is nowhere to be read', async ({ stemroom }) => {
  await withService(stemroom, plainService, async (service) => {
    const { page, userData } = stemroom;
    const notices = await listenToNotices(stemroom);
    await button(page, 'Settings').click();
    const box = page.getByRole('textbox', { name: 'API key' });
    const settings = page.getByRole('dialog', { name: 'Settings' });

    await box.fill(otherKey);
    await button(page, 'Save key').click();
    await expect(settings.getByText(/ending in EFGH .*GNOME Keyring/)).toBeVisible();
    await button(page, 'Test key').click();
    await expect(settings.getByText('The service refused the key.')).toBeVisible();

    await box.fill(service.key);
    await button(page, 'Save key').click();
    await expect(settings.getByText('A key ending in 9012')).toBeVisible();
    await button(page, 'Test key').click();
    await expect(settings.getByText('The key works. Credits left: 100.')).toBeVisible();

    await expect(box).toHaveValue('');
    const [inPage, heap, processes] = [await seenByPage(page), await heapOf(page), wordsOfProcesses(userData)];
    for (const key of [service.key, otherKey]) {
      for (const [place, text] of Object.entries({ page: inPage, heap, processes, notices: await notices() }))
        expect(text.includes(key), place).toBe(false);
      expect(filesWith(key, userData)).toEqual([]);
    }
    // Where nothing was found, something else is.
    expect(inPage).toContain('9012');
    expect(heap).toContain('Ferry Lights');
    expect(processes).toContain('--type=renderer');
    expect(await notices()).toContain('keyWaiting');
    // Something else that is known to be there is found, so the search can find.
    expect(filesWith('ferry', userData).length + filesWith('Ferry', userData).length).toBeGreaterThan(0);

    await button(page, 'Remove key').click();
    await expect(button(page, 'Get a key at kie.ai')).toBeVisible();
    await page.keyboard.press('Escape');
    await fetchStems(page, troubles.failed.taskId);
    await songInState(page, { ...troubles.failed, words: 'There is no API key yet.' });
    await button(page, 'Open key settings').click();
    await expect(box).toBeVisible();
  });
});

test('who will not wait for a keychain that hangs can cancel, and the key is not kept', async ({ stemroom }) => {
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-keychain-'));
  const keychain = await hangingService(folder);
  try {
    const page = await stemroom.start({ env: keychain.env });
    await button(page, 'Settings').click();
    await page.getByRole('textbox', { name: 'API key' }).fill(otherKey);
    await button(page, 'Save key').click();
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await expect(settings.getByText('Waiting for the keychain')).toBeVisible();
    await stemroom.screenshot('keychain-waiting');
    await settings.getByRole('button', { name: 'Cancel' }).click();
    await expect(settings.getByText('The question of the keychain was dismissed.')).toBeVisible();
    await expect(settings.getByText('Waiting for the keychain')).toBeHidden();
    await expect(settings.getByText('EFGH')).toBeHidden();
  } finally {
    await stemroom.quit();
    await keychain.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a song that stopped on a refused key says so, and goes on when a good one is saved', async ({ stemroom }) => {
  const { taskId, title } = troubles.incomplete;
  await withService(stemroom, plainService, async (service) => {
    const { page } = stemroom;
    offerStems(service, taskId, () => null);
    await saveKey(page, otherKey);
    await fetchStems(page, taskId);
    await songInState(page, { taskId, title, words: 'The service refused the API key.' });
    await expect(page.getByText('You do not have access permissions (code 401)')).toBeVisible();
    await saveKey(page, service.key);
    await expect(page.getByText('saved · 12 stems')).toBeVisible({ timeout: 90_000 });
    await readyToPlay(page);
  });
});

test('whatever the service answers is told in plain words', async ({ stemroom }) => {
  const told = {
    unknown: ['aaaa0001', 'The service does not know this task.', [codeInBody(404, 'task not found')]],
    failed: ['aaaa0002', 'The service could not separate this song.', []],
    slower: ['aaaa0003', 'The service asks us to slow down.', [codeInStatus(429, 'too fast')]],
    closed: ['aaaa0004', 'The service is down for maintenance.', [codeInBody(455, 'maintenance')]],
    poor: ['aaaa0005', 'The service says the account has no credits left.', [codeInStatus(402)]],
    garbled: ['aaaa0006', 'The answer of the service cannot be read.', [{ body: '<html>Sign in</html>' }]],
  } as const;
  await withService(stemroom, plainService, async (service) => {
    const { page } = stemroom;
    for (const [start, , answers] of Object.values(told)) service.task(start.padEnd(32, '0'), answers);
    const failed = told.failed[0].padEnd(32, '0');
    service.task(failed, [pending(failed), separationFailed(failed, 'vocals <b>not</b> found')]);
    await saveKey(page, service.key);
    await fetchStems(
      page,
      Object.values(told)
        .map(([start]) => start.padEnd(32, '0'))
        .join('\n'),
    );
    for (const [start, words] of Object.values(told)) {
      await songInState(page, { taskId: start, title: new RegExp(`^Task ${start}`), words });
      if (start === told.failed[0]) await expect(page.getByText('vocals <b>not</b> found')).toBeVisible();
    }
  });
});

test('what could not be had is told, what is here plays, and the rest can be fetched later', async ({ stemroom }) => {
  await withService(stemroom, startTroubledService, async (service) => {
    const { page } = stemroom;
    const { incomplete, expired } = troubles;
    await saveKey(page, service.key);
    await fetchStems(page, `${incomplete.taskId} ${expired.taskId}`);
    await songInState(page, expired);
    await expect(song(page, expired.title)).toHaveAccessibleDescription(/^3 of 12 saved, expired/);
    await expect(button(page, 'Fetch the rest')).toHaveCount(0);
    await readyToPlay(page);

    await songInState(page, incomplete);
    await expect(song(page, incomplete.title)).toHaveAccessibleDescription(/^7 of 12 saved, expires in 1[34] days/);
    await readyToPlay(page);
    offerStems(service, incomplete.taskId, () => null);
    const asked = service.requestsFor(`/${incomplete.taskId}/vocalUrl.mp3`).length;
    await button(page, 'Fetch the rest').click();
    await expect(page.getByText('saved · 12 stems')).toBeVisible({ timeout: 90_000 });
    expect(service.requestsFor(`/${incomplete.taskId}/vocalUrl.mp3`).length).toBe(asked);
  });
});

test('fetching is cancelled and gone on with, from where it stopped', async ({ stemroom }) => {
  const { taskId, title } = troubles.fetching;
  await withService(stemroom, plainService, async (service) => {
    const { page } = stemroom;
    offerStems(service, taskId, (index) => (index === 2 ? stallAt(300_000) : null));
    await saveKey(page, service.key);
    await fetchStems(page, taskId);
    await songInState(page, { taskId, title, words: /^Fetching, 11 of 12 saved/ });
    await page.getByRole('region', { name: 'Song', exact: true }).getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('You cancelled.')).toBeVisible();

    offerStems(service, taskId, () => null);
    await button(page, 'Fetch the rest').click();
    await expect(page.getByText('saved · 12 stems')).toBeVisible({ timeout: 90_000 });
    const [first, last] = service.requestsFor(`/${taskId}/drumsUrl.mp3`);
    expect(first?.headers.range).toBeUndefined();
    expect(last?.headers.range).toMatch(/^bytes=\d+-$/);
    expect(service.requestsFor(`/${taskId}/vocalUrl.mp3`).length).toBe(1);
  });
});
