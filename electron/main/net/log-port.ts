/** Where these rooms write what happened. Never a key, never the query of a URL. */
export type Log = {
  readonly info: (message: string, data?: unknown) => void;
  readonly warn: (message: string, data?: unknown) => void;
  readonly error: (message: string, data?: unknown) => void;
};
