/** Even noise between -1 and 1, always the same (Marsaglia's xorshift32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state * 2 ** -31;
  };
}
