import { readableTitle, withoutSoundEnding } from '#contract';

const shortestPrefix = 3;

/** The beginning all names share, cut where a word ends. Endings of sound files are no part of a name. */
export function commonPrefix(names: readonly string[]): string {
  const [first = '', ...others] = names.map(withoutSoundEnding);
  let length = first.length;
  for (const other of others) {
    let shared = 0;
    while (shared < length && first[shared] === other[shared]) shared += 1;
    length = shared;
  }
  // `Song - Ba` of Bass and Backing must end at `Song - `, and `9.` of 9.15 and 9.45 is no word.
  const cut = first.slice(0, length);
  return names.length < 2 ? '' : (/^.*(?:[\s_\-–—([]|(?<!\d)\.)/.exec(cut)?.[0] ?? '');
}

const withoutStems = (name: string): string =>
  name.replace(/[\s\-–—_]*[([]?\b(stems?|multitracks?)\b[)\]]?\s*$/i, '').trim();

/** A song's title: the folder's name, or what the files' names share, or the folder they lie in. */
export function importTitle(folder: string | null, fileNames: readonly string[], parentFolder: string): string {
  const shared = readableTitle(commonPrefix(fileNames).replace(/[\s_\-–—([.]+$/, ''));
  const candidates = [folder ?? '', shared.length >= shortestPrefix ? shared : '', parentFolder];
  for (const candidate of candidates) {
    const name = readableTitle(candidate);
    const title = withoutStems(name);
    if (title !== '') return title;
    if (name !== '') return name;
  }
  return 'Imported song';
}
