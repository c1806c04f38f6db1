import { explainFailure } from '#contract';
import type { Work, WorkEnd } from './work-book.ts';

export type News = { readonly title: string; readonly body: string };

/** Who waited less is still looking. */
const worthTellingMs = 10_000;

/** What to tell somebody who has turned to other things while this was done; null: nothing. */
export function newsOf({ kind, name }: Work, end: WorkEnd, tookMs: number): News | null {
  if (tookMs < worthTellingMs || kind === 'import' || kind === 'move') return null;
  switch (end.end) {
    case 'done':
      return { title: name, body: kind === 'fetch' ? 'All stems are saved.' : 'The export is finished.' };
    case 'failed': {
      const { happened, did } = explainFailure(end.failure);
      return { title: name, body: `${happened} ${did}` };
    }
    case 'dropped':
      return null;
  }
}
