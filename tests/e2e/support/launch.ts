import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { once } from 'node:events';
import { join } from 'node:path';

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>;
type Launched = { readonly app: ElectronApplication; readonly page: Page };

/** Comes before the project's folder on Electron's command line. A packed app takes no such words. */
export const waitForPlaywright: readonly string[] = ['-r', join(import.meta.dirname, 'wait-for-playwright.cjs')];

/** How long the first attempt may take to answer; each further one may take twice as long, for a machine that is busy. */
const firstPatienceMs = 10_000;
const mostAttempts = 4;

/**
 * Starts Electron and waits for its page. Playwright attaches to the page while that still changes from nothing to its
 * address, and then now and then gets no answer for ever; that happens before a test has begun, so it is started anew.
 * `onPage` gets each page as early as there is one.
 */
export async function launchElectron(options: LaunchOptions, onPage: (page: Page) => void): Promise<Launched> {
  for (let attempt = 1; ; attempt += 1) {
    const patienceMs = firstPatienceMs * 2 ** (attempt - 1);
    let app: ElectronApplication | null = null;
    try {
      app = await _electron.launch({ timeout: patienceMs, ...options });
      keepAnswers(app);
      const page = await app.firstWindow({ timeout: patienceMs });
      onPage(page);
      await page.waitForLoadState('load', { timeout: patienceMs });
      await inTime(
        page.evaluate(() => document.readyState),
        patienceMs,
      );
      await inTime(ignoreRequests(page), patienceMs);
      return { app, page };
    } catch (error) {
      if (app !== null) await end(app);
      if (attempt === mostAttempts) throw error;
    }
  }
}

/** The parts of Playwright's own page that keep it informed of requests. */
type Within = {
  readonly _connection?: {
    readonly toImpl?: (page: Page) => { readonly delegate?: { _networkManager?: NetworkManager } };
  };
};
type NetworkManager = {
  readonly _sessions: ReadonlyMap<{ readonly send: (method: 'Network.disable') => Promise<unknown> }, unknown>;
  addSession: () => Promise<void>;
};

/**
 * Playwright asks Chromium for every request of the page and its workers, with all that they send. An export that the app
 * writes within 4 seconds of computing time takes 26 then. No option leaves that out, so this does, in the pinned version.
 */
async function ignoreRequests(page: Page): Promise<void> {
  const manager = (page as unknown as Within)._connection?.toImpl?.(page).delegate?._networkManager;
  if (manager === undefined) return;
  manager.addSession = () => Promise.resolve();
  // A worker may have ended meanwhile.
  for (const session of manager._sessions.keys()) await session.send('Network.disable').catch(() => undefined);
}

const wasCollected = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Resulting promise was garbage collected');

/**
 * Playwright holds what a function in main answers by a weak reference, and now and then V8 collects the answer before it is
 * read. Main keeps each answer under a number here: asked again, a call gives the answer it gave and does not run twice.
 */
function keepAnswers(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app);
  let calls = 0;
  const evaluateOnce = async (run: (...given: never[]) => unknown, argument: unknown): Promise<unknown> => {
    calls += 1;
    const call = { number: calls, source: `(${String(run)})`, argument };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await evaluate(answerOnce, call);
      } catch (error) {
        if (!wasCollected(error) || attempt === mostAttempts) throw error;
      }
    }
  };
  Object.assign(app, { evaluate: evaluateOnce });
}

type Call = { readonly number: number; readonly source: string; readonly argument: unknown };

/** Runs in main, where it sees nothing of this file. */
function answerOnce(electron: unknown, { number, source, argument }: Call): unknown {
  const main = globalThis as { keptAnswers?: Map<number, unknown> };
  main.keptAnswers ??= new Map();
  if (!main.keptAnswers.has(number)) {
    const run = (0, eval)(source) as (electron: unknown, argument: unknown) => unknown;
    main.keptAnswers.set(number, run(electron, argument));
  }
  return main.keptAnswers.get(number);
}

async function inTime(answer: Promise<unknown>, patienceMs: number): Promise<void> {
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
