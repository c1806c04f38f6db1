import { expect, type ConsoleMessage, type ElectronApplication, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base } from './support/desktop.ts';
import { launchElectron, waitForPlaywright } from './support/launch.ts';
import { layUsedLibrary, type LibraryState } from './support/used-library.ts';

export const project = resolve(import.meta.dirname, '../..');
const screenshots = join(project, 'tests/results/screenshots');

let chosen: string | null = null;

/** The Electron that the set-up chose; looked up once in a worker. */
export function executable(): string {
  chosen ??= execFileSync(process.execPath, [join(project, 'build/electron-path.js')], { encoding: 'utf8' }).trim();
  return chosen;
}

/** Chromium refuses its sandbox to root. */
export const asRoot: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Says that all complaints before it have been heard. */
const lastWord = 'the last word';

type LaunchOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The executable of a packed app, instead of the project in Electron. */
  readonly packed?: string | null;
};

/** The real app in a folder of its own. Every console error and every CSP violation of its page is a failure of the test. */
export class Stemroom {
  readonly userData: string;
  readonly complaints: string[] = [];
  #expected: readonly RegExp[] = [];
  #app: ElectronApplication | null = null;
  #page: Page | null = null;

  constructor(userData: string) {
    this.userData = userData;
  }

  get isRunning(): boolean {
    return this.#app !== null;
  }

  get app(): ElectronApplication {
    if (this.#app === null) throw new Error('Stemroom is not running.');
    return this.#app;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('Stemroom has no window.');
    return this.#page;
  }

  async start({ env = {}, args = [], packed = null }: LaunchOptions = {}): Promise<Page> {
    const options = {
      executablePath: packed ?? executable(),
      args: [
        ...asRoot,
        ...(packed === null ? [...waitForPlaywright, project] : []),
        `--user-data-dir=${this.userData}`,
        '--force-device-scale-factor=1',
        ...args,
      ],
      // The language of whoever runs the tests says nothing about the app.
      env: { ...currentEnvironment(), LANGUAGE: 'en', ...env },
      // Left out, Playwright would hold the page in its light theme.
      colorScheme: null,
    };
    const { app, page } = await launchElectron(options, (opened) => {
      opened.on('console', (message) => {
        this.#listen(message);
      });
      opened.on('pageerror', (error) => this.complaints.push(error.message));
    });
    this.#app = app;
    this.#page = page;
    return page;
  }

  /** Ends the app as a user does who means it, whatever is still under way. */
  async quit(): Promise<void> {
    await this.#app?.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
    });
    await this.#app?.close();
    this.#app = null;
  }

  /** Ends the app as a power cut does. */
  async kill(): Promise<void> {
    const child = this.app.process();
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
    this.#app = null;
  }

  /** Console errors that the test brings about on purpose are no failure, whenever they come and however the test ends. */
  expectComplaints(words: RegExp): void {
    this.#expected = [...this.#expected, words];
  }

  get unexpectedComplaints(): readonly string[] {
    return this.complaints.filter((complaint) => !this.#expected.some((words) => words.test(complaint)));
  }

  /** The unexpected ones once all have been heard. The next test begins with none, and expects none. */
  async takeComplaints(): Promise<readonly string[]> {
    if (this.#expected.length > 0) {
      await this.page.evaluate((words) => {
        console.error(words);
      }, lastWord);
      await expect.poll(() => this.complaints.some((complaint) => complaint.startsWith(lastWord))).toBe(true);
    }
    const unexpected = this.unexpectedComplaints.filter((complaint) => !complaint.startsWith(lastWord));
    this.complaints.length = 0;
    this.#expected = [];
    return unexpected;
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`), animations: 'disabled' });
  }

  /** Keeps a picture of the window for people to look at. */
  keepScreenshot(name: string, image: Uint8Array): void {
    mkdirSync(screenshots, { recursive: true });
    writeFileSync(join(screenshots, name), image);
  }

  async resize(width: number, height: number): Promise<void> {
    await this.app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
      },
      { width, height },
    );
    await expect.poll(() => this.page.evaluate(() => innerWidth)).toBe(width);
  }

  #listen(message: ConsoleMessage): void {
    if (isOfGoneBytes(message)) return;
    if (message.type() === 'error' || message.text().includes('Content Security Policy')) {
      this.complaints.push(`${message.text()} (${message.location().url})`);
    }
  }
}

/** Chromium itself writes about a stem or an overview that is removed, or found to be damaged, while it is being asked for. */
const isOfGoneBytes = (message: ConsoleMessage): boolean =>
  message.text().includes('status of 404') && message.location().url.startsWith('app://bundle/__');

function currentEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Lays a library with the demo song, drawn and listened to, into a profile that no app has open. */
export const layLibrary = (userData: string): Promise<void> =>
  layUsedLibrary(userData, (folder) => new Stemroom(folder));

type Fixtures = {
  /** A test that is about a first start takes a `new` library. */
  readonly library: LibraryState;
  readonly stemroom: Stemroom;
};

export const test = base.extend<Fixtures>({
  library: ['used', { option: true }],
  stemroom: async ({ library }, use, testInfo) => {
    const stemroom = await inNewProfile(library);
    await use(stemroom);
    if (testInfo.status !== testInfo.expectedStatus)
      await stemroom.screenshot(`failed-${testInfo.title}`).catch(() => undefined);
    await endOf(stemroom);
    expect(stemroom.unexpectedComplaints, 'console errors and CSP violations').toEqual([]);
  },
});

type SharedApp = {
  /** Works on the new profile before the app starts. */
  readonly prepare?: (userData: string) => Promise<void>;
  readonly options?: () => LaunchOptions;
};

/**
 * Gives the tests of a file one app, started for the first that asks for it: a start takes as long as most tests. Each of them leaves a
 * song that can be played, with nothing over it, and takes nothing for granted that another one did. After a test that failed the app is
 * started anew, since Playwright goes on in a new worker.
 */
export function oneApp({ prepare, options = () => ({}) }: SharedApp = {}): () => Promise<Stemroom> {
  let running: Stemroom | null = null;
  test.afterEach(async ({}, testInfo) => {
    if (running === null) return;
    if (testInfo.status !== testInfo.expectedStatus)
      await running.screenshot(`failed-${testInfo.title}`).catch(() => undefined);
    expect(await running.takeComplaints(), 'console errors and CSP violations').toEqual([]);
  });
  test.afterAll(async () => {
    if (running !== null) await endOf(running);
    running = null;
  });
  return async () => {
    if (running === null) {
      running = await inNewProfile('used');
      await prepare?.(running.userData);
    }
    if (!running.isRunning) await running.start(options());
    return running;
  };
}

async function inNewProfile(library: LibraryState): Promise<Stemroom> {
  const userData = mkdtempSync(join(tmpdir(), 'stemroom-e2e-'));
  if (library === 'used') await layLibrary(userData);
  return new Stemroom(userData);
}

async function endOf(stemroom: Stemroom): Promise<void> {
  await stemroom.quit().catch(() => undefined);
  rmSync(stemroom.userData, { recursive: true, force: true });
}

export { expect };
