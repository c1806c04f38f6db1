import type { Work } from './work-book.ts';

export type QuitQuestion = {
  readonly message: string;
  readonly detail: string;
  readonly stay: string;
  readonly leave: string;
};

const fetchingGoesOn = 'Fetching goes on when you start Stemroom again.';

const lost = {
  export: (name: string) => `“${name}” will not be written.`,
  import: (name: string) => `“${name}” will not be in the library.`,
  move: () => 'The library stays where it was.',
};

/** What to ask before the app quits in the middle of something; null: nothing is lost and nobody has to wait. */
export function quitQuestion(moving: readonly Work[]): QuitQuestion | null {
  const [first] = moving;
  if (first === undefined) return null;
  const losses = moving.flatMap(({ kind, name }) => (kind === 'fetch' ? [] : [lost[kind](name)]));
  const isFetching = moving.some(({ kind }) => kind === 'fetch');
  const detail = [...losses, ...(isFetching ? [fetchingGoesOn] : [])].join('\n');
  if (losses.length === 0) {
    return { message: 'Stems are still being fetched.', detail, stay: 'Keep going', leave: 'Quit' };
  }
  const gravest = (['export', 'import'] as const).find((one) => moving.some(({ kind }) => kind === one)) ?? 'move';
  const message = `The ${gravest} is not finished.`;
  return { message, detail, stay: 'Keep going', leave: 'Quit anyway' };
}
