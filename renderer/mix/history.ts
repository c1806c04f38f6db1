/** A document with its undo and redo steps, oldest first. Plain data; every function returns a new history. */
export type History<Document> = {
  readonly past: readonly Step<Document>[];
  readonly present: Document;
  readonly future: readonly Step<Document>[];
};

/** The document before (in the past) or after (in the future) a change, and the label of the change. */
export type Step<Document> = { readonly document: Document; readonly label: string; readonly gesture: string | null };

const longestPast = 500;

/** A history without steps. */
export function beginHistory<Document>(present: Document): History<Document> {
  return { past: [], present, future: [] };
}

/**
 * Adds a change as an undo step and drops the redo steps. Changes with the same non-null `gesture`, such as those of a fader drag, are one
 * step. Keeps the last 500 steps.
 */
export function record<Document>(
  history: History<Document>,
  document: Document,
  label: string,
  gesture: string | null = null,
): History<Document> {
  const last = history.past.at(-1);
  if (gesture !== null && last?.gesture === gesture) return { past: history.past, present: document, future: [] };
  const step = { document: history.present, label, gesture };
  return { past: [...history.past, step].slice(-longestPast), present: document, future: [] };
}

/** Takes back the last change; returns the same history when there is none. */
export function undo<Document>(history: History<Document>): History<Document> {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: step.document,
    future: [{ ...step, document: history.present, gesture: null }, ...history.future],
  };
}

/** Repeats the change taken back last; returns the same history when there is none. */
export function redo<Document>(history: History<Document>): History<Document> {
  const [step, ...rest] = history.future;
  if (step === undefined) return history;
  return {
    past: [...history.past, { ...step, document: history.present, gesture: null }],
    present: step.document,
    future: rest,
  };
}
