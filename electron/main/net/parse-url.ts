/** Null instead of an exception. `URL.parse` does this, but Node 20 does not have it. */
export function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null;
}
