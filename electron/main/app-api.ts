import { app, type BrowserWindow, dialog, nativeTheme, type ProcessMetric, shell } from 'electron';
import { type AppDetails, type ExternalPage, type InterfaceSize, type LibraryDetails, ok, words } from '#contract';
import type { ServedApi } from './ipc.ts';
import { backendName } from './keychain/keychain-problems.ts';
import type { SettingsFile } from './settings.ts';

type SettingsApi = Pick<ServedApi, 'readSettings' | 'changeSettings' | 'appDetails' | 'openExternal' | 'restartSound'>;

// The page can only name one of these.
const addresses: Readonly<Record<ExternalPage, string>> = {
  apiKey: 'https://kie.ai/api-key',
  service: 'https://kie.ai',
  project: 'https://kie.ai/suno-api',
};

type SettingsPorts = {
  readonly details: () => Promise<AppDetails>;
  readonly onInterfaceSize: (size: InterfaceSize) => void;
  /** Called when the language has changed. */
  readonly onLanguage: () => void;
  /** Called when the quota has changed. */
  readonly onQuota: () => void;
};

/** Returns the methods of `MainApi` about settings and the app itself. */
export function settingsApi(settings: SettingsFile, ports: SettingsPorts): SettingsApi {
  return {
    readSettings: () => Promise.resolve(ok(settings.kept)),
    async changeSettings(change) {
      if (change.theme !== undefined) nativeTheme.themeSource = change.theme;
      if (change.interfaceSize !== undefined) ports.onInterfaceSize(change.interfaceSize);
      const changed = await settings.changePage(change);
      if (change.language !== undefined) ports.onLanguage();
      if (change.quota !== undefined) ports.onQuota();
      return changed;
    },
    appDetails: () => ports.details().then((details) => ok(details)),
    async openExternal(page) {
      await shell.openExternal(addresses[page]);
      return ok();
    },
    restartSound() {
      endAudioService(() => app.getAppMetrics());
      return Promise.resolve(ok());
    },
  };
}

/** Chromium's name for its audio process. */
const audioService = 'audio.mojom.AudioService';

/** Ends Chromium's audio process, if there is one. Chromium starts a new one with the next sound. */
export function endAudioService(
  processes: () => readonly Pick<ProcessMetric, 'pid' | 'serviceName'>[],
  end: (pid: number) => void = (pid) => process.kill(pid),
): void {
  for (const { pid, serviceName } of processes()) {
    if (serviceName === audioService) end(pid);
  }
}

/** Returns versions and sizes for the page and the About dialog. The only path is the library's, for display. */
export function appDetails(libraryBytes: number, library: LibraryDetails): AppDetails {
  const { electron, chrome } = process.versions;
  const platform = `${process.platform} ${process.arch}`;
  return { version: app.getVersion(), electron, chromium: chrome, platform, libraryBytes, library };
}

/** Shows the About dialog, over `window` when there is one. Settles when it is closed. */
export async function showAbout(window: BrowserWindow | null, details: AppDetails): Promise<void> {
  const keychain = await backendName(process.platform);
  const { about } = words().main;
  const detail = [
    about.runsOn(details.electron, details.chromium, details.platform),
    about.keychain(keychain),
    about.library(details.library.folder, Math.round(details.libraryBytes / 2 ** 20)),
  ].join('\n');
  const options = { type: 'info' as const, title: about.title, message: about.version(details.version), detail };
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}
