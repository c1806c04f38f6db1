import { quitQuestion, type QuitQuestion } from './quit-question.ts';
import type { Work } from './work-book.ts';

/** Nobody answers faster; a key that is held down repeats faster. */
const secondQuitMs = 600;

export type QuitGatePorts = {
  readonly moving: () => readonly Work[];
  /** True: leave. */
  readonly ask: (question: QuitQuestion) => Promise<boolean>;
  readonly quit: () => void;
  /** Milliseconds that never go back. */
  readonly now: () => number;
};

type GateState =
  { readonly is: 'open' } | { readonly is: 'asking'; readonly sinceMs: number } | { readonly is: 'leaving' };

/** Asks once before the app quits in the middle of something. */
export class QuitGate {
  readonly #ports: QuitGatePorts;
  #state: GateState = { is: 'open' };

  constructor(ports: QuitGatePorts) {
    this.#ports = ports;
  }

  /** Whether the app may quit now. To quit while the question stands is an answer; to close the window is none. */
  mayLeave(by: 'quit' | 'close'): boolean {
    const { now, moving } = this.#ports;
    switch (this.#state.is) {
      case 'leaving':
        return true;
      case 'asking': {
        const isAnswer = by === 'quit' && now() - this.#state.sinceMs >= secondQuitMs;
        if (isAnswer) this.letGo();
        return isAnswer;
      }
      case 'open': {
        const question = quitQuestion(moving());
        if (question === null) this.letGo();
        else void this.#ask(question);
        return question === null;
      }
    }
  }

  /** From now on nothing is asked: the system itself wants an end. */
  letGo(): void {
    this.#state = { is: 'leaving' };
  }

  async #ask(question: QuitQuestion): Promise<void> {
    this.#state = { is: 'asking', sinceMs: this.#ports.now() };
    const leaves = await this.#ports.ask(question);
    if (this.#hasLetGo()) return;
    this.#state = { is: leaves ? 'leaving' : 'open' };
    if (leaves) this.#ports.quit();
  }

  #hasLetGo(): boolean {
    return this.#state.is === 'leaving';
  }
}
