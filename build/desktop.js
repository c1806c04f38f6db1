import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startKeychain } from './desktop/keychain.js';
import { startScreen } from './desktop/screen.js';
import { startSpeakers } from './desktop/speakers.js';

/**
 * Something an app finds around it on a desktop: a screen, a keychain, speakers.
 * @typedef {object} Surrounding
 * @property {Readonly<Record<string, string>>} env what an app's environment must hold to find it
 * @property {() => Promise<void>} stop ends it; may be called once
 */

/**
 * @typedef {object} DesktopWishes
 * @property {boolean} [screen] a virtual screen of 1920×1080; default true
 * @property {boolean} [speakers] PulseAudio with the silent sink `stemroom`; default true
 * @property {import('./desktop/keychain.js').KeychainState} [keychain] default `unlocked`
 */

/**
 * Starts a private desktop: nothing of the person's own session is touched or seen.
 * @param {DesktopWishes} [wishes]
 * @returns {Promise<Surrounding>}
 * @throws {Error} when a part does not come up; the parts that did are stopped
 */
export async function startDesktop({ screen = true, speakers = true, keychain = 'unlocked' } = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stemroom-desktop-'));
  /** @type {Surrounding[]} */
  const parts = [];
  const stop = async () => {
    for (const part of parts.toReversed()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    parts.push(await startKeychain(folder, keychain));
    if (screen) parts.push(await startScreen());
    if (speakers) parts.push(await startSpeakers(folder));
  } catch (error) {
    await stop();
    throw error;
  }
  return { env: Object.assign({}, ...parts.map((part) => part.env)), stop };
}

export { keychainPassword, startKeychain } from './desktop/keychain.js';
export { startScreen } from './desktop/screen.js';
export { speakersName, startSpeakers } from './desktop/speakers.js';
