import type { Page } from '@playwright/test';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { AudioContainer, Sha256, StemId, StemKind } from '#contract';
import type { PlayerStem } from '../../../renderer/engine/player.ts';
import type { HarnessApi } from './harness-api.ts';
import { test as base } from '../../e2e/support/desktop.ts';
import { builtPage } from './built-page.ts';
import { openPage } from './open-page.ts';
import { startHarnessServer, type HarnessServer } from './server.ts';

declare global {
  // Inside the page.
  var harness: HarnessApi;
}

export type Rig = {
  readonly page: Page;
  readonly server: HarnessServer;
  readonly complaints: readonly string[];
};

/** A real Electron, or Chromium, that shows the harness page; one for all specs of a file. */
export const test = base.extend<object, { readonly rig: Rig }>({
  rig: [
    async ({}, use, { project }) => {
      const server = await startHarnessServer(
        await builtPage(join(import.meta.dirname, 'vite.config.ts'), 'engine-harness'),
      );
      const complaints: string[] = [];
      const { page, close } = await openPage(`${server.origin}/`, project.name, (opened) => {
        opened.on('console', (message) => {
          if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
        });
        opened.on('pageerror', (error) => complaints.push(error.message));
      });
      await page.waitForFunction(() => 'harness' in globalThis);
      await use({ page, server, complaints });
      await close();
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
