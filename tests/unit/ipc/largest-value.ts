import { z } from 'zod';
import { mostBytesOf } from '../../../electron/main/ipc.ts';

/** The largest value that a schema lets through, made from the schema itself; lists without a bound get three entries. */
export function largestValue(schema: z.core.$ZodType): unknown {
  let count = 0;
  const make = (part: z.core.$ZodType): unknown => {
    if (part instanceof z.ZodString) return largestText(part);
    if (part instanceof z.ZodNumber) {
      // Each number is above the one before where its range allows: a loop ends after it starts.
      count += 1;
      return Math.min(part.maxValue ?? Infinity, Math.max(part.minValue ?? 0, 0) + count);
    }
    if (part instanceof z.ZodBoolean) return false;
    if (part instanceof z.ZodUndefined) return undefined;
    if (part instanceof z.ZodEnum) return longest(part.options);
    if (part instanceof z.ZodLiteral) return longest([...part.values]);
    // To make all of them and compare them would take hundreds of megabytes.
    if (part instanceof z.ZodUnion) return make(largestOption(part.options));
    if (part instanceof z.ZodPipe) return make(part.in);
    if (
      part instanceof z.ZodNullable ||
      part instanceof z.ZodOptional ||
      part instanceof z.ZodExactOptional ||
      part instanceof z.ZodDefault
    )
      return make(part.unwrap());
    if (part instanceof z.ZodArray) {
      const limit = part.def.checks?.find((check) => check instanceof z.core.$ZodCheckMaxLength);
      const length = limit?._zod.def.maximum ?? 3;
      // Long lists hold the same entry again and again: only its size counts.
      const entry = make(part.element);
      return Array.from({ length }, () => entry);
    }
    if (part instanceof z.ZodObject) {
      const shape: Readonly<Record<string, z.core.$ZodType>> = part.shape;
      return Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, make(value)]));
    }
    if (part instanceof z.ZodRecord) return largestRecord(part, make);
    if (part instanceof z.ZodCustom) return new Uint8Array(Number(part.meta()?.mostBytes));
    throw new Error(`How large a ${part._zod.def.type} can be is not known.`);
  };
  return make(schema);
}

/** As many texts as are asked for, the longest of a schema, no two alike. */
function largestText(schema: z.ZodString, ending = ''): string {
  const length = (schema.maxLength ?? 3) - ending.length;
  const found = ['0', 'a', 'x', '\u{ffff}'].map((letter) => letter.repeat(length) + ending);
  const text = found.find((one) => schema.safeParse(one).success);
  if (text === undefined) throw new Error('No long text passes this pattern.');
  return text;
}

function largestRecord(schema: z.ZodRecord, make: (part: z.core.$ZodType) => unknown): unknown {
  const { keyType, valueType } = schema;
  if (!(keyType instanceof z.ZodString)) throw new Error('Only texts are keys.');
  const entries: [string, unknown][] = [];
  for (let count = 0; count < 10_000; count += 1) {
    const next: [string, unknown] = [largestText(keyType, String(count)), make(valueType)];
    if (!schema.safeParse(Object.fromEntries([...entries, next])).success) break;
    entries.push(next);
  }
  return Object.fromEntries(entries);
}

const sizeOf = (value: unknown): number => JSON.stringify([value]).length;
const longest = (values: readonly unknown[]): unknown =>
  values.toSorted((one, other) => sizeOf(other) - sizeOf(one))[0];

const largestOption = (options: readonly z.core.$ZodType[]): z.core.$ZodType =>
  options.reduce((most, option) => (mostBytesOf(option) > mostBytesOf(most) ? option : most));
