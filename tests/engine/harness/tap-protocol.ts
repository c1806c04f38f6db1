export const tapName = 'tap';

export type TapMessage =
  /** Asks what was seen since the last look. */
  | { readonly kind: 'look' }
  /** Asks for the next `frames` of the left side of each of the first `rows` stems. */
  | { readonly kind: 'record'; readonly rows: number; readonly frames: number };

/** `unequal`: blocks in which a stem differed from the first by more than its 16 bits may; `silent`: frames in which the first was silent. */
export type Seen = { readonly frames: number; readonly unequal: number; readonly silent: number };

export type TapReport =
  ({ readonly kind: 'seen' } & Seen) | { readonly kind: 'recorded'; readonly sounds: readonly Float32Array[] };
