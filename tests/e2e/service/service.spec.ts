import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stallAt } from '../../fakes/file-steps.ts';
import { hangingService } from '../../fakes/hanging-keychain.ts';
import { codeInBody, codeInStatus, pending, ready, separationFailed } from '../../fakes/record-answers.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { expect, oneApp, test, type Stemroom } from '../stemroom.ts';
import { shortStem } from '../support/service/demo-service.ts';
import {
  button,
  chooseFromSongMenu,
  fetchStems,
  readyToPlay,
  removeKey,
  saveKey,
  song,
  toDemoSong,
} from '../support/hands.ts';
import { filesWith, heapOf, listenToNotices, seenByPage, wordsOfProcesses } from '../support/key-hunt.ts';
import { offerStems, offerTroubles, songInState, troubles } from '../support/service/troubled-service.ts';

const otherKey = 'another-key-0000-EFGH';

let service: RecordInfoServer;
test.beforeAll(async () => {
  service = await RecordInfoServer.start({ key: 'service-key-JKLM-9012' });
});
const app = oneApp({ options: () => ({ env: { STEMROOM_API_BASE: service.origin } }) });
test.afterAll(() => service.close());

/** Runs with the service; the key that was saved is gone afterwards. */
async function withService(work: (stemroom: Stemroom) => Promise<void>): Promise<void> {
  const stemroom = await app();
  await work(stemroom);
  await removeKey(stemroom);
}

/** A task of a test's own, since songs of other tests stay in the library. */
const ownTask = (start: string) => ({ taskId: start.padEnd(32, '0'), title: new RegExp(`^Task ${start}`) });

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
    await expect(settings.getByText('The keychain prompt was closed.')).toBeVisible();
    await expect(settings.getByText('Waiting for the keychain')).toBeHidden();
    await expect(settings.getByText('EFGH')).toBeHidden();
  } finally {
    await stemroom.quit();
    await keychain.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Puts a text on the system's clipboard and presses Ctrl+V, wherever the focus is. */
async function paste({ app, page }: Stemroom, text: string): Promise<void> {
  await app.evaluate(({ clipboard }, words) => clipboard.writeText(words), text);
  await page.keyboard.press('Control+v');
}

const logLine = '2026-11-28 00:49:25 INFO worker 7 waits for the next piece of the song\n';
/** A megabyte of a log with something in it. */
const inLog = (text: string): string => `${logLine.repeat(7000)}${text}\n${logLine.repeat(7000)}`;

test('D18 of a text with more ids than are added at once the rest is left out, and that is said', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  const ids = Array.from({ length: 73 }, (_, index) => String(index).padStart(32, 'f'));
  await paste(stemroom, ids.join('\n'));
  const dialog = page.getByRole('dialog', { name: 'Add song' });
  await expect(
    dialog.getByText('73 task ids found. Stemroom adds 50 at a time: the first 50 are fetched, 23 are left out.'),
  ).toBeVisible();
  await expect(dialog.getByRole('listitem')).toHaveCount(50);
  await stemroom.screenshot('paste-too-many');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('D20 the demo song is brought back from Settings, also while it is here', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  const restore = page.getByRole('dialog', { name: 'Settings' }).getByRole('button', { name: 'Restore the demo song' });
  await button(page, 'Settings').click();
  await restore.scrollIntoViewIfNeeded();
  await stemroom.screenshot('restore-demo');
  await restore.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(song(page, 'Ferry Lights')).toHaveCount(1);

  await chooseFromSongMenu(page, 'Ferry Lights', 'Remove');
  await button(page, 'Move to the trash').click();
  await expect(song(page, 'Ferry Lights')).toHaveCount(0);
  await button(page, 'Settings').click();
  await restore.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(song(page, 'Ferry Lights')).toHaveAttribute('aria-current', 'true');
  await readyToPlay(page);
});

test('D18 a pasted text with ids asks first: how many, which, and which of them are here', async () => {
  const [known, ...others] = ['cccc0001', 'cccc0002', 'cccc0003'].map((start) => start.padEnd(32, '0'));
  if (known === undefined) throw new Error('no task');
  await withService(async (stemroom) => {
    const { page } = stemroom;
    for (const id of [known, ...others]) service.task(id, [separationFailed(id, 'no vocals')]);
    await saveKey(page, service.key);
    await fetchStems(page, known);
    await expect(song(page, /^Task cccc0001/)).toHaveAccessibleDescription(/could not separate/);
    await button(page, 'Library').focus();
    const asked = service.seen.length;

    const named = [known, ...others].map((id) => `{"taskId":"${id}"}`);
    await paste(stemroom, inLog(named.join(`\n${logLine.repeat(100)}`)));
    const dialog = page.getByRole('dialog', { name: 'Add song' });
    await expect(dialog.getByText('3 task ids found, 1 of them in the library already')).toBeVisible();
    await expect(dialog.getByRole('list', { name: 'Task ids found' }).getByRole('listitem')).toHaveText([
      `${known} in the library: Task cccc0001`,
      ...others.map((id) => `${id} new`),
    ]);
    await stemroom.screenshot('paste-asks-first');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    expect(service.seen.length).toBe(asked);
    await expect(song(page, /^Task cccc0002/)).toHaveCount(0);

    await paste(stemroom, others.join('\n'));
    await expect(dialog.getByText('2 task ids found;')).toBeVisible();
    await button(page, 'Fetch stems').click();
    await expect(song(page, /^Task cccc0003/)).toHaveAccessibleDescription(/could not separate/);

    // A single id deep in a log, in the dialog's own box.
    await button(page, 'Add song').click();
    const box = page.getByRole('textbox', { name: 'Task id' });
    await box.focus();
    await paste(stemroom, inLog(`the task is ${known}`));
    await expect(box).toHaveValue(known);
    await expect(dialog.getByText('This task is in the library already.')).toBeVisible();
    await page.keyboard.press('Escape');

    await paste(stemroom, 'no ids at all in here');
    await expect(dialog).toHaveCount(0);
  });
});

test('a key is saved, tried, replaced and removed, and is nowhere to be read', async () => {
  const { taskId, title } = ownTask('eeee0001');
  await withService(async (stemroom) => {
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
    await fetchStems(page, taskId);
    await songInState(page, { taskId, title, words: 'No kie.ai key yet.' });
    await button(page, 'Open key settings').click();
    await expect(box).toBeVisible();
    await page.keyboard.press('Escape');
  });
});

test('a song that stopped on a refused key says so, and goes on when a good one is saved', async () => {
  const { taskId, title } = ownTask('eeee0002');
  await withService(async (stemroom) => {
    const { page } = stemroom;
    offerStems(service, taskId, () => null);
    await saveKey(page, otherKey);
    await fetchStems(page, taskId);
    await songInState(page, { taskId, title, words: 'The service refused the API key.' });
    await expect(page.getByText('You do not have access permissions (code 401)', { exact: true })).toBeVisible();
    await saveKey(page, service.key);
    await expect(song(page, title)).toHaveAccessibleDescription(/^12 stems/, { timeout: 90_000 });
    await readyToPlay(page);
  });
});

test('what could not be had is told, what is here plays, and the rest can be fetched later', async () => {
  await withService(async (stemroom) => {
    const { page } = stemroom;
    const { incomplete, expired } = troubles;
    offerTroubles(service);
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
    await expect(song(page, incomplete.title)).toHaveAccessibleDescription(/^12 stems/, { timeout: 90_000 });
    expect(service.requestsFor(`/${incomplete.taskId}/vocalUrl.mp3`).length).toBe(asked);
  });
});

test('fetching is cancelled and gone on with, from where it stopped', async () => {
  const { taskId, title } = ownTask('eeee0003');
  await withService(async (stemroom) => {
    const { page } = stemroom;
    offerStems(service, taskId, (index) => (index === 2 ? stallAt(40_000) : null));
    await saveKey(page, service.key);
    await fetchStems(page, taskId);
    await songInState(page, { taskId, title, words: /^Fetching, 11 of 12 saved/ });
    await page.getByRole('region', { name: 'Song', exact: true }).getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('You cancelled.')).toBeVisible();

    offerStems(service, taskId, () => null);
    await button(page, 'Fetch the rest').click();
    await expect(song(page, title)).toHaveAccessibleDescription(/^12 stems/, { timeout: 90_000 });
    const ranges = service.requestsFor(`/${taskId}/drumsUrl.mp3`).map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(service.requestsFor(`/${taskId}/vocalUrl.mp3`).length).toBe(1);
  });
});

test('A6 a song that is whole is checked again: nothing new is said, new stems are fetched beside the old', async () => {
  const { taskId, title } = ownTask('eeee0004');
  await withService(async (stemroom) => {
    const { page } = stemroom;
    const answered = (fields: readonly string[]): void => {
      service.task(taskId, [ready(taskId, Object.fromEntries(fields.map((field) => [field, linkOf(field)])))]);
    };
    const linkOf = (field: string): string =>
      service.file(`/${taskId}/${field}.mp3`, { bytes: shortStem(field), etag: `"${field}"` });
    answered(['vocalUrl', 'drumsUrl']);
    await saveKey(page, service.key);
    await fetchStems(page, taskId);
    await expect(song(page, title)).toHaveAccessibleDescription(/^2 stems/, { timeout: 60_000 });

    await chooseFromSongMenu(page, title, 'Check again');
    await expect(page.getByText(/^Task eeee0004 has every stem that the service offers/)).toBeVisible();
    await expect(song(page, title)).toHaveAccessibleDescription(/^2 stems/);

    service.task(taskId, [codeInBody(404, 'task not found')]);
    await chooseFromSongMenu(page, title, 'Check again');
    await expect(page.getByRole('status').filter({ hasText: 'The service does not know this task.' })).toBeVisible();
    await expect(song(page, title)).toHaveAccessibleDescription(/^2 stems/);

    answered(['vocalUrl', 'drumsUrl', 'bassUrl']);
    await chooseFromSongMenu(page, title, 'Check again');
    await expect(song(page, title)).toHaveAccessibleDescription(/^3 stems/, { timeout: 60_000 });
    await expect(button(page, 'Mute Bass')).toBeVisible();
    expect(service.requestsFor(`/${taskId}/vocalUrl.mp3`)).toHaveLength(1);
  });
});

test('whatever the service answers is told in plain words', async () => {
  const told = {
    unknown: ['aaaa0001', 'The service does not know this task.', [codeInBody(404, 'task not found')]],
    failed: ['aaaa0002', 'The service could not separate this song.', []],
    slower: ['aaaa0003', 'Too many requests to kie.ai.', [codeInStatus(429, 'too fast')]],
    closed: ['aaaa0004', 'The service is down for maintenance.', [codeInBody(455, 'maintenance')]],
    poor: ['aaaa0005', 'The service says the account has no credits left.', [codeInStatus(402)]],
    garbled: ['aaaa0006', "kie.ai sent something Stemroom doesn't understand.", [{ body: '<html>Sign in</html>' }]],
  } as const;
  await withService(async (stemroom) => {
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
      if (start !== told.failed[0]) continue;
      const inStage = page.getByRole('region', { name: 'Song', exact: true }).getByText('vocals <b>not</b> found');
      await expect(inStage).toBeVisible();
    }
    // The list says why as well.
    const inList = song(page, /^Task aaaa0002/);
    await expect(inList).toHaveAccessibleDescription(
      'The service could not separate this song: vocals <b>not</b> found',
    );
    await expect(inList.locator('.about')).toHaveAttribute('title', /Start a new separation at kie\.ai/);
    await expect(song(page, /^Task aaaa0001/)).toHaveAccessibleDescription(/^The service does not know this task: /);
    await stemroom.screenshot('failed-reasons');
  });
});
