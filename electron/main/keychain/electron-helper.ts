import { utilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';
import type { Answer, Helper } from './helper-words.ts';

/** Starts the keychain helper; see [Note: keychain helper]. Its entry is built next to the entry of main. */
export function startElectronHelper(): Helper {
  const entry = fileURLToPath(new URL('./keychain-helper.js', import.meta.url));
  const child = utilityProcess.fork(entry, [], { serviceName: 'Stemroom keychain', stdio: 'ignore' });
  return {
    send: (question) => {
      child.postMessage(question);
    },
    onAnswer: (listener) => {
      child.on('message', (message: Answer) => {
        listener(message);
      });
    },
    onEnd: (listener) => {
      child.once('exit', listener);
    },
    kill: () => {
      // The polite signal waits for the very call that hangs.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}
