import type { Log } from '../../electron/main/log.ts';

/** Remembers everything that was logged, as text. */
export function quietLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (message: string, data?: unknown): void => {
    lines.push(
      `${message} ${JSON.stringify(data, (_name, value: unknown) => (value instanceof Error ? value.stack : value))}`,
    );
  };
  return { lines, info: write, warn: write, error: write };
}
