import type { LyricLine } from '#contract';
import { hasWordTimes, lineText } from './lyric-lines.ts';
import { sungLines, type SungWord } from './lyric-time.ts';

/** How a file relates to the song: its time 0, its length and its speed (1: as recorded), in seconds of the song. */
export type FileTime = { readonly startSeconds: number; readonly endSeconds: number; readonly speed: number };

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** The times of what spaces part, from the start of the line: syllables that join are one. */
function wordTimings(line: LyricLine, words: readonly SungWord[]): readonly (readonly [number, number])[] {
  const timings: [number, number][] = [];
  let isJoined = false;
  for (const [at, { startSeconds, endSeconds }] of words.entries()) {
    const before = timings.at(-1);
    if (isJoined && before !== undefined) before[1] = endSeconds;
    else timings.push([startSeconds, endSeconds]);
    isJoined = line.words[at]?.joinsNext ?? false;
  }
  return timings;
}

/**
 * Returns the lyrics as the `kara` atom of a stem file has them, as JSON (Loukai, "M4A Stems format"): lines in seconds of the file, words in
 * seconds from the start of their line, a pair for each word between spaces. Null when no line of the file has a time.
 */
export function karaText(lyrics: readonly LyricLine[], { startSeconds, endSeconds, speed }: FileTime): string | null {
  const singers = [...new Set(lyrics.flatMap(({ singer }) => singer ?? []))];
  const ids = ['A', 'B'] as const;
  const idOf = (singer: string): string => ids[singers.indexOf(singer)] ?? 'backup';
  const within = (seconds: number): number => Math.min(Math.max(seconds, startSeconds), endSeconds);
  const inFile = (seconds: number): number => rounded((within(seconds) - startSeconds) / speed);
  const lines = sungLines(lyrics).flatMap((sung) => {
    const line = lyrics[sung.index];
    if (line === undefined || sung.endSeconds <= startSeconds || sung.startSeconds >= endSeconds) return [];
    const start = inFile(sung.startSeconds);
    const text = lineText(line);
    const timings = wordTimings(line, sung.words).map((pair) => pair.map((at) => rounded(inFile(at) - start)));
    // What is written without spaces has no words to a reader that looks for spaces.
    const hasWords =
      hasWordTimes(line) &&
      timings.length === text.split(' ').length &&
      (timings.length > 1 || line.words.length === 1);
    return [
      {
        ...{ start, end: inFile(sung.endSeconds), text },
        ...(line.singer === null ? {} : { singer: idOf(line.singer) }),
        ...(hasWords ? { words: { timings } } : {}),
      },
    ];
  });
  if (lines.length === 0) return null;
  const named = ids.flatMap((id, at) => (singers[at] === undefined ? [] : [[id, { name: singers[at] }] as const]));
  return JSON.stringify({
    timing: { offset_sec: 0, encoder_delay_samples: 0 },
    singers: Object.fromEntries(named),
    tags: [],
    lines,
  });
}
