import { describe, expect, it } from 'vitest';
import { commands } from '../../../electron/contract/index.ts';
import { menuTemplate } from '../../../electron/main/menu.ts';
import { placeWindow, shownAfterCrash, smallestWindow } from '../../../electron/main/window/app-window.ts';
import { mayChooseSpeakers, mayHave, mayLoad } from '../../../electron/main/window/guard.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const left = { x: -1280, y: 200, width: 1280, height: 1024 };
const small = { x: 0, y: 0, width: 1024, height: 640 };

describe('the place of the window', () => {
  it.each([
    ['where it was', { x: 50, y: 60, width: 1200, height: 800 }, [screen], { x: 50, y: 60, width: 1200, height: 800 }],
    [
      'on the second screen',
      { x: 2000, y: 0, width: 1200, height: 800 },
      [screen, second],
      { x: 2000, y: 0, width: 1200, height: 800 },
    ],
    [
      'on a screen to the left',
      { x: -1200, y: 300, width: 1000, height: 700 },
      [screen, left],
      { x: -1200, y: 300, width: 1000, height: 700 },
    ],
    [
      '100 pixels seen',
      { x: 1820, y: 0, width: 1200, height: 800 },
      [screen],
      { x: 1820, y: 0, width: 1200, height: 800 },
    ],
    ['99 pixels seen', { x: 1821, y: 0, width: 1200, height: 800 }, [screen], { width: 1200, height: 800 }],
    ['on a screen that is gone', { x: 2000, y: 0, width: 1200, height: 800 }, [screen], { width: 1200, height: 800 }],
    ['above every screen', { x: 50, y: -40, width: 1200, height: 800 }, [screen], { width: 1200, height: 800 }],
    ['too small', { x: 50, y: 60, width: 10, height: 10 }, [screen], { x: 50, y: 60, ...smallestWindow }],
    ['larger than what is left', { x: 5000, y: 0, width: 3000, height: 2000 }, [screen], { width: 1920, height: 1080 }],
    ['never seen before', null, [screen], { width: 1440, height: 900 }],
    ['never seen before on a small screen', null, [small], { width: 1024, height: 640 }],
    ['no screen at all', null, [], { width: 1440, height: 900 }],
  ] as const)('%s', (_name, last, screens, place) => {
    expect(placeWindow(last, screens)).toEqual(place);
  });
});

describe('what the page may load', () => {
  it.each([
    'app://bundle/index.html',
    `app://bundle/__stem/${'a'.repeat(64)}`,
    `stem://library/${'a'.repeat(64)}`,
    'blob:app://bundle/1-2',
    'data:image/png;base64,x',
  ])('is %s', (url) => {
    expect(mayLoad(url, false)).toBe(true);
  });

  it.each([
    'https://example.com/',
    'http://127.0.0.1/',
    'ws://x/',
    'wss://x/',
    'file:///etc/passwd',
    'app://evil/',
    'stem://evil/',
    'stem://library.evil/',
    'app://bundle.evil/',
    'app://bundle@evil/',
    'data:text/html,x',
    'blob:https://x/1',
    'ftp://x/',
    'chrome://gpu',
    'about:blank',
    'javascript:1',
    'devtools://x',
  ])('is not %s', (url) => {
    expect(mayLoad(url, false)).toBe(false);
  });

  it('is the developer tools outside a release', () => {
    expect(mayLoad('devtools://devtools/bundled/x.js', true)).toBe(true);
  });
});

describe('a permission', () => {
  const page = 'app://bundle/index.html';
  it.each([
    ['midi', page, true, true],
    ['midiSysex', page, true, true],
    ['midi', page, false, false],
    ['midi', `${page}#command-line`, true, false],
    ['midi', 'app://bundle/stage.html', true, false],
    ['midi', 'app://bundle/', true, false],
    ['midi', 'https://app.example/index.html', true, false],
    ['media', page, true, false],
    ['notifications', page, true, false],
    ['usb', page, true, false],
    ['unknown', page, true, false],
  ])('%s is asked for by %s (its main frame: %s): %s', (permission, url, isMainFrame, isGranted) => {
    expect(mayHave(permission, url, isMainFrame)).toBe(isGranted);
  });

  it.each([
    ['speaker-selection', page, true, true],
    ['speaker-selection', page, false, false],
    ['speaker-selection', 'app://bundle/stage.html', true, false],
    ['speaker-selection', 'https://app.example/index.html', true, false],
    ['media', page, true, false],
    ['midi', page, true, false],
  ])('%s is checked for %s (its main frame: %s): %s', (permission, url, isMainFrame, isGranted) => {
    expect(mayChooseSpeakers(permission, url, isMainFrame)).toBe(isGranted);
  });
});

describe('a page that crashed', () => {
  it('is loaded again three times within a minute, then a plain one stands in for it', () => {
    expect(shownAfterCrash([0], false)).toBe('app');
    expect(shownAfterCrash([0, 10_000, 20_000], false)).toBe('app');
    expect(shownAfterCrash([0, 10_000, 20_000, 59_000], false)).toBe('plain');
    expect(shownAfterCrash([0, 10_000, 20_000, 61_000], false)).toBe('app');
  });

  it('is given up when the plain one crashes too, and tried again after a minute', () => {
    expect(shownAfterCrash([0, 10_000, 20_000, 30_000, 40_000], true)).toBe('nothing');
    expect(shownAfterCrash([0, 10_000, 20_000, 30_000, 90_001], true)).toBe('app');
  });
});

describe('the menu', () => {
  type Item = {
    readonly id?: string;
    readonly label?: string;
    readonly role?: string;
    readonly accelerator?: unknown;
    readonly submenu?: unknown;
    readonly click?: unknown;
  };
  const flat = (items: readonly Item[]): readonly Item[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu as Item[]) : [])]);
  const sent: string[] = [];
  const actions = {
    command: (command: string) => void sent.push(command),
    openLogFolder: () => undefined,
    saveDiagnostics: () => undefined,
    showAbout: () => undefined,
  };
  const items = (isMac: boolean, hasDevTools = false) => flat(menuTemplate(actions, isMac, hasDevTools));

  it.each([true, false])('has every command once (on a Mac: %s)', (isMac) => {
    const ids = items(isMac).flatMap(({ id }) =>
      id !== undefined && (commands as readonly string[]).includes(id) ? [id] : [],
    );
    expect([...ids].sort()).toEqual([...commands].sort());
  });

  it('sends the command of the item', () => {
    for (const { id, click } of items(false)) if (id !== undefined) (click as () => void)();
    expect([...sent].sort()).toEqual([...commands].sort());
  });

  it('has no accelerator twice and none without Ctrl or Cmd', () => {
    const keys = items(false).flatMap(({ accelerator }) => (typeof accelerator === 'string' ? [accelerator] : []));
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^CmdOrCtrl\+/);
  });

  it('has developer tools only outside a release', () => {
    const has = (hasDevTools: boolean) => items(false, hasDevTools).some(({ role }) => role === 'toggleDevTools');
    expect([has(true), has(false)]).toEqual([true, false]);
  });
});
