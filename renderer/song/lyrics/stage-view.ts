import type { LyricLine, Section, StageLine, StageView } from '#contract';
import { beatAt, type BeatGrid, secondsOfBeat } from '../beat-grid.ts';
import { lastBegun, lyricPlaceAt, type SungLine } from './lyric-time.ts';

/** A pause as long as this, in seconds, is counted in. */
const longPauseSeconds = 3;
/** Dots before a line, one for each beat. */
const mostDots = 4;
const roundingBeats = 1e-6;

const lineOf = ({ words, singer }: LyricLine, begun: number): StageLine => ({
  words: words.map(({ text, joinsNext }) => ({ text, joinsNext })),
  begun,
  singer,
});

/** What the stage needs to know of a song. */
export type StagedSong = {
  readonly title: string;
  readonly lyrics: readonly LyricLine[];
  readonly lines: readonly SungLine[];
  readonly sections: readonly Section[];
  readonly grid: BeatGrid | null;
  readonly sampleRate: number;
};

/** Beats until a time, both in seconds of the song; seconds where the beats are not known. */
const beatsUntil = (grid: BeatGrid | null, seconds: number, untilSeconds: number): number =>
  grid === null ? untilSeconds - seconds : beatAt(grid, untilSeconds) - beatAt(grid, seconds);

/** The section after the one at a time: by the sections of the song, else by the tags of its lyrics. */
function nextSection({ sections, lyrics, lines, sampleRate }: StagedSong, seconds: number): string | null {
  if (sections.length > 0) {
    return sections.find(({ startFrames }) => startFrames > seconds * sampleRate)?.name ?? null;
  }
  const later = lines.slice(lastBegun(lines, seconds) + 1);
  const next = later.find(({ index }) => (lyrics[index]?.sectionTag ?? null) !== null);
  return next === undefined ? null : (lyrics[next.index]?.sectionTag ?? null);
}

/** Returns what the stage window shows at a time of the song, in seconds, and until when it stays the same. */
export function stageViewAt(
  song: StagedSong,
  seconds: number,
): { readonly view: Omit<StageView, 'locale'>; readonly untilSeconds: number } {
  const { lyrics, lines, grid } = song;
  const place = lyricPlaceAt(lines, seconds);
  const at = lastBegun(lines, seconds);
  const current = lines[at];
  const next = lines[at + 1];
  const sungUntil = current?.endSeconds ?? 0;
  const nextStart = next?.startSeconds ?? Infinity;
  // In a long pause the line that was sung leaves, and dots count the next one in.
  const isPause = seconds >= sungUntil && nextStart - sungUntil >= longPauseSeconds;
  const left = next === undefined ? Infinity : beatsUntil(grid, seconds, nextStart);
  const dots = isPause && left <= mostDots ? Math.ceil(left - roundingBeats) : 0;
  const shownAt = isPause || current === undefined ? at + 1 : at;
  const shown = lines.slice(shownAt, shownAt + 3).flatMap(({ index }, place_) => {
    const line = lyrics[index];
    return line === undefined
      ? []
      : [lineOf(line, !isPause && place_ === 0 && current !== undefined ? place.begun : 0)];
  });
  const [first, second, third] = shown;
  const view = {
    title: song.title,
    lines: first === undefined ? [] : second === undefined ? [first] : [first, second],
    next: third ?? null,
    nextSection: nextSection(song, seconds),
    dots,
  };
  const pauseEnd = sungUntil > seconds ? sungUntil : Infinity;
  const nextDot = isPause && next !== undefined ? nextDotAt(grid, nextStart, left) : Infinity;
  const section = song.sections.find(({ startFrames }) => startFrames > seconds * song.sampleRate);
  const sectionAt = section === undefined ? Infinity : section.startFrames / song.sampleRate;
  return { view, untilSeconds: Math.min(place.untilSeconds, pauseEnd, nextDot, sectionAt) };
}

/** When the number of dots changes next, in seconds of the song. `left`: the beats until the line starts. */
function nextDotAt(grid: BeatGrid | null, startSeconds: number, left: number): number {
  // A beat that is just over would be found again, by as little as numbers are rounded.
  const then = Math.min(mostDots, Math.ceil(left - roundingBeats) - 1);
  if (then < 0) return Infinity;
  return grid === null ? startSeconds - then : secondsOfBeat(grid, beatAt(grid, startSeconds) - then);
}
