/** The languages that Stemroom speaks, as BCP 47 tags. */
export const locales = ['en', 'de', 'es', 'fr', 'pt-BR', 'ja', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** The pseudo-locale of the tests: English with every text marked, so that a text outside the catalogue shows. Never offered. */
export const pseudoLocale = 'en-XA';
export const spokenLocales = [...locales, pseudoLocale] as const;
export type SpokenLocale = (typeof spokenLocales)[number];

/** Each language as its speakers write it. */
export const localeNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  'pt-BR': 'Português (Brasil)',
  ja: '日本語',
  'zh-CN': '简体中文',
};

/** What the user chose: one language, or the system's. */
export const languageChoices = ['system', ...locales] as const;
export type LanguageChoice = (typeof languageChoices)[number];

const languageOf = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';

/** The first of the wanted languages (BCP 47 tags, best first) that Stemroom speaks in any region; English when it speaks none. */
export function localeFor(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const same = locales.find((locale) => languageOf(locale) === languageOf(tag));
    if (same !== undefined) return same;
  }
  return 'en';
}

/** As `localeFor` for one tag, and the pseudo-locale when it is asked for by name. */
export const spokenLocaleFor = (tag: string): SpokenLocale => (tag === pseudoLocale ? pseudoLocale : localeFor([tag]));
