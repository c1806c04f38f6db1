import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { pathToFileURL } from 'node:url';
import { inProject } from '../setup/places.js';

/** Debian's own, nearer to the newest Electron's than the one that the tests run in. The Playwright project `chromium` opens it. */
const executable = '/usr/bin/chromium';

/**
 * Installs Debian's Chromium when it is not there, beside the tests that run meanwhile: it takes half a minute and more.
 * @returns {Promise<boolean>} whether it is there; not where there is no such package, or nobody may install it
 */
export async function provideChromium() {
  if (existsSync(executable)) return true;
  if (process.platform !== 'linux') return false;
  const packages = pathToFileURL(inProject('build', 'setup', 'system-packages.js')).href;
  const install = `import { provideSystemPackages } from ${JSON.stringify(packages)}; provideSystemPackages('chromium');`;
  const installer = spawn(process.execPath, ['--input-type=module', '-e', install], { stdio: 'ignore' });
  // The tests beside it may listen to the speakers.
  if (installer.pid !== undefined) os.setPriority(installer.pid, os.constants.priority.PRIORITY_LOW);
  await once(installer, 'exit');
  return existsSync(executable);
}
