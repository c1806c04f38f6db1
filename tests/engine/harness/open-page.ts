import { chromium, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchElectron, waitForPlaywright } from '../../e2e/support/launch.ts';

const project = resolve(import.meta.dirname, '../../..');
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The name of the Playwright project that runs in Debian's Chromium, which is nearer to the one of the newest Electron. */
export const chromiumProject = 'chromium';

export type OpenedPage = { readonly page: Page; readonly close: () => Promise<void> };

/**
 * Opens a page of the tests in the Electron that the set-up chose, or in Debian's Chromium when that project runs. `onPage` gets it as
 * early as there is one.
 */
export async function openPage(url: string, projectName: string, onPage: (page: Page) => void): Promise<OpenedPage> {
  const profile = mkdtempSync(join(tmpdir(), 'stemroom-page-'));
  const open = projectName === chromiumProject ? openInChromium : openInElectron;
  const { page, close } = await open(url, profile, onPage);
  return {
    page,
    async close() {
      await close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openInElectron(url: string, profile: string, onPage: (page: Page) => void): Promise<OpenedPage> {
  const path = execFileSync(process.execPath, [join(project, 'build/electron-path.js')], { encoding: 'utf8' });
  const app = join(import.meta.dirname, 'app');
  const args = [...asRoot, ...waitForPlaywright, app, `--user-data-dir=${profile}`, `--page=${url}`];
  const { app: electron, page } = await launchElectron({ executablePath: path.trim(), args }, onPage);
  return { page, close: () => electron.close() };
}

async function openInChromium(url: string, profile: string, onPage: (page: Page) => void): Promise<OpenedPage> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    // What has no window has no sound device either.
    headless: false,
    viewport: null,
    // What Electron's windows have: sound before a click, and no rest in the background.
    args: [...asRoot, '--autoplay-policy=no-user-gesture-required', '--disable-background-timer-throttling'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  onPage(page);
  await page.goto(url);
  return { page, close: () => context.close() };
}
