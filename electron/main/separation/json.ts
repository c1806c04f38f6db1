export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of the first name that is there at all, own properties only. */
export function firstOf(source: JsonObject, ...names: readonly string[]): unknown {
  return names.filter((name) => Object.hasOwn(source, name)).map((name) => source[name])[0];
}

/** Undefined instead of an exception. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A JSON object that was sent as text; anything else as it is. */
export const unpacked = (value: unknown): unknown => (typeof value === 'string' ? parseJson(value) : value);

/** A whole number given as such or in digits. */
export function wholeNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : null;
}
