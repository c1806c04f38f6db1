import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asRoot, executable, expect, oneApp, project, test } from '../stemroom.ts';
import { button, readyToPlay } from '../support/hands.ts';
import { listenForAnybody } from '../support/listener.ts';
import { openedSong } from '../support/opened-song.ts';
import { hostileUrls, leadAway } from '../support/ways-away.ts';

const entry = 'app://bundle/index.html';
const app = oneApp();

test.describe('without a library', () => {
  test.use({ library: 'new' });

  test('F25 F33 a library out of reach is told of; twenty more Stemrooms at once only bring this window to the front', async ({
    stemroom,
  }) => {
    writeFileSync(join(stemroom.userData, 'library'), 'a file in its place');
    const page = await stemroom.start();
    await expect(page.getByText('The folder cannot be reached or written to.').first()).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.getByText(/^The library should be in .+library\.$/)).toBeVisible();
    await expect(button(page, 'Choose another folder')).toBeVisible();
    await stemroom.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.hide();
    });
    const endings = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const words = [...asRoot, project, `--user-data-dir=${stemroom.userData}`];
        return (await once(spawn(executable(), words, { stdio: 'ignore' }), 'exit')) as unknown[];
      }),
    );
    expect(endings).toEqual(Array.from({ length: 20 }, () => [0, null]));
    const windows = () =>
      stemroom.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
    await expect.poll(windows).toEqual([true]);
    await expect(page.getByRole('button', { name: 'Add song' })).toBeVisible();
    rmSync(join(stemroom.userData, 'library'));
    await button(page, 'Try again').click();
    await readyToPlay(page);
  });
});

test('the page is a guest: alone in its process, without Node, in a sandbox', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const node = ['require', 'process', 'Buffer', 'global', 'module', '__dirname', 'electron', 'ipcRenderer'];
  expect(await page.evaluate((names) => names.filter((name) => name in globalThis), node)).toEqual([]);
  expect(
    await page.evaluate(() => Object.values(globalThis.stemroom).every((value) => typeof value === 'function')),
  ).toBe(true);

  await readyToPlay(page);
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  for (const worker of page.workers()) {
    expect(await worker.evaluate((names) => names.filter((name) => name in globalThis), node)).toEqual([]);
  }

  const preferences = await stemroom.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Electron's types leave it out; it is there for tests.
    const told = (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
    return { ...told, backgroundThrottling: contents?.getBackgroundThrottling() };
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    experimentalFeatures: false,
    backgroundThrottling: false,
  });
  const { enableBlinkFeatures = '' } = preferences as { readonly enableBlinkFeatures?: string };
  expect(enableBlinkFeatures).toBe('');
  // No tag, so neither pop-ups of one nor options to look at.
  const abilities = ['src', 'allowpopups', 'getWebContentsId', 'loadURL'];
  const inWebview = (names: readonly string[]) => names.filter((name) => name in document.createElement('webview'));
  expect(await page.evaluate(inWebview, abilities)).toEqual([]);
});

test('stems come to the page past main, in part as well, and nothing else does', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  // What is refused is complained of.
  stemroom.expectComplaints(/./);
  await readyToPlay(page);
  const files = (await openedSong(page))?.session.stems.map(({ file }) => file) ?? [];
  const first = files.flatMap((file) => (file.state === 'saved' ? [file.audio.sha256] : []))[0] ?? '';
  const seen = await page.evaluate(async (sha256) => {
    const origin = 'stem://library';
    const answer = await fetch(`${origin}/${sha256}`, { headers: { Range: 'bytes=100000-' } });
    const rest = new Uint8Array(await answer.arrayBuffer());
    const whole = new Uint8Array(await (await fetch(`app://bundle/__stem/${sha256}`)).arrayBuffer());
    const outcome = (url: string, init?: RequestInit) =>
      fetch(url, init).then(
        ({ status }) => `answered ${String(status)}`,
        () => 'refused',
      );
    const hash = 'a'.repeat(64);
    return {
      isSame: rest.length > 0 && rest.every((byte, at) => byte === whole[100_000 + at]),
      missing: whole.length - 100_000 - rest.length,
      told: answer.headers.get('Content-Range') === `bytes 100000-${String(whole.length - 1)}/${String(whole.length)}`,
      others: await Promise.all([
        outcome(`${origin}/${hash}`),
        outcome(`${origin}/${sha256}?x`),
        outcome(`${origin}/${sha256}`, { method: 'PUT', body: 'x' }),
        outcome(`${origin}/index.html`),
        outcome(`stem://elsewhere/${sha256}`),
        outcome(`${origin}//etc/passwd`),
      ]),
    };
  }, first);
  expect(seen).toEqual({ isSame: true, missing: 0, told: true, others: Array<string>(6).fill('refused') });
});

test('every permission but MIDI and the choice of a sound output is denied', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  stemroom.expectComplaints(/./);
  const asked = await page.evaluate(async () => {
    const names = [
      'camera',
      'microphone',
      'geolocation',
      'notifications',
      'midi',
      'clipboard-read',
      'storage-access',
      'window-management',
      'local-fonts',
      'idle-detection',
      'background-sync',
      'persistent-storage',
    ];
    const states = names.map(async (name) => {
      // A feature that the policy forbids may be unknown to the question as well.
      const status = await navigator.permissions.query({ name: name as PermissionName }).catch(() => null);
      return `${name} ${status?.state === 'granted' ? 'granted' : 'denied'}`;
    });
    return Promise.all(states);
  });
  expect(asked.filter((line) => !line.endsWith('denied'))).toEqual([]);

  const tried = await page.evaluate(async () => {
    const outcome = (ask: () => Promise<unknown>) =>
      Promise.resolve()
        .then(ask)
        .then(
          (answer) => (answer === 'denied' ? 'denied' : 'granted'),
          () => 'denied',
        );
    return {
      microphone: await outcome(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await outcome(() => navigator.mediaDevices.getDisplayMedia()),
      clipboard: await outcome(() => navigator.clipboard.readText()),
      fullscreen: await outcome(() => document.documentElement.requestFullscreen()),
      notification: await outcome(() => Notification.requestPermission()),
      place: await outcome(
        () =>
          new Promise((granted, denied) => {
            navigator.geolocation.getCurrentPosition(granted, denied);
          }),
      ),
    };
  });
  expect(Object.entries(tried).filter(([, answer]) => answer !== 'denied')).toEqual([]);

  const named = await page.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ label }) => label !== '').map(({ kind }) => kind);
  });
  expect(named).not.toEqual([]);
  expect(named.filter((kind) => kind !== 'audiooutput')).toEqual([]);
});

test('a page that went to an empty address is brought back', async () => {
  const { page } = await app();
  for (const url of ['about:blank', 'about:srcdoc']) {
    await readyToPlay(page);
    const gone = page.waitForEvent('framenavigated');
    await page.evaluate((to) => {
      // Once the answer is out.
      setTimeout(() => (location.href = to));
    }, url);
    await gone;
    await expect.poll(() => page.url()).toBe(entry);
  }
  await readyToPlay(page);
});

// The last one: every address that leads nowhere is left behind in the page.
test('the page is led away by no address, and opens no window', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  // Many of the tries are complained of.
  stemroom.expectComplaints(/./);
  const listener = await listenForAnybody();
  await readyToPlay(page);
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  const isSamePage = () => page.evaluate(() => 'isSamePage' in globalThis);
  for (const url of hostileUrls(listener.host)) {
    await leadAway(page, url, async (way) => {
      expect.soft(await isSamePage(), `${way} to ${url}`).toBe(true);
    });
  }
  const windows = await stemroom.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  );
  expect(windows).toEqual([entry]);
  expect(await page.evaluate(() => document.title)).toBe('Stemroom');
  expect(listener.connections()).toBe(0);
  // Playwright would wait for navigations that never come, so the page is pressed from within.
  const pressed = () =>
    page.evaluate(() => document.querySelector('[aria-label="Mute Drums"]')?.getAttribute('aria-pressed'));
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('[aria-label="Mute Drums"]')?.click();
  });
  await expect.poll(pressed).toBe('true');
  await listener.close();
});
