import { stemOrigin, type Sha256 } from '#contract';
import { sha256Schema } from '#contract/schemas';

/** The stem that a request to `stem://` is for: its hash right after the origin and nothing behind it. Null for all else. */
export function routeStem(url: string, method: string): Sha256 | null {
  const prefix = `${stemOrigin}/`;
  if (method !== 'GET' || !url.startsWith(prefix)) return null;
  const sha256 = sha256Schema.safeParse(url.slice(prefix.length));
  return sha256.success ? sha256.data : null;
}
