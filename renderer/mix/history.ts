/** Past and future of a document, oldest first. Plain data; every function returns a new history. */
export type History<Document> = {
  readonly past: readonly Step<Document>[];
  readonly present: Document;
  readonly future: readonly Step<Document>[];
};

/** The document before (in the past) or after (in the future) a change, and what the change is called. */
export type Step<Document> = { readonly document: Document; readonly label: string; readonly gesture: string | null };

const longestPast = 500;

export function beginHistory<Document>(present: Document): History<Document> {
  return { past: [], present, future: [] };
}

/**
 * Records a change. Changes of one gesture (a fader drag names itself) are one step: pass the same non-null name for all of it.
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

/** Without a past, the history itself. */
export function undo<Document>(history: History<Document>): History<Document> {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: step.document,
    future: [{ ...step, document: history.present, gesture: null }, ...history.future],
  };
}

/** Without a future, the history itself. */
export function redo<Document>(history: History<Document>): History<Document> {
  const [step, ...rest] = history.future;
  if (step === undefined) return history;
  return {
    past: [...history.past, { ...step, document: history.present, gesture: null }],
    present: step.document,
    future: rest,
  };
}
