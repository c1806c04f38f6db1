let tag: () => string = () => 'en';

/** Formats from now on in the language that `source` gives when asked. */
export function formatIn(source: () => string): void {
  tag = source;
}

/** One formatter for each language and form: making one takes longer than using it. */
function kept<Options extends object, Formatter>(make: (locale: string, options: Options) => Formatter) {
  const made = new Map<string, Formatter>();
  return (options: Options): Formatter => {
    const key = `${tag()} ${JSON.stringify(options)}`;
    const formatter = made.get(key) ?? make(tag(), options);
    made.set(key, formatter);
    return formatter;
  };
}

const numberFormat = kept<Intl.NumberFormatOptions, Intl.NumberFormat>(
  (locale, options) => new Intl.NumberFormat(locale, options),
);
const dateFormat = kept<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  (locale, options) => new Intl.DateTimeFormat(locale, options),
);
const pluralRules = kept<Intl.PluralRulesOptions, Intl.PluralRules>(
  (locale, options) => new Intl.PluralRules(locale, options),
);

/** A number in a text, with the minus sign U+2212 in place of the keyboard's. */
const written = (value: number, options: Intl.NumberFormatOptions): string =>
  numberFormat(options).format(value).replace('-', '−');

const exactly = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A number with exactly `digits` after the point, grouped as the language does. */
export const numberText = (value: number, digits = 0): string => written(value, exactly(digits));

/** A number with as many digits after the point as it has, at most `digits`. */
export const roundedText = (value: number, digits = 2): string => written(value, { maximumFractionDigits: digits });

/** As `roundedText`, and never grouped: for credits and limits. */
export const ungroupedText = (value: number, digits = 6): string =>
  written(value, { maximumFractionDigits: digits, useGrouping: false });

/** A number with exactly `digits` after the point and never grouped, rounded as `toFixed` does: for sizes and times. */
export const plainText = (value: number, digits = 0): string =>
  written(Number(value.toFixed(digits)), { ...exactly(digits), useGrouping: false });

/** A number with its sign, "+1.5" or "−6.0", but for zero, and exactly `digits` after the point. */
export const signedText = (value: number, digits = 0): string =>
  written(value, { ...exactly(digits), signDisplay: 'exceptZero' });

/** A number as a field shows it for typing: with all its digits, never grouped, and the sign of the keyboard. */
export const fieldText = (value: number): string =>
  numberFormat({ maximumFractionDigits: 10, useGrouping: false }).format(value);

/** A size with exactly `digits` after the point and never grouped: "34.2 MB", "512 bytes". */
export const sizeText = (value: number, unit: 'byte' | 'kilobyte' | 'megabyte' | 'gigabyte', digits = 0): string =>
  numberFormat({
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    ...exactly(digits),
    useGrouping: false,
  }).format(Number(value.toFixed(digits)));

/** A date or time of milliseconds since 1970, in the local time zone. */
export const dateText = (atMs: number, options: Intl.DateTimeFormatOptions): string => dateFormat(options).format(atMs);

type PluralForms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** The form that goes with a count; a category that `forms` lacks takes `other`. `#` stands for the count. */
export const plural = (count: number, forms: PluralForms): string =>
  (forms[pluralRules({}).select(count)] ?? forms.other).replaceAll('#', numberText(count));
