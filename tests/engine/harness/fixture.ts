import type { ElectronApplication, Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AudioContainer, Sha256, StemId, StemKind } from '#contract';
import type { PlayerStem } from '../../../renderer/engine/player.ts';
import type { HarnessApi } from './harness-api.ts';
import { test as base } from '../../e2e/support/desktop.ts';
import { launchElectron, waitForPlaywright } from '../../e2e/support/launch.ts';
import { builtPage } from './built-page.ts';
import { startHarnessServer, type HarnessServer } from './server.ts';

declare global {
  // Inside the page.
  var harness: HarnessApi;
}

const project = resolve(import.meta.dirname, '../../..');

export type Rig = {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly server: HarnessServer;
  readonly complaints: readonly string[];
};

/** A real Electron that shows the harness page; one for all specs of a file. */
export const test = base.extend<object, { readonly rig: Rig }>({
  rig: [
    async ({}, use) => {
      const server = await startHarnessServer(
        await builtPage(join(import.meta.dirname, 'vite.config.ts'), 'engine-harness'),
      );
      const complaints: string[] = [];
      const options = {
        executablePath: execFileSync(process.execPath, [join(project, 'build/electron-path.js')], {
          encoding: 'utf8',
        }).trim(),
        args: [
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          ...waitForPlaywright,
          join(import.meta.dirname, 'app'),
          `--page=${server.origin}/`,
        ],
      };
      const { app: electron, page } = await launchElectron(options, (opened) => {
        opened.on('console', (message) => {
          if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
        });
        opened.on('pageerror', (error) => complaints.push(error.message));
      });
      await page.waitForFunction(() => 'harness' in globalThis);
      await use({ electron, page, server, complaints });
      await electron.close();
      server.close();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
});

/** Serves a file under a name of its own and describes it as a stem. */
export function stemOf(
  server: HarnessServer,
  id: string,
  path: string,
  container: AudioContainer,
  kind: StemKind = 'other',
): PlayerStem {
  server.serve(id, path);
  const audio = { sha256: id as Sha256, byteLength: statSync(path).size, container };
  return { id: id as StemId, kind, audio };
}
