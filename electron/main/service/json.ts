import { epochMs, type EpochMs } from '#contract';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object that is no array. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the value of the first of these own properties that exists; undefined for none. */
export function firstOf(source: JsonObject, ...names: readonly string[]): unknown {
  return names.filter((name) => Object.hasOwn(source, name)).map((name) => source[name])[0];
}

/** Undefined instead of an exception. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Some answers hold JSON in a string in JSON in a string. */
const mostWrappings = 3;

/** Parses a value that was sent as JSON in a string; returns any other value as it is. Undefined for a string that is no JSON. */
export function unpacked(value: unknown): unknown {
  let inner = value;
  for (let times = 0; times < mostWrappings && typeof inner === 'string'; times += 1) inner = parseJson(inner);
  return inner;
}

/** Returns a whole number given as a number or in digits; null for anything else. */
export function wholeNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : null;
}

/** Control characters, line breaks, and marks that reverse or hide what follows. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** Returns text from the service as one safe line: no control or bidi marks, at most `maxLength` characters. Empty for other types. */
export function plainText(value: unknown, maxLength: number): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return Array.from(String(value).replace(unseen, ' ').replace(/\s+/g, ' ').trim()).slice(0, maxLength).join('');
}

/** Anything below is taken for seconds: as milliseconds it would lie in the first months of 1973. */
const leastMs = 1e11;

/** Parses a time of the service: milliseconds or seconds as number or digits, or ISO 8601. Null for anything else. */
export function parseServiceTime(value: unknown): EpochMs | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (/^\d{9,16}(\.\d+)?$/.test(text)) {
    const count = Number(text);
    return epochMs(Math.round(count < leastMs ? count * 1000 : count));
  }
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  // A time without a zone is the server's, and servers keep UTC.
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const parsed = Date.parse(hasZone || !text.includes(':') ? text : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(parsed) ? null : epochMs(parsed);
}
