import { type Locale, speak, type Words } from '#contract';
import type { Kind, Parameters } from './parameter-kinds.ts';

/** Counts among which every plural category of every language is. */
export const counts: readonly number[] = [0, 1, 2, 5, 11, 1_000_000];

/** A number whose decimals show when they are written the English way. */
const withDecimals = 3.25;

/** The texts and functions of a catalogue by their paths. */
function leavesOf(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`));
}

const shapeOf = (leaf: unknown): string =>
  typeof leaf === 'function' ? `a function of ${String(leaf.length)}` : typeof leaf;

/** Where a catalogue has other keys, or functions of other parameters, than the English one. */
export function shapeFaults(english: Words, other: unknown): readonly string[] {
  const [wanted, found] = [new Map(leavesOf(english)), new Map(leavesOf(other))];
  return [
    ...[...wanted].flatMap(([path, leaf]) => {
      if (!found.has(path)) return [`${path}: missing`];
      const [is, should] = [shapeOf(found.get(path)), shapeOf(leaf)];
      return is === should ? [] : [`${path}: ${is}, not ${should}`];
    }),
    ...[...found.keys()].filter((path) => !wanted.has(path)).map((path) => `${path}: not in English`),
  ];
}

/** Every choice of one value from each list. */
const choicesOf = (lists: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] =>
  lists.reduce<readonly (readonly unknown[])[]>(
    (chosen, list) => chosen.flatMap((before) => list.map((value) => [...before, value])),
    [[]],
  );

/** The values to try for a parameter. Strings are marks such as ‹0›, numbers come from `numberOf` their mark. */
function valuesOf(kind: Kind, mark: string, numberOf: (mark: string) => number): readonly unknown[] {
  switch (kind.is) {
    case 'string':
      return [`‹${mark}›`];
    case 'number':
      return [numberOf(mark)];
    case 'boolean':
      return [true, false];
    case 'literals':
      return kind.values;
    case 'list':
      return choicesOf([`${mark}a`, `${mark}b`].map((inner) => valuesOf(kind.item, inner, numberOf)));
    case 'fields': {
      const names = [...kind.fields.keys()];
      const lists = [...kind.fields].map(([name, inner]) => valuesOf(inner, `${mark}.${name}`, numberOf));
      return choicesOf(lists).map((values) =>
        kind.isList ? values : Object.fromEntries(names.map((name, index) => [name, values[index]])),
      );
    }
  }
}

const argumentsOf = (kinds: readonly Kind[], numberOf: (mark: string) => number): readonly (readonly unknown[])[] =>
  choicesOf(kinds.map((kind, index) => valuesOf(kind, String(index), numberOf)));

/** The marks of all numbers among the parameters. */
function numberMarks(kinds: readonly Kind[]): readonly string[] {
  const marks: string[] = [];
  argumentsOf(kinds, (mark) => {
    marks.push(mark);
    return 0;
  });
  return [...new Set(marks)];
}

function textOf(leaf: unknown, given: readonly unknown[]): string {
  try {
    return String(typeof leaf === 'function' ? Reflect.apply(leaf, undefined, given) : leaf);
  } catch (error) {
    return `throws ${String(error)}`;
  }
}

/** A text: its path, what was given for it, and whether all its numbers were one of `counts` or had decimals. */
type Rendered = {
  readonly path: string;
  readonly label: string;
  readonly text: string;
  readonly count: number | null;
};

/** A number for each mark that is no other's. */
const ownNumber = (mark: string): number =>
  5 + 2 * Array.from(mark).reduce((sum, one) => sum + one.charCodeAt(0) - 48, 0);

/** Every text that a catalogue gives for marks and counts, in its own language. */
export function textsOf(catalogue: unknown, locale: Locale, parameters: Parameters): readonly Rendered[] {
  speak(() => locale);
  try {
    return leavesOf(catalogue).flatMap(([path, leaf]) => {
      const kinds = parameters.get(path) ?? [];
      if (typeof leaf !== 'function') return [{ path, label: path, text: textOf(leaf, []), count: null }];
      const tries = numberMarks(kinds).length === 0 ? [null] : [null, ...counts, withDecimals];
      return tries.flatMap((count) =>
        argumentsOf(kinds, (mark) => count ?? ownNumber(mark)).map((given) => {
          const label = `${path}(${JSON.stringify(given).slice(1, -1)})`;
          return { path, label, text: textOf(leaf, given), count };
        }),
      );
    });
  } finally {
    speak(() => 'en');
  }
}

const marksIn = (text: string): readonly string[] => text.match(/‹[^›]*›/g) ?? [];

/** Where a text leaves out a string that the English text of the same arguments has. */
export function lostStrings(english: readonly Rendered[], other: readonly Rendered[]): readonly string[] {
  const wanted = new Map(english.map(({ label, text }) => [label, marksIn(text)]));
  return other.flatMap(({ label, text }) => {
    const lost = (wanted.get(label) ?? []).filter((mark) => !text.includes(mark));
    return lost.length === 0 ? [] : [`${label}: without ${lost.join(' ')}: ${text}`];
  });
}

/** The numbers whose change changes the text that they are given to, as `path, mark of the number, other value`. */
export function usedNumbers(catalogue: unknown, locale: Locale, parameters: Parameters): ReadonlySet<string> {
  speak(() => locale);
  try {
    const used = leavesOf(catalogue).flatMap(([path, leaf]) => {
      const kinds = parameters.get(path) ?? [];
      const textsWith = (changed: string | null, value: number): string =>
        argumentsOf(kinds, (mark) => (mark === changed ? value : ownNumber(mark)))
          .map((given) => textOf(leaf, given))
          .join('\n');
      const before = textsWith(null, 0);
      return numberMarks(kinds).flatMap((mark) =>
        [ownNumber(mark) + 1, ownNumber(mark) * 1000]
          .filter((value) => textsWith(mark, value) !== before)
          .map((value) => `${path}: number ${mark} as ${String(value)}`),
      );
    });
    return new Set(used);
  } finally {
    speak(() => 'en');
  }
}

/** Decimals that are written with a point in a language that writes a comma. */
export function foreignDecimals(locale: Locale, texts: readonly Rendered[]): readonly string[] {
  if (new Intl.NumberFormat(locale).format(1.5) !== '1,5') return [];
  return texts
    .filter(({ count, text }) => count === withDecimals && /(?<!\d)3\.(25|3)(?!\d)/.test(text))
    .map(({ label, text }) => `${label}: ${text}`);
}

/** Texts that show a value which is none. */
export const brokenTexts = (texts: readonly Rendered[]): readonly string[] =>
  texts
    .filter(({ text }) => /\bundefined\b|\bNaN\b|\[object |^throws /.test(text))
    .map(({ label, text }) => `${label}: ${text}`);

/** Texts that are empty, or have blanks around them or two in a row. Those of several lines may have columns, and may end their last line. */
export const blankTexts = (texts: readonly Rendered[]): readonly string[] =>
  texts
    .filter(
      ({ text }) =>
        text === '' ||
        text.trim() !== text.replace(/(\n[^]*)\n$/, '$1') ||
        (!text.includes('\n') && /\s{2}/.test(text)),
    )
    .map(({ label, text }) => `${label}: "${text}"`);

const hasLetters = (text: string): boolean => /\p{L}/u.test(text.replaceAll(/‹[^›]*›/g, ''));

/** Texts that are the English ones, except those in `shared`. */
export function untranslated(
  english: readonly Rendered[],
  other: readonly Rendered[],
  shared: readonly string[],
): readonly string[] {
  const originals = new Map(english.map(({ label, text }) => [label, text]));
  return other
    .filter(({ count, label, text }) => count === null && originals.get(label) === text)
    .filter(({ text }) => hasLetters(text) && !shared.includes(text))
    .map(({ label, text }) => `${label}: ${text}`);
}
