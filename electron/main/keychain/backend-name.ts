import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The programs that keep secrets on Linux, by the start of their process name. */
const keepers: readonly (readonly [string, string])[] = [
  ['gnome-keyring', 'GNOME Keyring'],
  ['kwalletd', 'KWallet'],
  ['ksecretd', 'KWallet'],
  ['keepassxc', 'KeePassXC'],
];

/** The keychain's name in words for the user. On Linux it is that of the program that runs, where we know it. */
export async function backendName(platform: NodeJS.Platform, processes = '/proc'): Promise<string> {
  if (platform === 'darwin') return 'macOS Keychain';
  if (platform === 'win32') return 'Windows Credential Manager';
  const names = await processNames(processes);
  const keeper = keepers.find(([start]) => names.some((name) => name.startsWith(start)));
  return keeper?.[1] ?? 'the system keychain (Secret Service)';
}

async function processNames(processes: string): Promise<readonly string[]> {
  try {
    const ids = (await readdir(processes)).filter((name) => /^\d+$/.test(name));
    return await Promise.all(ids.map((id) => readFile(path.join(processes, id, 'comm'), 'utf8').catch(() => '')));
  } catch {
    return [];
  }
}
