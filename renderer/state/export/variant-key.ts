import type { Variant } from '../../mix/variants.ts';

/** How a version is remembered from song to song: `instrumental`, `minus:drums`. */
export function variantKey(variant: Variant): string {
  return variant.kind === 'only' || variant.kind === 'minus' ? `${variant.kind}:${variant.stemId}` : variant.kind;
}
