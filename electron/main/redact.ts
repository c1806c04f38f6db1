const hidden = '[hidden]';

// A signed link is a credential, so no query of any URL is kept.
const query = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]+@/gi;
const bearer = /\b(bearer|basic)\s+[^\s"',;]+/gi;
const namedSecret =
  /((?:authorization|api[-_]?key|token|secret|password)["']?\s*[:=]\s*["']?)(?!bearer\b|basic\b)[^\s"',;&}]+/gi;

/** Escapes a text for a pattern. */
const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The forms in which a secret may turn up: as it is, in a URL, in JSON, in base64 (alone). */
function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64.replace(/=+$/, '')];
}

/** Takes out of every line of the log what must not be in it. */
export class Redactor {
  readonly #secrets = new Set<string>();
  readonly #places: readonly (readonly [RegExp, string])[];

  constructor(homeFolder: string, userName: string) {
    const home = homeFolder.replace(/[\\/]+$/, '');
    this.#places = [
      ...(home.length > 1 ? [[new RegExp(`${literally(home)}(?![\\w-])`, 'g'), '~'] as const] : []),
      ...(userName.length > 2
        ? [[new RegExp(`(?<![\\w-])${literally(userName)}(?![\\w-])`, 'g'), '[user]'] as const]
        : []),
    ];
  }

  /** From now on this text appears nowhere, in none of its forms. */
  hide(secret: string): void {
    if (secret.length >= 8) for (const form of formsOf(secret)) this.#secrets.add(form);
  }

  redact(text: string): string {
    let shown = text;
    for (const secret of this.#secrets) shown = shown.replaceAll(secret, hidden);
    shown = shown
      .replaceAll(query, `$1?${hidden}`)
      .replaceAll(userInfo, `$1${hidden}@`)
      .replaceAll(bearer, `$1 ${hidden}`)
      .replaceAll(namedSecret, `$1${hidden}`);
    for (const [place, name] of this.#places) shown = shown.replaceAll(place, name);
    return shown;
  }
}
