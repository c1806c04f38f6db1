const decimal = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;

/** Parses a typed number. The decimal mark is a point or a comma in every language; null for any other text. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace('−', '-');
  return decimal.test(plain) ? Number(plain.replace(',', '.')) : null;
}
