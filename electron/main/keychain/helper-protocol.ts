/** A question main sends to the helper process, one at a time. */
export type Question =
  | { readonly id: number; readonly ask: 'read' }
  | { readonly id: number; readonly ask: 'write'; readonly secret: string }
  | { readonly id: number; readonly ask: 'remove' }
  /** Whether the keychain answers; asks for nothing that is in it. */
  | { readonly id: number; readonly ask: 'probe' };

export type Answer =
  | { readonly id: number; readonly isDone: true; readonly secret: string | null }
  /** The keychain's error message. */
  | { readonly id: number; readonly isDone: false; readonly message: string };

/** A process that answers questions; may hang or die at any of them. */
export type Helper = {
  readonly send: (question: Question) => void;
  readonly onAnswer: (listener: (answer: Answer) => void) => void;
  /** Called once, when the process is gone. */
  readonly onEnd: (listener: () => void) => void;
  /** Kills the process at once, also in the middle of a call. */
  readonly kill: () => void;
};

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
 * Answers a question, in the helper process. Never rejects: an error of the keychain is an answer.
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
    case 'probe':
      await keytar.getPassword(service, 'nothing');
      return null;
  }
}
