import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asRoot, executable, project } from '../stemroom.ts';

export const appAddress = 'app://bundle/index.html';
/** Of the page that stands in for the app when that keeps crashing. */
export const crashedAddress = 'app://bundle/crashed.html';

/** The app with nobody at its debugger but while it is looked at: Playwright holds up a page that it saw crash. */
export type UnattachedApp = {
  /** Waits for a page at one of these addresses; without any, for the app. */
  readonly look: <Value>(work: (page: Page) => Promise<Value>, addresses?: readonly string[]) => Promise<Value>;
  /** Lets the page's process die of a bad memory access. */
  readonly crashPage: () => void;
  readonly stop: () => Promise<void>;
};

export async function startUnattached(
  userData: string,
  env: Readonly<Record<string, string>> = {},
): Promise<UnattachedApp> {
  const words = [...asRoot, project, `--user-data-dir=${userData}`, '--remote-debugging-port=0'];
  const child = spawn(executable(), words, { stdio: 'ignore', env: { ...process.env, ...env } });
  const announcement = join(userData, 'DevToolsActivePort');
  await expect.poll(() => existsSync(announcement)).toBe(true);

  return {
    look: async (work, addresses = [appAddress]) => {
      const port = readFileSync(announcement, 'utf8').split('\n')[0] ?? '';
      const { browser, page } = await connect(port, addresses);
      try {
        return await work(page);
      } finally {
        await browser.close();
      }
    },
    crashPage: () => {
      for (const pid of pageProcesses(userData)) process.kill(pid, 'SIGSEGV');
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A page that has just crashed is not told of, and who asked too early is not told later: then one asks anew. */
async function connect(
  port: string,
  addresses: readonly string[],
): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const deadlineMs = performance.now() + 120_000;
  for (;;) {
    // Asked while the page is just dying, the debugger may never answer.
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 4000 }).catch(() => null);
    const page = browser?.contexts()[0]?.pages()[0];
    // The page that stands in has its language behind its address.
    const isThere = addresses.includes(page?.url().split('?')[0] ?? '');
    if (browser !== null && page !== undefined && isThere) return { browser, page };
    await browser?.close();
    if (performance.now() > deadlineMs) throw new Error('The app has no window.');
  }
}

function pageProcesses(userData: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
        return command.includes('--type=renderer') && command.includes(userData);
      } catch {
        // The process has ended meanwhile.
        return false;
      }
    })
    .map(Number);
}
