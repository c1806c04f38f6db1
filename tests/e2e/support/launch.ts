import { _electron, type ElectronApplication } from '@playwright/test';

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>;

/** Starts Electron. On a busy machine Playwright's own handshake with it is lost now and then, before a test has begun. */
export async function launchElectron(options: LaunchOptions): Promise<ElectronApplication> {
  const launch = (): Promise<ElectronApplication> => _electron.launch({ timeout: 30_000, ...options });
  return launch().catch(launch).catch(launch);
}
