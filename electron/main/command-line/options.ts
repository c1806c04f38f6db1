/** Words that make no sense; the message is a sentence for whoever wrote them. */
export class WrongWords extends Error {}

const withValue = [
  ...['export', 'mix', 'variants', 'format', 'rate', 'loudness', 'ceiling', 'out', 'name', 'artist', 'groups'],
] as const;
const alone = ['list', 'help', 'loop', 'daw', 'report', 'strict', 'overwrite'] as const;
/** Their value may be left out. */
const either = ['stems'] as const;

export type OptionName = (typeof withValue)[number] | (typeof alone)[number] | (typeof either)[number];

/** By name, what was said with it; an empty text for an option that stands alone. */
export type Options = ReadonlyMap<OptionName, string>;

/**
 * Pairs options with their values, `--name value` or `--name=value`. A value may begin with a dash, as levels do and as names
 * may. Throws `WrongWords`.
 */
export function optionsOf(words: readonly string[]): Options {
  const options = new Map<OptionName, string>();
  for (let at = 0; at < words.length; at += 1) {
    const [, written = '', joined] = /^--([a-z]+)(?:=([\s\S]*))?$/.exec(words[at] ?? '') ?? [];
    const name = nameOf(written);
    if (name === undefined) throw new WrongWords(`"${words[at] ?? ''}" is no option.`);
    if (options.has(name)) throw new WrongWords(`--${name} is there twice.`);
    const next = words[at + 1];
    if (includes(alone, name)) {
      if (joined !== undefined) throw new WrongWords(`--${name} takes no value.`);
      options.set(name, '');
    } else if (joined !== undefined) {
      options.set(name, joined);
    } else if (includes(either, name)) {
      const isValue = next !== undefined && !next.startsWith('--');
      options.set(name, isValue ? next : '');
      at += isValue ? 1 : 0;
    } else {
      if (next === undefined) throw new WrongWords(`--${name} needs a value.`);
      options.set(name, next);
      at += 1;
    }
  }
  return options;
}

const nameOf = (written: string): OptionName | undefined =>
  [...withValue, ...alone, ...either].find((name) => name === written);

const includes = (names: readonly OptionName[], name: OptionName): boolean => names.includes(name);
