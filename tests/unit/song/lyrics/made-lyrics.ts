import type { LyricLine, LyricWord } from '#contract';

/** A generator of numbers from 0 to 1 (mulberry32), the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const latin = [
  'Night',
  'drive,',
  "Waggin'",
  'été',
  'naïve',
  'R&B',
  '<3',
  'it’s',
  '50%',
  '#1',
  '-',
  'a:b',
  '~oh~',
  'x;y',
  '🎤',
];
const hebrew = ['שלום', 'לילה', 'טוב', 'مرحبا', 'ليل'];
const unspaced = ['夜', 'の', 'ドライブ', '我', '愛', '你'];

/** Lyrics made from a seed: lines with and without times of words, syllables, several scripts, singers and tags. */
export function madeLyrics(seed: number): readonly LyricLine[] {
  const random = randomOf(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value => values[below(values.length)] ?? values[0];
  const some = (limit: number): number => 0.05 + Math.round(random() * limit * 1000) / 1000;
  const hasSingers = random() < 0.4;
  let at = random() < 0.2 ? 3700 : some(5);
  return Array.from({ length: 1 + below(12) }, () => {
    const startSeconds = at;
    const script = pick([latin, latin, hebrew, unspaced]);
    const isTimed = random() < 0.7;
    at += random() < 0.3 ? some(1) : 0;
    const words = Array.from({ length: 2 + below(8) }, (): LyricWord => {
      const text = script[below(script.length)] ?? '';
      const start = at;
      at += some(0.9);
      const end = at;
      at += random() < 0.3 ? some(0.4) : 0;
      const times = isTimed ? { startSeconds: start, endSeconds: end } : { startSeconds: null, endSeconds: null };
      return { text, ...times, joinsNext: script === unspaced };
    }).map((word, index, all) => (index === all.length - 1 ? { ...word, joinsNext: false } : word));
    const lastEnd = words.at(-1)?.endSeconds ?? at;
    const endSeconds = isTimed ? (random() < 0.5 ? lastEnd : lastEnd + some(1)) : random() < 0.5 ? null : at;
    at = Math.max(at, endSeconds ?? at) + some(2);
    const singer = hasSingers ? pick(['Ana', 'Bo & Co', 'שרה']) : null;
    return {
      words,
      startSeconds,
      endSeconds,
      singer,
      sectionTag: random() < 0.2 ? pick(['Verse 2', 'Chorus', '副歌']) : null,
    };
  });
}
