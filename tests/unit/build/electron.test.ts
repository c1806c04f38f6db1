import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startScreen } from '../../../build/desktop.js';

const project = resolve(import.meta.dirname, '../../..');
const electronPath = (): string =>
  execFileSync(process.execPath, [join(project, 'build/electron-path.js')], { encoding: 'utf8' });

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-electron-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('electron-path says one line, the executable', () => {
  const lines = electronPath().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toBe('');
});

test('the chosen Electron opens a project folder, which can act before it is ready', async () => {
  mkdirSync(join(folder, 'made'));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'trial', productName: 'Trial', version: '1.2.3', type: 'module', main: 'made/main.js' }),
  );
  writeFileSync(
    join(folder, 'made/main.js'),
    `import { app, protocol } from 'electron';
     await new Promise((resolve) => setTimeout(resolve, 200));
     protocol.registerSchemesAsPrivileged([{ scheme: 'trial', privileges: { standard: true } }]);
     const early = !app.isReady();
     app.whenReady().then(() => {
       console.log(JSON.stringify([early, app.getName(), app.getVersion(), app.getAppPath(), app.isPackaged, process.argv.at(-1)]));
       app.exit(7);
     });`,
  );
  const screen = await startScreen();
  const words = [...asRoot, folder, `--user-data-dir=${join(folder, 'data')}`, '--word'];
  const { stdout, status } = spawnSync(electronPath().trim(), words, {
    env: { ...process.env, ...screen.env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  await screen.stop();
  expect(JSON.parse(stdout)).toEqual([true, 'Trial', '1.2.3', folder, false, '--word']);
  expect(status).toBe(7);
});
