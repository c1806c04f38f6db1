import { longestText, mostScenes, mostSetSongs, noTuning, type Setlist, type SetSong } from '#contract';
import { setNote, setName } from './setlist.ts';
import { parseSemitones, parseSpeed, percentOf } from './speed-and-key.ts';

const longestTitle = 200;

/** A song as a text list names it. `titles`: what its title may be, the likeliest first. */
export type WrittenSong = Pick<SetSong, 'tuning' | 'ending' | 'note'> & { readonly titles: readonly string[] };

/**
 * Writes a setlist as text: its name, then a line a song, `1. Night Drive | key +2 | scene 2 | speed 90 % | go on | note: Capo 2`. What is as
 * usual is left out.
 */
export function writeSetlist({ name, songs }: Setlist): string {
  const lines = songs.map((song, index) => `${String(index + 1)}. ${fieldsOf(song).map(escaped).join(' | ')}`);
  return [`# ${name}`, '', ...lines, ''].join('\n');
}

function fieldsOf({ title, tuning, ending, note }: SetSong): readonly string[] {
  const { speed, transposeCents, scene } = tuning;
  return [
    title,
    ...(transposeCents === null ? [] : [`key ${signed(transposeCents / 100)}`]),
    ...(scene === null ? [] : [`scene ${String(scene)}`]),
    ...(speed === null ? [] : [`speed ${String(percentOf(speed))} %`]),
    ...(ending === 'goOn' ? ['go on'] : []),
    ...(note === '' ? [] : [`note: ${note}`]),
  ];
}

/** As every reader of the file understands it: "+2", "−3.5", "±0", whatever the language. */
const signed = (value: number): string => (value === 0 ? '±0' : `${value < 0 ? '−' : '+'}${String(Math.abs(value))}`);

const escaped = (field: string): string => field.replace(/[\\|]/g, (mark) => `\\${mark}`);

/** Splits a line at its bars; a backslash takes the mark behind it as it is. */
function splitFields(line: string): readonly string[] {
  const fields = [''];
  for (const [, mark = '', plain = ''] of line.matchAll(/\\([\\|])|([\s\S])/gu)) {
    if (plain === '|') fields.push('');
    else fields.push(`${fields.pop() ?? ''}${mark}${plain}`);
  }
  return fields.map((field) => field.trim());
}

/**
 * Reads a text list, one that `writeSetlist` wrote or any with a title on each line, numbered or not. The first line that begins with `#`
 * is the name, the others are left out. `name`: null when there is none.
 */
export function readSetlist(text: string): { readonly name: string | null; readonly songs: readonly WrittenSong[] } {
  let name: string | null = null;
  const songs: WrittenSong[] = [];
  for (const line of text.normalize('NFC').split(/\r\n|[\r\n\u2028\u2029]/)) {
    const trimmed = line.trim();
    if (trimmed.startsWith('#')) name ??= setName(trimmed.replace(/^#+/, ''));
    else if (songs.length < mostSetSongs) songs.push(...songOf(trimmed.slice(0, longestText)));
  }
  return { name, songs };
}

const counting = /^(?:\d{1,3}[.)]|[-*•–])\s+/u;

function songOf(line: string): readonly WrittenSong[] {
  const [first = '', ...rest] = splitFields(line);
  const titles = [...new Set([first.replace(counting, ''), first])]
    .map((title) => title.slice(0, longestTitle).trim())
    .filter((title) => title !== '');
  if (titles.length === 0 || /^(?:\d{1,3}[.)]|[-*•–])$/u.test(first)) return [];
  let song: WrittenSong = { titles, tuning: noTuning, ending: 'stop', note: '' };
  for (const field of rest) song = withField(song, field);
  return [song];
}

function withField(song: WrittenSong, field: string): WrittenSong {
  const [, word = '', value = ''] = /^(key|scene|speed|note)\b:?\s*(.*)$/iu.exec(field) ?? [];
  const cents = word.toLowerCase() === 'key' ? parseSemitones(value) : null;
  const speed = word.toLowerCase() === 'speed' ? parseSpeed(value, null) : null;
  const scene = word.toLowerCase() === 'scene' && /^\d$/.test(value) ? Number(value) : 0;
  if (scene >= 1 && scene <= mostScenes) return { ...song, tuning: { ...song.tuning, scene } };
  if (cents !== null) return { ...song, tuning: { ...song.tuning, transposeCents: cents } };
  if (speed !== null) return { ...song, tuning: { ...song.tuning, speed } };
  if (/^go on$/i.test(field)) return { ...song, ending: 'goOn' };
  if (/^stop$/i.test(field)) return { ...song, ending: 'stop' };
  const note = word.toLowerCase() === 'note' ? value : field;
  return { ...song, note: setNote([song.note, note].filter((part) => part !== '').join(' ')) };
}
