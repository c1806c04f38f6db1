import type { english } from './en/index.ts';

/** A catalogue's shape: its texts, and functions from what a text names to the text. */
type Shape<Model> = Model extends string
  ? string
  : Model extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof Model]: Shape<Model[Key]> };

/** Every text of Stemroom in one language. English is the model of the others. */
export type Words = Shape<typeof english>;
