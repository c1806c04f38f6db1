import type { Sha256, StemId } from '#contract';

/** Which file each of some stems plays. */
export type StemFiles = readonly { readonly stemId: StemId; readonly sha256: Sha256 }[];

/** With another file for a stem. */
export const withStemFile = (files: StemFiles, stemId: StemId, sha256: Sha256): StemFiles => [
  ...files.filter((file) => file.stemId !== stemId),
  { stemId, sha256 },
];

/** The files that stems have to change to, between two states of which neither names a stem that plays what it played at `first`. */
export function changedFiles(first: StemFiles, before: StemFiles, after: StemFiles): StemFiles {
  const fileIn = (files: StemFiles, stemId: StemId): Sha256 | undefined =>
    (files.find((file) => file.stemId === stemId) ?? first.find((file) => file.stemId === stemId))?.sha256;
  const stemIds = [...new Set([...before, ...after].map(({ stemId }) => stemId))];
  return stemIds.flatMap((stemId) => {
    const sha256 = fileIn(after, stemId);
    return sha256 === undefined || sha256 === fileIn(before, stemId) ? [] : [{ stemId, sha256 }];
  });
}
