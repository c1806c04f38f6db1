import { fail, failure, reasonOf, type Failure, type Session, type StemId, words } from '#contract';
import type { ExportPlan, ExportSong } from './export-plan.ts';

/** A stem that should be in an export and is not. */
export type LeftOut = { readonly stemId: StemId; readonly name: string; readonly failure: Failure };

/** A stem with damage, and how many seconds of it are silence in the files. */
export type Concealed = { readonly stemId: StemId; readonly name: string; readonly seconds: number };

/**
 * Why stems are left out of an export, in the order of the song: because their files are missing or damaged (`session` as it is
 * now), or for the reason in `troubles`.
 */
export function leftOutOf(
  session: Session,
  ids: ReadonlySet<StemId>,
  troubles: ReadonlyMap<StemId, Failure>,
): readonly LeftOut[] {
  return session.stems.flatMap(({ id, name, file }) =>
    ids.has(id) ? [{ stemId: id, name, failure: fileTrouble(file) ?? troubles.get(id) ?? failure('undecodable') }] : [],
  );
}

/** The failure of an export for want of these stems: their names, each with its reason. */
export function withoutStems(leftOut: readonly LeftOut[]): Failure<'stemsUnreadable'> {
  const { stemLeftOut, stemsLeftOut } = words().notices.exports;
  return failure('stemsUnreadable', stemsLeftOut(leftOut.map((one) => stemLeftOut(one.name, reasonOf(one.failure)))));
}

/** Why an export would write nothing: stems that cannot be read, or none that sounds. */
export function nothingToWrite(song: ExportSong, { missing }: Pick<ExportPlan, 'missing'>): Failure {
  if (missing.length === 0) return fail('allSilent').failure;
  return withoutStems(leftOutOf(song.session, new Set(missing), song.undecodable));
}

/** The damaged stems of several files: the longest silence of each, in seconds, in the order of the song. */
export function concealedIn(
  session: Session,
  outcomes: readonly { readonly concealed: readonly Pick<Concealed, 'stemId' | 'seconds'>[] }[],
): readonly Concealed[] {
  return session.stems.flatMap(({ id, name }) => {
    const found = outcomes.flatMap(({ concealed }) => concealed.filter(({ stemId }) => stemId === id));
    const seconds = Math.max(0, ...found.map((one) => one.seconds));
    return seconds > 0 ? [{ stemId: id, name, seconds }] : [];
  });
}

function fileTrouble(file: Session['stems'][number]['file']): Failure | null {
  switch (file.state) {
    case 'saved':
      return null;
    case 'damaged':
    case 'away':
      return file.failure;
    case 'missing':
      return file.failure ?? failure('notFetched');
  }
}
