import { createRequire } from 'node:module';
import { answerQuestion, type Keytar, type Question } from './helper-protocol.ts';

// [Note: keychain helper]
// The entry of a process of its own. A call into a system keychain can hang for half a minute, and libuv waits for it at
// exit; it can also crash. Neither may stop the app, so only this process loads keytar.
const requireAddon = createRequire(import.meta.url);
const loadKeytar = (): Keytar => requireAddon('keytar') as Keytar;

process.parentPort.on('message', ({ data }) => {
  void answerQuestion(data as Question, loadKeytar).then((answer) => {
    process.parentPort.postMessage(answer);
  });
});
