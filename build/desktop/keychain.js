import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ready, startHelper } from './helper-process.js';

/** @typedef {import('../desktop.js').Surrounding} Surrounding */
/** @typedef {'no-bus' | 'no-service' | 'broken-service' | 'no-collection' | 'locked' | 'unlocked'} KeychainState */

/** Opens the keychain that `locked` leaves behind. */
export const keychainPassword = 'stemroom';

/**
 * Starts a private D-Bus session and a Secret Service on it, in one of the states that people's machines are found in:
 * - `no-bus`: nobody listens at the bus address
 * - `no-service`: a bus, and no Secret Service that could be started
 * - `broken-service`: a bus whose Secret Service ends as soon as it is started
 * - `no-collection`: a Secret Service without any keyring, and nobody to ask for a new one's password
 * - `locked`: a keyring that is locked, and nobody to ask for its password
 * - `unlocked`: a keyring that takes and gives secrets
 * @param {string} folder private to the caller; the keyrings are kept inside
 * @param {KeychainState} [state]
 * @returns {Promise<Surrounding>} its environment is what an app needs to find bus and service
 */
export async function startKeychain(folder, state = 'unlocked') {
  const socket = path.join(folder, 'bus');
  const env = { XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` };
  if (state === 'no-bus') return { env, stop: () => Promise.resolve() };

  const bus = await startBus(folder, socket, state === 'broken-service');
  if (state === 'no-service' || state === 'broken-service') return { env, stop: bus.stop };

  if (state === 'locked') {
    const former = await startService(folder, env, true);
    await former.stop();
    await ready(bus, 'The message bus', () => Promise.resolve(ownsSecrets(env) ? undefined : true));
  }
  const service = await startService(folder, env, state === 'unlocked');
  return {
    env,
    async stop() {
      await service.stop();
      await bus.stop();
    },
  };
}

/**
 * The bus knows no service of the system: nothing but what we start can answer.
 * @param {string} folder
 * @param {string} socket
 * @param {boolean} hasBrokenService
 */
async function startBus(folder, socket, hasBrokenService) {
  const services = path.join(folder, 'services');
  const configuration = path.join(folder, 'bus.conf');
  await mkdir(services, { recursive: true });
  await writeFile(configuration, busConfiguration(socket, services));
  if (hasBrokenService) {
    const service = '[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/false\n';
    await writeFile(path.join(services, 'org.freedesktop.secrets.service'), service);
  }
  const bus = startHelper('dbus-daemon', ['--nofork', '--nopidfile', '--config-file', configuration]);
  await ready(bus, 'The message bus (dbus-daemon)', () => Promise.resolve(existsSync(socket) || undefined));
  return bus;
}

/**
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} env
 * @param {boolean} isUnlocked
 */
async function startService(folder, env, isUnlocked) {
  const words = ['--foreground', '--components=secrets', `--control-directory=${path.join(folder, 'keyring')}`];
  // It keeps its keyrings under the data home: a private one leaves the person's own keyrings alone.
  const home = { HOME: folder, XDG_DATA_HOME: path.join(folder, 'data') };
  await mkdir(path.join(folder, 'keyring'), { recursive: true, mode: 0o700 });
  const service = startHelper('gnome-keyring-daemon', isUnlocked ? [...words, '--unlock'] : words, {
    env: { ...process.env, ...env, ...home, DISPLAY: '', WAYLAND_DISPLAY: '' },
    ...(isUnlocked && { input: keychainPassword }),
  });
  await ready(service, 'The keychain (gnome-keyring)', () => Promise.resolve(ownsSecrets(env) || undefined));
  return service;
}

/**
 * @param {Readonly<Record<string, string>>} env
 * @returns {boolean} whether somebody answers to the name of the Secret Service
 */
function ownsSecrets(env) {
  const question = ['--session', '--dest=org.freedesktop.DBus', '--print-reply=literal', '/org/freedesktop/DBus'];
  const words = [...question, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  return spawnSync('dbus-send', words, { env: { ...process.env, ...env }, encoding: 'utf8' }).stdout.includes('true');
}

/**
 * @param {string} socket
 * @param {string} services
 */
const busConfiguration = (socket, services) => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
