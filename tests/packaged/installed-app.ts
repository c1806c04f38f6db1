import { chromium, type Browser, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Debian's account that owns nothing (base-passwd). A packed app must run for people who are not root, in its sandbox. */
const nobody = 65_534;
const patienceMs = 90_000;

/** A packed Stemroom, started as somebody would from a menu, and looked at through Chromium's debugging port. */
export type RunningApp = {
  readonly page: Page;
  readonly home: string;
  /** Linux’ seccomp mode of each process, by its role: `browser`, `renderer`, `gpu-process` ...; 2 is a filter, so a sandbox. */
  readonly seccompModes: () => ReadonlyMap<string, string>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a packed app in a home of its own, which stays until `forget` is called.
 * @param desktop the environment that names a screen and what else the app may find around it
 * @param person root has to do without the sandbox: Chromium refuses it
 */
export async function startPacked(
  executable: string,
  desktop: Readonly<Record<string, string>>,
  person: 'nobody' | 'root',
): Promise<RunningApp> {
  const home = mkdtempSync(join(tmpdir(), 'stemroom-home-'));
  const owner = person === 'nobody' ? nobody : 0;
  chownSync(home, owner, owner);
  const userData = join(home, 'data');
  const words = ['--remote-debugging-port=0', `--user-data-dir=${userData}`];
  const child = spawn(executable, person === 'root' ? [...words, '--no-sandbox'] : words, {
    cwd: home,
    uid: owner,
    gid: owner,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home, LANG: 'C.UTF-8', ...desktop },
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  try {
    const browser = await connect(userData, child, () => said);
    const page = await firstPage(browser);
    return { page, home, seccompModes: () => seccompModes(realpathSync(executable)), stop: () => stopApp(child) };
  } catch (error) {
    await stopApp(child);
    throw error;
  }
}

export const forget = (home: string): void => {
  rmSync(home, { recursive: true, force: true });
};

async function connect(userData: string, child: ChildProcess, said: () => string): Promise<Browser> {
  // Chromium writes the port it took here.
  const announcement = join(userData, 'DevToolsActivePort');
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const port = existsSync(announcement) ? readFileSync(announcement, 'utf8').split('\n')[0] : undefined;
    const browser = port !== undefined && (await showsItsPage(port)) ? await attach(port) : null;
    if (browser !== null) return browser;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The app did not start. It said: ${said()}`);
    await wait(100);
  }
}

const attach = (port: string): Promise<Browser | null> =>
  chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 5000 }).catch(() => null);

/** A debugger that attaches while the window still changes from nothing to its page may never be answered. */
async function showsItsPage(port: string): Promise<boolean> {
  const targets = await fetch(`http://127.0.0.1:${port}/json/list`).then(
    (answer) => answer.json() as Promise<readonly { readonly type: string; readonly url: string }[]>,
    () => [],
  );
  return targets.some(({ type, url }) => type === 'page' && url.startsWith('app://'));
}

async function firstPage(browser: Browser): Promise<Page> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const page = browser.contexts().flatMap((context) => context.pages())[0];
    if (page !== undefined) {
      await page.waitForLoadState('load');
      return page;
    }
    await wait(50);
  }
  throw new Error('The app opened no window.');
}

function seccompModes(executable: string): ReadonlyMap<string, string> {
  const modes = new Map<string, string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readlinkSync(join('/proc', pid, 'exe')) !== executable) continue;
      const role = /--type=([a-z-]+)/.exec(readFileSync(join('/proc', pid, 'cmdline'), 'utf8'))?.[1] ?? 'browser';
      const mode = /^Seccomp:\s*(\d)$/m.exec(readFileSync(join('/proc', pid, 'status'), 'utf8'))?.[1];
      if (mode !== undefined) modes.set(role, mode);
    } catch {
      // The process ended while it was looked at, or is of the kernel's.
    }
  }
  return modes;
}

async function stopApp(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(force);
}
