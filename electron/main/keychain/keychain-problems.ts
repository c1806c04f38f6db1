import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure, type FailureKind, words } from '#contract';

/** Error messages of keytar on Linux (libsecret, D-Bus), macOS (Security) and Windows (Credential Manager). The first match counts. */
const meanings: readonly (readonly [RegExp, FailureKind])[] = [
  [/native addon|libsecret-1\.so|cannot open shared object|dlopen/i, 'keychainLibraryMissing'],
  [
    // Electron without a session bus sets the address to `disabled:`, an unknown transport.
    /autolaunch D-Bus|Unknown or unsupported transport|^Could not connect|spawn a message bus|bus address|machine-id|connection is closed/i,
    'keychainNoBus',
  ],
  [
    /not provided by any \.service|StartServiceByName|ServiceUnknown|NameHasNoOwner|exited with status/i,
    'keychainNoService',
  ],
  [/Timeout was reached|did not receive a reply|NoReply|timed out/i, 'keychainTimedOut'],
  [
    /Object does not exist at path|no such (secret )?collection|default keychain could not be found/i,
    'keychainNoCollection',
  ],
  [/dismissed|cancell?ed/i, 'keychainDismissed'],
  [/locked|interaction is not allowed/i, 'keychainLocked'],
  [/denied|not allowed|not authorized|user name or passphrase|AppArmor|AccessDenied/i, 'keychainDenied'],
];

/** Returns the failure of a keychain's error message. The message becomes the detail: it names the cause, never the secret. */
export function keychainFailure(message: string): Failure {
  const kind = meanings.find(([pattern]) => pattern.test(message))?.[1] ?? 'keychainUnknown';
  return failure(kind, message.slice(0, 300));
}

/** Keychain programs on Linux, by the start of their process name. */
const keepers: readonly (readonly [string, string])[] = [
  ['gnome-keyring', 'GNOME Keyring'],
  ['kwalletd', 'KWallet'],
  ['ksecretd', 'KWallet'],
  ['keepassxc', 'KeePassXC'],
];

/** Returns the keychain's name for display; on Linux the running program, where we know it. @param processes the folder of /proc */
export async function backendName(platform: NodeJS.Platform, processes = '/proc'): Promise<string> {
  if (platform === 'darwin') return 'macOS Keychain';
  if (platform === 'win32') return 'Windows Credential Manager';
  const names = await processNames(processes);
  const keeper = keepers.find(([start]) => names.some((name) => name.startsWith(start)));
  return keeper?.[1] ?? words().names.keychains.ofSystem;
}

async function processNames(processes: string): Promise<readonly string[]> {
  try {
    const ids = (await readdir(processes)).filter((name) => /^\d+$/.test(name));
    return await Promise.all(ids.map((id) => readFile(path.join(processes, id, 'comm'), 'utf8').catch(() => '')));
  } catch {
    return [];
  }
}
