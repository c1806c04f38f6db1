import { createRequire } from 'node:module';
import { answerQuestion, type Keytar, type Question } from '../../electron/main/keychain/helper-protocol.ts';

// The keychain helper as a plain Node process, so that it can be tried in every kind of keychain without Electron.
// KEYTAR_FOLDER: another copy of keytar to load.
const require = createRequire(import.meta.url);
const loadKeytar = (): Keytar => require(process.env.KEYTAR_FOLDER ?? 'keytar') as Keytar;

process.on('message', (question: Question) => {
  void answerQuestion(question, loadKeytar).then((answer) => process.send?.(answer));
});
