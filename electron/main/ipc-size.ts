import { z } from 'zod';

/** What any value, text, key or entry costs besides what it holds. */
const bytesOfAnything = 8;
const bytesOfText = (length: number): number => bytesOfAnything + 2 * length;

/**
 * Whether a value that came through structured clone costs at most `limitBytes`: rough bytes of all its texts, numbers and keys.
 * Looks at no more of it than that. A cyclic value, a Map or a Set never does.
 */
export function isWithinBytes(value: unknown, limitBytes: number): boolean {
  let left = limitBytes;
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next === 'string') left -= bytesOfText(next.length);
    else left -= bytesOfAnything;
    if (ArrayBuffer.isView(next) || next instanceof ArrayBuffer) left -= next.byteLength;
    else if (next instanceof Map || next instanceof Set) return false;
    else if (Array.isArray(next)) {
      // An array with holes may claim any length.
      if (next.length * bytesOfAnything > left) return false;
      for (const item of next) rest.push(item);
    } else if (typeof next === 'object' && next !== null) {
      for (const [key, item] of Object.entries(next)) {
        left -= bytesOfText(key.length);
        if (left < 0) return false;
        rest.push(item);
      }
    }
    if (left < 0) return false;
  }
  return true;
}

/** The cost, as `isWithinBytes` counts it, of the largest value that a schema lets through; infinite when it sets no bound. */
export function mostBytesOf(schema: z.core.$ZodType): number {
  if (schema instanceof z.ZodString) return bytesOfText(schema.maxLength ?? Infinity);
  if (schema instanceof z.ZodEnum) return largest(schema.options.map(mostBytesOfValue));
  if (schema instanceof z.ZodLiteral) return largest([...schema.values].map(mostBytesOfValue));
  if (schema instanceof z.ZodArray) return bytesOfAnything + mostItemsOf(schema) * mostBytesOf(schema.element);
  if (schema instanceof z.ZodUnion) return largest(schema.options.map(mostBytesOf));
  if (schema instanceof z.ZodPipe) return mostBytesOf(schema.in);
  if (
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault
  )
    return mostBytesOf(schema.unwrap());
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    return Object.entries(shape).reduce(
      (sum, [key, value]) => sum + bytesOfText(key.length) + mostBytesOf(value),
      bytesOfAnything,
    );
  }
  if (schema instanceof z.ZodRecord) {
    const entries = Number(schema.meta()?.mostEntries ?? Infinity);
    return bytesOfAnything + entries * (mostBytesOf(schema.keyType) + mostBytesOf(schema.valueType));
  }
  const isSmall = [z.ZodNumber, z.ZodBoolean, z.ZodUndefined, z.ZodNull].some((kind) => schema instanceof kind);
  return isSmall ? bytesOfAnything : Infinity;
}

const largest = (costs: readonly number[]): number => costs.reduce((most, cost) => Math.max(most, cost), 0);

const mostBytesOfValue = (value: unknown): number =>
  typeof value === 'string' ? bytesOfText(value.length) : bytesOfAnything;

function mostItemsOf(schema: z.ZodArray): number {
  const limits = (schema.def.checks ?? []).map((check) =>
    check instanceof z.core.$ZodCheckMaxLength ? check._zod.def.maximum : Infinity,
  );
  return Math.min(Infinity, ...limits);
}
