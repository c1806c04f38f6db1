import { test as base } from '@playwright/test';
import { startDesktop, type Surrounding } from '../../../build/desktop.js';

/**
 * Gives each worker a private desktop: a screen, a keychain and silent speakers, found through the environment. Two workers
 * never see each other's windows and keys, nor hear each other's sound. On macOS and Windows the person's own desktop must do.
 */
export const test = base.extend<object, { readonly desktop: Surrounding | null }>({
  desktop: [
    async ({}, use) => {
      if (process.platform !== 'linux') {
        await use(null);
        return;
      }
      const desktop = await startDesktop();
      Object.assign(process.env, desktop.env);
      await use(desktop);
      await desktop.stop();
    },
    { scope: 'worker', auto: true, timeout: 60_000 },
  ],
});

/** Test that records what the speakers play: it runs while nothing else does, so that a busy machine leaves no gaps in the sound. */
export const listens = { tag: '@listens' } as const;

/**
 * Called by what records the speakers.
 * @throws {Error} when the running test is not among those that run alone
 */
export function mustRunAlone(): void {
  const { tags, title } = base.info();
  if (!tags.includes(listens.tag)) throw new Error(`“${title}” listens to the speakers: mark it with \`listens\`.`);
}
