const accents: Readonly<Record<string, string>> = {
  ...{ a: 'å', e: 'é', i: 'î', o: 'ö', u: 'û', y: 'ý', c: 'ç', n: 'ñ', s: 'š', z: 'ž' },
  ...{ A: 'Å', E: 'É', I: 'Î', O: 'Ö', U: 'Û', Y: 'Ý', C: 'Ç', N: 'Ñ', S: 'Š', Z: 'Ž' },
};

/** A text between ⟦ and ⟧, with accents and 40 % longer, as some languages are. */
export const markedText = (text: string): string =>
  `⟦${text.replaceAll(/[a-z]/gi, (letter) => accents[letter] ?? letter)}${'~'.repeat(Math.ceil(text.length * 0.4))}⟧`;

function marked(value: unknown): unknown {
  if (typeof value === 'string') return markedText(value);
  if (typeof value === 'function') return (...given: unknown[]): unknown => marked(Reflect.apply(value, null, given));
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(marked);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
}

/** A catalogue with every text marked, also those that its functions give. */
export const markedWords = <Catalogue>(catalogue: Catalogue): Catalogue => marked(catalogue) as Catalogue;
