import { release, totalmem, version } from 'node:os';
import { app, screen } from 'electron';
import { backendName } from '../keychain/backend-name.ts';

/** What this Stemroom runs on. */
export async function machineFacts(): Promise<Readonly<Record<string, unknown>>> {
  const { electron, chrome, node } = process.versions;
  return {
    stemroom: app.getVersion(),
    isPackaged: app.isPackaged,
    electron,
    chromium: chrome,
    node,
    system: `${process.platform} ${process.arch} ${release()}`,
    systemVersion: version(),
    desktop: process.env.XDG_CURRENT_DESKTOP ?? null,
    displays: screen.getAllDisplays().map(({ size, scaleFactor }) => ({ ...size, scaleFactor })),
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    locale: app.getLocale(),
    graphics: app.getGPUFeatureStatus(),
    keychain: await backendName(process.platform),
  };
}
