import { app, dialog, type BrowserWindow } from 'electron';
import type { AppFacts } from '#contract';
import { backendName } from './keychain/backend-name.ts';

/** What this Stemroom is made of, for the page: no paths. */
export function appFacts(libraryBytes: number): AppFacts {
  const { electron, chrome } = process.versions;
  const platform = `${process.platform} ${process.arch}`;
  return { version: app.getVersion(), electron, chromium: chrome, platform, libraryBytes };
}

export async function showAbout(window: BrowserWindow | null, facts: AppFacts, libraryFolder: string): Promise<void> {
  const keychain = await backendName(process.platform);
  const detail = [
    `Electron ${facts.electron}, Chromium ${facts.chromium}, ${facts.platform}`,
    `Keychain: ${keychain}`,
    `Library: ${libraryFolder} (${String(Math.round(facts.libraryBytes / 2 ** 20))} MiB)`,
  ].join('\n');
  const options = { type: 'info' as const, title: 'About Stemroom', message: `Stemroom ${facts.version}`, detail };
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}
