import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '../../..');
const textOf = (path: string): string => readFileSync(join(project, path), 'utf8');

/** The oldest line of Electron that was still mended when this one was chosen. */
const oldestLine = 43;

test('every test that SECURITY.md names for the twenty items is there', () => {
  const rows = [...textOf('SECURITY.md').matchAll(/^\| +(\d+) \|[^|]*\| `([^`]+)` +\| (.+?) +\|$/gm)];
  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  const absent = rows.filter(([, , file = '', title = '']) => {
    return !textOf(file).includes(`('${title}'`);
  });
  expect(absent.map(([row]) => row)).toEqual([]);
});

test('SECURITY.md says of every goal where it is shown, or that it is not', () => {
  const upTo = (name: string, last: number) =>
    Array.from({ length: last }, (_, index) => `${name}-${String(index + 1)}`);
  const goals = [...upTo('SEC', 20), ...upTo('KEY', 6), ...upTo('NET', 15), ...upTo('PKG', 9), ...upTo('TST', 8)];
  const named = new Set(textOf('SECURITY.md').match(/\b(?:SEC|KEY|NET|PKG|TST)-\d+\b/g));
  expect(goals.filter((goal) => !named.has(goal))).toEqual([]);
});

test('every file that SECURITY.md names is there', () => {
  const names = [...textOf('SECURITY.md').matchAll(/`((?:electron|tests)\/[^`]+\.ts)`/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(20);
  for (const name of new Set(names)) expect(textOf(name)).not.toBe('');
});

test('the Electron we ship is pinned, and of a line that is still mended', () => {
  const { devDependencies } = JSON.parse(textOf('package.json')) as { devDependencies: { electron: string } };
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number(devDependencies.electron.split('.')[0])).toBeGreaterThanOrEqual(oldestLine);
});

test('a window is made in one place, a page without one in another, and no certificate is ever waved through', () => {
  const sources = readdirSync(join(project, 'electron'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('electron', name));
  const holding = (words: RegExp) => sources.filter((name) => words.test(textOf(name)));
  expect(holding(/new BrowserWindow\b/)).toEqual([join('electron', 'main', 'window', 'app-window.ts')]);
  expect(holding(/setCertificateVerifyProc|certificate-error|rejectUnauthorized|ignore-certificate/)).toEqual([]);
  // No scheme of ours is known to the system, so no link elsewhere leads here.
  expect(holding(/setAsDefaultProtocolClient|crashReporter/)).toEqual([]);
  const hiddenPage = join('electron', 'main', 'headless', 'export-request.ts');
  expect(holding(/new WebContentsView\b/)).toEqual([hiddenPage]);
  expect(textOf(hiddenPage)).toContain('new WebContentsView({ webPreferences: pagePreferences(home) })');
  expect(holding(/new BrowserView\b|enableBlinkFeatures|bypassCSP|allowServiceWorkers/)).toEqual([]);
});
