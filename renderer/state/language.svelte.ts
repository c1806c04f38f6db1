import { speak, type SpokenLocale } from '#contract';

/** The language of a page. What a component has written with `words()` is written again when it changes. */
class Language {
  locale = $state<SpokenLocale>('en');
}

export const language = new Language();
speak(() => language.locale);
