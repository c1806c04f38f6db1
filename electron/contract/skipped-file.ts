/** Why a file that looks like sound did not become a stem. */
export const skipReasons = [
  'unsupportedFormat',
  'unpackFirst',
  'notSound',
  'noSoundInFilm',
  'incomplete',
  'empty',
  'halfDownload',
  'hidden',
  'unreadable',
  'gone',
  'linkOutside',
  'brokenLink',
  'tooDeep',
  'tooMany',
  'archiveBesideSound',
  'archiveTooLarge',
  'archiveDamaged',
  'unsafePath',
  'sameName',
  'encrypted',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** A file that was not taken. `file`: its path below what was given, to be read by people. `detail`: a name or a number, often empty. */
export type SkippedFile = { readonly file: string; readonly reason: SkipReason; readonly detail: string };

/** How many files that were left out one song remembers. */
export const mostSkipped = 500;

const sentences: Readonly<Record<SkipReason, (detail: string) => string>> = {
  unsupportedFormat: (format) => `This is ${format}, which Stemroom can't play.`,
  unpackFirst: (format) => `This is a ${format} archive. Unpack it, then import the folder.`,
  notSound: () => 'It is no sound file Stemroom knows, whatever its name says.',
  noSoundInFilm: () => 'There is no sound in this film.',
  incomplete: () => 'Its end is missing, so it cannot be played.',
  empty: () => 'The file is empty.',
  halfDownload: () => 'Its download is not finished.',
  hidden: () => 'It is a hidden file.',
  unreadable: (why) => (why === '' ? 'It cannot be read.' : `It cannot be read (${why}).`),
  gone: () => 'It is not there any more.',
  linkOutside: () => 'It is a link that leaves the folder.',
  brokenLink: () => 'It is a link that leads nowhere.',
  tooDeep: (levels) => `Stemroom looks ${levels} folders deep, not deeper.`,
  tooMany: (most) => `Stemroom looks at ${most} files at a time; the rest was left out.`,
  archiveBesideSound: () => 'An archive that lies beside sound files is not unpacked. Import it by itself.',
  archiveTooLarge: (limit) => `Stemroom unpacks archives of up to ${limit}.`,
  archiveDamaged: () => 'It is damaged: its bytes are not what the archive says.',
  unsafePath: () => 'Its place in the archive is outside of the archive.',
  sameName: () => 'Another file in the archive has the same name.',
  encrypted: () => 'It is locked with a password.',
};

/** Why a file was left out, in a sentence. */
export const explainSkip = ({ reason, detail }: SkippedFile): string => sentences[reason](detail);
