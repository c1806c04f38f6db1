import type { Answer, Question } from './helper-words.ts';

/** The part of keytar that we use. */
export type Keytar = {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
};

/** Under these names the key can be found in the system's own keychain program. */
const service = 'stemroom';
const account = 'kie-api';

/**
 * Does what the question asks, in the helper process.
 * @param loadKeytar called for each question: loading fails where a library is missing, and that is an answer too
 */
export async function answerQuestion(question: Question, loadKeytar: () => Keytar): Promise<Answer> {
  const { id } = question;
  try {
    return { id, isDone: true, secret: await carryOut(question, loadKeytar()) };
  } catch (error) {
    return { id, isDone: false, message: error instanceof Error ? error.message : String(error) };
  }
}

async function carryOut(question: Question, keytar: Keytar): Promise<string | null> {
  switch (question.ask) {
    case 'read':
      return keytar.getPassword(service, account);
    case 'write':
      await keytar.setPassword(service, account, question.secret);
      return null;
    case 'remove':
      await keytar.deletePassword(service, account);
      return null;
  }
}
