import { spawn } from 'node:child_process';
import { startDesktop } from './desktop.js';
import { faithfulEnd, passSignalsTo } from './desktop/foreground.js';

// node build/with-desktop.js [--keychain=locked] <command> [arguments]: runs a command on a private desktop.
const words = process.argv.slice(2);
const keychain = words[0]?.match(/^--keychain=(.+)$/)?.[1];
const [command, ...rest] = keychain === undefined ? words : words.slice(1);
if (command === undefined) {
  console.error('Usage: node build/with-desktop.js [--keychain=<state>] <command> [arguments]');
  process.exit(2);
}
const state = /** @type {import('./desktop/keychain.js').KeychainState | undefined} */ (keychain);
const desktop = await startDesktop(state === undefined ? {} : { keychain: state });
const child = spawn(command, rest, { stdio: 'inherit', env: { ...process.env, ...desktop.env } });
passSignalsTo(child);
const code = await faithfulEnd(child);
await desktop.stop();
process.exitCode = code;
