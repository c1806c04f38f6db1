import { fail, ok, type MainApi, type Result } from '#contract';
import { apiSchemas, failureSchema } from '#contract/schemas';
import { z } from 'zod';
import { diskFailure } from './disk/disk-failure.ts';
import type { Log } from './net/log-port.ts';
import { isWithinBytes, mostBytesOf } from './ipc-size.ts';
import { RateLimit } from './rate-limit.ts';

const callsPerSecond = 200;

/** `MainApi` as main sees it: dropped files have become paths in preload. */
export type ServedApi = Omit<MainApi, 'importDropped'> & {
  importDropped(paths: readonly string[]): ReturnType<MainApi['importDropped']>;
};

export type Method = keyof MainApi;
export const methods = Object.keys(apiSchemas) as readonly Method[];

/** The name under which a method crosses the border. */
export const channelOf = (method: Method): string => `stemroom:${method}`;

export type ServePorts<Event> = {
  /** `ipcMain.handle`. */
  readonly handle: (channel: string, answer: (event: Event, ...given: unknown[]) => Promise<unknown>) => void;
  readonly isFromPage: (event: Event) => boolean;
  readonly log: Log;
  /** Milliseconds that never go back. */
  readonly now: () => number;
};

const failedSchema = z.strictObject({ ok: z.literal(false), failure: failureSchema });

/**
 * Puts the API behind the one door: who asks, how often, how much (at most what the method's schema can let through), and what; then
 * what goes out. A handler that throws has a bug: the log gets it, the page gets `internal`, or what the disk said when it was the
 * disk that threw. What is not in `api` is not answered.
 */
export function serve<Event>(api: Partial<ServedApi>, { handle, isFromPage, log, now }: ServePorts<Event>): void {
  for (const method of methods) {
    const own = api[method];
    if (own === undefined) continue;
    const limit = new RateLimit(callsPerSecond, now);
    const { argument: argumentSchema, value: valueSchema } = apiSchemas[method];
    const limitBytes = mostBytesOf(argumentSchema);
    const resultSchema = z.union([
      z.strictObject({ ok: z.literal(true), value: valueSchema.optional() }),
      failedSchema,
    ]);
    // The schema of this very method has parsed the argument, which the compiler cannot follow through the table.
    const call = own.bind(api) as (argument: unknown) => Promise<Result<unknown>>;

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

/** The argument as its schema has it. Fails with `badRequest`; zod throws at an object whose `length` is an object without a primitive. */
export function parseArgument(schema: z.ZodType, given: unknown): Result<unknown> {
  try {
    const parsed = schema.safeParse(given);
    return parsed.success ? ok(parsed.data) : fail('badRequest');
  } catch (error) {
    if (error instanceof TypeError) return fail('badRequest');
    throw error;
  }
}
