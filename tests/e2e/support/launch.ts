import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { once } from 'node:events';

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>;
type Launched = { readonly app: ElectronApplication; readonly page: Page };

const patienceMs = 30_000;
const mostAttempts = 4;

/**
 * Starts Electron and waits for its page. Playwright attaches to the page while that still changes from nothing to its
 * address, and then now and then gets no answer for ever; that happens before a test has begun, so it is started anew.
 * `onPage` gets each page as early as there is one.
 */
export async function launchElectron(options: LaunchOptions, onPage: (page: Page) => void): Promise<Launched> {
  for (let attempt = 1; ; attempt += 1) {
    let app: ElectronApplication | null = null;
    try {
      app = await _electron.launch({ timeout: patienceMs, ...options });
      const page = await app.firstWindow({ timeout: patienceMs });
      onPage(page);
      await page.waitForLoadState('load', { timeout: patienceMs });
      await inTime(page.evaluate(() => document.readyState));
      return { app, page };
    } catch (error) {
      if (app !== null) await end(app);
      if (attempt === mostAttempts) throw error;
    }
  }
}

async function inTime(answer: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('The page does not answer.'));
    }, patienceMs);
  });
  await Promise.race([answer, late]).finally(() => {
    clearTimeout(timer);
  });
}

async function end(app: ElectronApplication): Promise<void> {
  const child = app.process();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
