import type { Failure, Result } from '#contract';

/**
 * One place that keeps one secret for us. Every method ends within the given time, with a failure if need be: the
 * keychain's (`keychain...`). What comes later than that is ignored.
 */
export type SecretStore = {
  /** Null: none is kept, or the keychain is locked and does not say so. */
  readonly read: (withinMs: number) => Promise<Result<string | null>>;
  readonly write: (secret: string, withinMs: number) => Promise<Result<undefined>>;
  /** Fine when there was none. */
  readonly remove: (withinMs: number) => Promise<Result<undefined>>;
};

/** No keychain that could ever hold our secret here: there is nothing to remove, and nothing to unlock. */
export const isWithoutKeychain = ({ kind }: Failure): boolean =>
  kind === 'keychainNoBus' ||
  kind === 'keychainNoService' ||
  kind === 'keychainNoCollection' ||
  kind === 'keychainLibraryMissing';
