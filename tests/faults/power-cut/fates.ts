import type { Fates } from './model-file.ts';

/** Mulberry32: evenly spread in [0, 1), the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const allTheSame = (write: ReturnType<Fates['ofWrite']>, name: ReturnType<Fates['ofName']>): Fates => ({
  ofWrite: () => write,
  ofName: () => name,
});

function mixed(seed: number): Fates {
  const random = randomFrom(seed);
  const writes = ['kept', 'lost', 'torn', 'zeroed'] as const;
  return {
    ofWrite: () => writes[Math.floor(random() * writes.length)] ?? 'lost',
    ofName: () => (random() < 0.5 ? 'kept' : 'lost'),
  };
}

const plainFates: readonly Fates[] = [
  allTheSame('lost', 'lost'),
  allTheSame('kept', 'lost'),
  allTheSame('lost', 'kept'),
  allTheSame('torn', 'kept'),
  allTheSame('zeroed', 'kept'),
  allTheSame('kept', 'kept'),
];

/** The fates to try for the cut with this number: the plain ones, and `mixes` in which each change has its own. */
export function fatesOf(cut: number, mixes: number): readonly Fates[] {
  return [...plainFates, ...Array.from({ length: mixes }, (_, index) => mixed(cut * 1000 + index))];
}
