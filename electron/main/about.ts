import { app, dialog, type BrowserWindow } from 'electron';
import type { AppFacts } from '#contract';

/** What this Stemroom is made of and where it keeps songs. */
export function appFacts(libraryFolder: string, libraryBytes: number): AppFacts {
  const { electron, chrome } = process.versions;
  const platform = `${process.platform} ${process.arch}`;
  return { version: app.getVersion(), electron, chromium: chrome, platform, libraryFolder, libraryBytes };
}

export async function showAbout(window: BrowserWindow | null, facts: AppFacts): Promise<void> {
  const detail = [
    `Electron ${facts.electron}, Chromium ${facts.chromium}, ${facts.platform}`,
    `Library: ${facts.libraryFolder} (${String(Math.round(facts.libraryBytes / 2 ** 20))} MiB)`,
  ].join('\n');
  const options = { type: 'info' as const, title: 'About Stemroom', message: `Stemroom ${facts.version}`, detail };
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}
