import { app, dialog, type BrowserWindow } from 'electron';
import type { AppFacts, LibraryFacts } from '#contract';
import { backendName } from './keychain/keychain-problems.ts';

/** What this Stemroom is made of, for the page: no paths but one to be read. */
export function appFacts(libraryBytes: number, library: LibraryFacts): AppFacts {
  const { electron, chrome } = process.versions;
  const platform = `${process.platform} ${process.arch}`;
  return { version: app.getVersion(), electron, chromium: chrome, platform, libraryBytes, library };
}

export async function showAbout(window: BrowserWindow | null, facts: AppFacts): Promise<void> {
  const keychain = await backendName(process.platform);
  const detail = [
    `Electron ${facts.electron}, Chromium ${facts.chromium}, ${facts.platform}`,
    `Keychain: ${keychain}`,
    `Library: ${facts.library.folder} (${String(Math.round(facts.libraryBytes / 2 ** 20))} MiB)`,
  ].join('\n');
  const options = { type: 'info' as const, title: 'About Stemroom', message: `Stemroom ${facts.version}`, detail };
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}
