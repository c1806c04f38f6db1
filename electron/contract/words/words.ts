import { brazilian } from './pt-BR/index.ts';
import { german } from './de/index.ts';
import { english } from './en/index.ts';
import { chinese } from './zh-CN/index.ts';
import { spanish } from './es/index.ts';
import { french } from './fr/index.ts';
import { japanese } from './ja/index.ts';
import { formatIn } from './intl.ts';
import { type Locale, pseudoLocale, type SpokenLocale } from './locales.ts';
import { markedWords } from './pseudo.ts';
import type { Words } from './shape.ts';

/** The catalogue of each language. */
export const catalogues: Readonly<Record<Locale, Words>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  'pt-BR': brazilian,
  ja: japanese,
  'zh-CN': chinese,
};

let pseudoWords: Words | null = null;
let spoken: () => SpokenLocale = () => 'en';

/** Every text and format is from now on in the language that `source` gives when asked. A page gives a signal of its own here. */
export function speak(source: () => SpokenLocale): void {
  spoken = source;
  formatIn(() => (source() === pseudoLocale ? 'en' : source()));
}

/** The language of the texts. */
export const spokenLocale = (): SpokenLocale => spoken();

/** The texts in the language that is spoken now. Ask again for each use: a text kept in a constant stays in its old language. */
export function words(): Words {
  const locale = spoken();
  return locale === pseudoLocale ? (pseudoWords ??= markedWords<Words>(english)) : catalogues[locale];
}
