export const strainName = 'strain';

export type StrainOptions = { readonly bufferSeconds: number };
