import { app } from 'electron';
import { type LanguageChoice, localeFor, type SpokenLocale, spokenLocaleFor } from '#contract';

/** The environment variable that a development build takes its language from, before any setting. `en-XA` is the pseudo-locale. */
const variable = 'STEMROOM_LOCALE';

let system: readonly string[] | null = null;

/** The language that Stemroom speaks after this choice: the chosen one, or the first of the system's that it knows. */
export function localeInUse(choice: LanguageChoice): SpokenLocale {
  const wanted = app.isPackaged ? undefined : process.env[variable];
  if (wanted !== undefined) return spokenLocaleFor(wanted);
  if (choice !== 'system') return choice;
  return localeFor((system ??= app.getPreferredSystemLanguages()));
}
