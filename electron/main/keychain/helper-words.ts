/** What main asks the helper process. One question at a time. */
export type Question =
  | { readonly id: number; readonly ask: 'read' }
  | { readonly id: number; readonly ask: 'write'; readonly secret: string }
  | { readonly id: number; readonly ask: 'remove' };

export type Answer =
  | { readonly id: number; readonly isDone: true; readonly secret: string | null }
  /** The keychain's own words. */
  | { readonly id: number; readonly isDone: false; readonly message: string };

/** A process that answers questions; may hang or die at any of them. */
export type Helper = {
  readonly send: (question: Question) => void;
  readonly onAnswer: (listener: (answer: Answer) => void) => void;
  /** Called once, when the process is gone. */
  readonly onEnd: (listener: () => void) => void;
  /** At once, whatever it is doing. */
  readonly kill: () => void;
};
