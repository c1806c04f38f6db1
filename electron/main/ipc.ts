import { z } from 'zod';
import { fail, type MainApi, ok, type Result, type SessionId, type Sha256, type StemId } from '#contract';
import { apiSchemas, failureSchema } from '#contract/schemas';
import { diskFailure } from './disk/disk-failure.ts';
import type { Log } from './log.ts';

const callsPerSecond = 200;

/** An order about the files of a stem, as preload hands it on. `path`: of a dropped file; null: ask. */
export type ServedStemFileOrder = { readonly id: SessionId; readonly stemId: StemId } & (
  { readonly does: 'add'; readonly path: string | null } | { readonly does: 'use' | 'discard'; readonly sha256: Sha256 }
);

/** `MainApi` as main sees it: dropped files have become paths in preload. */
export type ServedApi = Omit<MainApi, 'importDropped' | 'dropSong' | 'stemFile'> & {
  importDropped(paths: readonly string[]): ReturnType<MainApi['importDropped']>;
  dropSong(path: string): ReturnType<MainApi['dropSong']>;
  stemFile(order: ServedStemFileOrder): ReturnType<MainApi['stemFile']>;
};

type Method = keyof MainApi;
export const methods = Object.keys(apiSchemas) as readonly Method[];

/** Returns the IPC channel of a method. */
export const channelOf = (method: Method): string => `stemroom:${method}`;

type ServePorts<Event> = {
  /** `ipcMain.handle`. */
  readonly handle: (channel: string, answer: (event: Event, ...given: unknown[]) => Promise<unknown>) => void;
  readonly isFromPage: (event: Event) => boolean;
  readonly log: Log;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
};

const failedSchema = z.strictObject({ ok: z.literal(false), failure: failureSchema });

/**
 * Serves the API to the page, each method by the first of the parts that has it. Checks the sender, the rate of calls, the size of the argument (at most what the method's schema allows),
 * the argument and the value. When a handler throws, the error is logged and the page gets `internal`, or the failure of the disk.
 * Methods that no part has are not served.
 */
export function serve<Event>(
  parts: readonly Partial<ServedApi>[],
  { handle, isFromPage, log, now }: ServePorts<Event>,
): void {
  for (const method of methods) {
    const part = parts.find((one) => one[method] !== undefined);
    const own = part?.[method];
    if (own === undefined) continue;
    const limit = new RateLimit(callsPerSecond, now);
    const { argument: argumentSchema, value: valueSchema } = apiSchemas[method];
    const limitBytes = mostBytesOf(argumentSchema);
    const resultSchema = z.union([
      z.strictObject({ ok: z.literal(true), value: valueSchema.optional() }),
      failedSchema,
    ]);
    // The schema of this very method has parsed the argument, which the compiler cannot follow through the table.
    const call = own.bind(part) as (argument: unknown) => Promise<Result<unknown>>;

    const answer = async (argument: unknown): Promise<unknown> => {
      try {
        const result = await call(argument);
        const checked = resultSchema.safeParse(result);
        if (checked.success) return result;
        log.error('a result does not keep the contract', { method, issues: checked.error.issues });
      } catch (error) {
        const trouble = diskFailure(error);
        if (trouble !== null) {
          log.warn('a handler met trouble of the disk', { method, error });
          return fail(trouble.kind, trouble.detail);
        }
        log.error('a handler threw', { method, error });
      }
      return fail('internal');
    };

    handle(channelOf(method), async (event, ...given) => {
      if (!isFromPage(event)) {
        log.warn('a call from elsewhere was refused', { method });
        return fail('badRequest');
      }
      if (!limit.allows()) return fail('tooManyRequests');
      if (given.length > 1 || !isWithinBytes(given[0], limitBytes)) return fail('badRequest');
      const argument = parseArgument(argumentSchema, given[0]);
      return argument.ok ? answer(argument.value) : argument;
    });
  }
}

/** Parses the argument. Fails with `badRequest`, also when zod throws, as it does at a `length` that is an object without a primitive. */
export function parseArgument(schema: z.ZodType, given: unknown): Result<unknown> {
  try {
    const parsed = schema.safeParse(given);
    return parsed.success ? ok(parsed.data) : fail('badRequest');
  } catch (error) {
    if (error instanceof TypeError) return fail('badRequest');
    throw error;
  }
}

/** The fixed cost of a value, text, key or entry, in bytes. */
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

/** Limits the number of calls in any second. */
class RateLimit {
  readonly #callsPerSecond: number;
  readonly #now: () => number;
  #recent: number[] = [];

  constructor(callsPerSecond: number, now: () => number) {
    this.#callsPerSecond = callsPerSecond;
    this.#now = now;
  }

  allows(): boolean {
    const now = this.#now();
    this.#recent = this.#recent.filter((time) => now - time < 1000);
    if (this.#recent.length >= this.#callsPerSecond) return false;
    this.#recent.push(now);
    return true;
  }
}
