import type { Readable } from 'node:stream';
import type { HttpHeaders } from './http-port.ts';
import { troubleOf } from './trouble.ts';

/** Header fields as Node and Electron give them, made into one text each. */
export function joinedHeaders(fields: Readonly<Record<string, string | readonly string[] | undefined>>): HttpHeaders {
  const pairs = Object.entries(fields).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat().join(', ')]);
  return Object.fromEntries(pairs) as HttpHeaders;
}

/**
 * The chunks of a response as they come, with back-pressure. Throws the signal's reason when it is aborted, else
 * `NetTrouble`. `stop` ends the request underneath; it is called on every way out.
 */
export async function* readChunks(
  stream: Readable,
  signal: AbortSignal,
  stop: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const onAbort = (): void => {
    stop();
    stream.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    for await (const chunk of stream) yield chunk as Uint8Array;
    signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    throw troubleOf(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
    stop();
  }
}
