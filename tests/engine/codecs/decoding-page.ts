import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AudioContainer, StemKind } from '#contract';
import { test as base } from '../../e2e/support/desktop.ts';
import { builtPage } from '../harness/built-page.ts';
import { openPage } from '../harness/open-page.ts';
import type { DecodingApi, ServedStem } from './page/decoding-api.ts';
import { PageServer } from './page-server.ts';

declare global {
  // Inside the page.
  var decoding: DecodingApi;
}

/** `complaints`: errors on the console; a spec that provokes some takes them out, since specs share a page. */
export type Bench = { readonly page: Page; readonly server: PageServer; readonly complaints: string[] };

/** A real Electron, or Chromium, that shows the decoding page; one for all specs of a file. */
export const test = base.extend<object, { readonly bench: Bench }>({
  bench: [
    // Playwright reads the fixture's needs from this pattern.

    async ({}, use, { project }) => {
      const pageFolder = await builtPage(join(import.meta.dirname, 'page/vite.config.ts'), 'decoding-harness');
      const folder = mkdtempSync(join(tmpdir(), 'stemroom-decoding-'));
      const server = new PageServer(pageFolder, folder);
      await server.start();
      const complaints: string[] = [];
      const { page, close } = await openPage(`${server.origin}/`, project.name, (opened) => {
        opened.on('console', (message) => {
          if (message.type() === 'error') complaints.push(message.text());
        });
        opened.on('pageerror', (error) => complaints.push(error.message));
      });
      await page.waitForFunction(() => 'decoding' in globalThis);
      await use({ page, server, complaints });
      await close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 150_000 },
  ],
});

/** Serves a file under a name of its own. */
export function serve(
  { server }: Bench,
  name: string,
  path: string,
  container: AudioContainer,
  kind: StemKind = 'other',
): ServedStem {
  server.serve(name, path);
  return { name, kind, byteLength: statSync(path).size, container };
}
