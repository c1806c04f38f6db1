import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chosenElectron } from '../setup/electron.js';
import { projectFolder } from '../setup/places.js';
import { setUpElectron } from '../setup/set-up.js';
import { provideSystemPackages } from '../setup/system-packages.js';
import { faithfulEnd, passSignalsTo } from './foreground.js';
import { startScreen } from './screen.js';

/**
 * Opens the built app and stays until it quits. Without a display it opens on a virtual one and leaves a screenshot.
 * @param {readonly string[]} words for the app's command line
 * @param {Readonly<Record<string, string>>} [environment] added to our own
 * @returns {Promise<number>} the app's exit code
 */
export async function openApp(words, environment = {}) {
  const executable = chosenElectron() ?? (await setUpElectron());
  // Without a window the app needs no screen, and its results stand alone on stdout.
  if (hasDisplay() || words.some((word) => /^--(export|list|help)(=|$)/.test(word))) {
    return run(executable, words, environment);
  }
  provideSystemPackages('screen');
  const screen = await startScreen({ width: 1440, height: 900 });
  const picture = path.join(await mkdtemp(path.join(os.tmpdir(), 'stemroom-')), 'window.png');
  // The app says where the picture is once it is there.
  console.log('There is no display here, so Stemroom opens on a virtual one and takes a screenshot of its window.');
  // A virtual screen comes without a message bus and a graphics card; Chromium's complaints about that help nobody.
  const onVirtualScreen = ['--log-level=3', `--screenshot-to=${picture}`];
  try {
    return await run(executable, [...onVirtualScreen, ...words], { ...environment, ...screen.env });
  } finally {
    await screen.stop();
  }
}

/** @returns {boolean} whether a window can be shown to somebody */
function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * @param {string} executable
 * @param {readonly string[]} words
 * @param {Readonly<Record<string, string>>} environment
 */
function run(executable, words, environment) {
  // Chromium's sandbox refuses to work for root.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = { ...process.env, ...environment };
  const app = spawn(executable, [...asRoot, projectFolder, ...words], { stdio: 'inherit', env });
  passSignalsTo(app);
  return faithfulEnd(app);
}
