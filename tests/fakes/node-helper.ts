import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Helper } from '../../electron/main/keychain/helper-protocol.ts';

/** Starts the keychain helper in Node, in the surroundings that `env` describes. */
export function startNodeHelper(env: Readonly<Record<string, string | undefined>>): Helper {
  const entry = fileURLToPath(new URL('./keychain-child.ts', import.meta.url));
  const child = fork(entry, [], {
    env: { ...env },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    send: (question) => {
      child.send(question);
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
      child.kill('SIGKILL');
    },
  };
}
