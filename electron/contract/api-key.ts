import type { Failure } from './result.ts';

/** What the page may know of the key. */
export type KeyStatus = {
  readonly isPresent: boolean;
  readonly lastFour: string | null;
  /** Where it lies, in words for the user, such as "GNOME Keyring" or "this session only". */
  readonly backend: string;
  /** Why the keychain cannot be used, if so. */
  readonly problem: Failure | null;
};

export type KeyTest =
  | { readonly outcome: 'works'; readonly creditsLeft: number }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'unreachable'; readonly failure: Failure }
  | { readonly outcome: 'serviceDown'; readonly failure: Failure };
