import { fail, type LyricLine, ok } from '#contract';
import {
  cleanTag,
  endOfLine,
  type FoundLine,
  hasWordTimes,
  keptLines,
  type LyricPiece,
  type ReadLyrics,
  timedLines,
  type WrittenLyrics,
} from './lyric-lines.ts';

/**
 * UltraStar, version 1: `#KEY:value`, then notes `T start length pitch text` in beats. `BPM` counts quarters of what a musician calls a beat,
 * so one of them lasts 15 / BPM seconds. `- beat` ends a line, `P1` to `P9` change the voice, `E` ends the file.
 */

/** Whether a text is of this kind. */
export const isUltraStar = (text: string): boolean =>
  /^\s*#BPM\s*:/im.test(text) && /^\s*[:*FRG]\s+-?\d+\s+\d+/m.test(text);

const note = /^\s*([:*FRG\w])\s+(-?\d+)\s+(\d+)\s+(-?\d+)(?: (.*))?$/;
const decimal = (text: string | undefined): number => Number.parseFloat((text ?? '').replace(',', '.')) || 0;

function headOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const head = new Map<string, string>();
  for (const line of lines) {
    const [, key = '', value = ''] = /^\s*#([^:]+):(.*)$/.exec(line) ?? [];
    if (key !== '') head.set(key.trim().toUpperCase(), value.trim());
  }
  return head;
}

/** Reads notes as words and lines, without their pitches. Fails as `keptLines` does. */
export function readUltraStar(text: string): ReadLyrics {
  const lines = text.split(/\r\n|\r|\n/);
  const head = headOf(lines);
  const bpm = decimal(head.get('BPM'));
  if (bpm <= 0) return fail('noLyrics');
  const gapSeconds = decimal(head.get('GAP')) / 1000;
  const isRelative = head.get('RELATIVE')?.toLowerCase() === 'yes';
  const found: FoundLine[] = [];
  let voice = '';
  let isDuet = false;
  let originBeat = 0;
  let pieces: LyricPiece[] = [];
  const secondsOf = (beat: number): number => gapSeconds + ((originBeat + beat) * 15) / bpm;
  const singerOf = (name: string): string | null =>
    isDuet ? (head.get(name) ?? head.get(`DUETSINGER${name}`) ?? cleanTag(name)) : null;
  const endLine = (): void => {
    const startSeconds = pieces[0]?.startSeconds ?? null;
    const endSeconds = pieces.at(-1)?.endSeconds ?? null;
    if (pieces.length > 0) found.push({ pieces, startSeconds, endSeconds, singer: singerOf(voice), sectionTag: null });
    pieces = [];
  };
  for (const line of lines) {
    if (/^\s*E\s*$/.test(line)) break;
    const voiceChange = /^\s*P\s*([1-9])\s*$/.exec(line)?.[1];
    const [, atBeat, byBeats] = /^\s*-\s*(-?\d+)(?:\s+(-?\d+))?/.exec(line) ?? [];
    const [, , start, length, , said] = note.exec(line) ?? [];
    if (voiceChange !== undefined) {
      endLine();
      voice = `P${voiceChange}`;
      isDuet = true;
      originBeat = 0;
    } else if (atBeat !== undefined) {
      endLine();
      if (isRelative) originBeat += Number(byBeats ?? atBeat);
    } else if (start !== undefined) {
      // A tilde holds the syllable before it over another note.
      const before = pieces.at(-1);
      const endSeconds = secondsOf(Number(start) + Number(length));
      if ((said ?? '').trim() === '~' && before !== undefined) {
        pieces[pieces.length - 1] = { ...before, text: before.text + (/\s+$/.exec(said ?? '')?.[0] ?? ''), endSeconds };
      } else pieces.push({ text: said ?? '', startSeconds: secondsOf(Number(start)), endSeconds });
    }
  }
  endLine();
  return keptLines(found);
}

/** Beats of 10 ms. */
const writtenBpm = 1500;
const beatsOf = (seconds: number): number => Math.round(seconds * (writtenBpm / 15));

type Note = { readonly start: number; readonly end: number; readonly text: string };

/** The notes of a line: one for each word that has a time, with the words after it that have none. */
function notesOf(line: LyricLine & { readonly startSeconds: number }, lineEnd: number): readonly Note[] {
  const notes: Note[] = [];
  const isTimed = hasWordTimes(line);
  for (const [at, word] of line.words.entries()) {
    const before = notes.at(-1);
    const isLast = at === line.words.length - 1;
    const text = word.text + (word.joinsNext || isLast ? '' : ' ');
    const start = beatsOf((isTimed ? word.startSeconds : null) ?? line.startSeconds);
    if (before !== undefined && (!isTimed || word.startSeconds === null)) {
      const end = word.endSeconds === null ? before.end : Math.max(before.start + 1, beatsOf(word.endSeconds));
      notes[notes.length - 1] = { ...before, text: before.text + text, end };
      continue;
    }
    const next = line.words.slice(at + 1).find(({ startSeconds }) => startSeconds !== null)?.startSeconds;
    const end = beatsOf(isTimed ? (word.endSeconds ?? next ?? lineEnd) : lineEnd);
    notes.push({ start, end: Math.max(start + 1, end), text });
  }
  return notes;
}

const oneLine = (text: string): string => text.replace(/[\r\n]/g, ' ');

/** Writes notes without pitch (`F`, freestyle) in beats of 10 ms, a voice for each singer. Fails with `lyricsUntimed` when a line has no start. */
export function writeUltraStar(lines: readonly LyricLine[], title: string): WrittenLyrics {
  const timed = timedLines(lines);
  if (timed === null) return fail('lyricsUntimed');
  const singers = [...new Set(timed.map(({ singer }) => singer))].slice(0, 9);
  const isDuet = singers.some((singer) => singer !== null);
  const out = [
    '#VERSION:1.1.0',
    `#TITLE:${oneLine(title)}`,
    '#ARTIST:',
    `#MP3:${oneLine(title)}.mp3`,
    `#BPM:${String(writtenBpm)}`,
    '#GAP:0',
    ...(isDuet ? singers.map((singer, at) => `#P${String(at + 1)}:${singer ?? 'All'}`) : []),
  ];
  for (const [voice, singer] of singers.entries()) {
    if (isDuet) out.push(`P${String(voice + 1)}`);
    const isLastVoice = voice === singers.length - 1;
    const own = timed.filter((line) => line.singer === singer || (isLastVoice && !singers.includes(line.singer)));
    for (const [at, line] of own.entries()) {
      const notes = notesOf(line, endOfLine(line, own[at + 1]));
      for (const { start, end, text } of notes) out.push(`F ${String(start)} ${String(end - start)} 0 ${text}`);
      if (at < own.length - 1) out.push(`- ${String(notes.at(-1)?.end ?? 0)}`);
    }
  }
  return ok(`${[...out, 'E'].join('\n')}\n`);
}
