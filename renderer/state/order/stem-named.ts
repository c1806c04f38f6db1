import type { Session, Stem } from '#contract';

const plain = (text: string): string => text.normalize('NFC').toLowerCase();

/** The stem that a word of the command line names. What is closest to a name counts: an id, then a name, then the first of a kind. */
export function stemNamed(stems: Session['stems'], word: string): Stem['id'] | undefined {
  const named = plain(word);
  const byId = stems.find(({ id }) => id === named);
  const byName = stems.find(({ name }) => plain(name) === named);
  const byKind = stems.find(({ kind }) => plain(kind) === named.replaceAll(/[\s-]/g, ''));
  return (byId ?? byName ?? byKind)?.id;
}
