import { describe, expect, it } from 'vitest';
import type { LyricLine, TimedWord } from '#contract';
import { readLyrics } from '../../../../renderer/song/lyrics/lyric-files.ts';
import { lineText } from '../../../../renderer/song/lyrics/lyric-lines.ts';
import { readTimedWords } from '../../../../renderer/song/lyrics/timed-words.ts';
import { randomOf } from './made-lyrics.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const outcomeOf = (file: string | Uint8Array) => readLyrics(typeof file === 'string' ? bytesOf(file) : file);
function linesOf(file: string | Uint8Array): readonly LyricLine[] {
  const read = outcomeOf(file);
  if (!read.ok) throw new Error(read.failure.kind);
  return read.value;
}
/** Lines as `start text`, with the seconds to two places. */
const said = (file: string | Uint8Array): readonly string[] =>
  linesOf(file).map((line) => `${line.startSeconds?.toFixed(2) ?? '-'} ${lineText(line)}`);
/** The words of the first line as `start-end text`. */
const wordsOf = (file: string): readonly string[] =>
  (linesOf(file)[0]?.words ?? []).map(
    ({ text, startSeconds, endSeconds }) =>
      `${startSeconds?.toFixed(2) ?? '-'}-${endSeconds?.toFixed(2) ?? '-'} ${text}`,
  );

describe('LRC', () => {
  it('takes fractions of any length, a colon before them and minutes over 59', () => {
    expect(said('[00:01.5]a\n[00:02.50]b\n[0:03.500]c\n[00:04:25]d\n[61:00]e')).toEqual([
      '1.50 a',
      '2.50 b',
      '3.50 c',
      '4.25 d',
      '3660.00 e',
    ]);
  });

  it('makes a positive offset sooner', () => {
    expect(said('[offset:+500]\n[00:10.00]a')).toEqual(['9.50 a']);
    expect(said('[offset:-500]\n[00:10.00]a')).toEqual(['10.50 a']);
  });

  it('repeats a line for each of its stamps, its words moved along', () => {
    const file = '[00:10.00][01:10.00]<00:10.00>Night <00:10.50>drive<00:11.00>\n[00:20.00]b';
    expect(said(file)).toEqual(['10.00 Night drive', '20.00 b', '70.00 Night drive']);
    expect(linesOf(file)[2]?.words[1]).toMatchObject({ startSeconds: 70.5, endSeconds: 71 });
  });

  it('reads words in both dialects', () => {
    const words = ['12.00-12.50 When', '12.50-13.00 the'];
    expect(wordsOf('[00:12.00] <00:12.00> When <00:12.50> the <00:13.00>')).toEqual(words);
    expect(wordsOf('[00:12.00]When [00:12.50]the[00:13.00]')).toEqual(words);
  });

  it('ends a line at a stamp without text', () => {
    expect(linesOf('[00:01.00]a\n[00:03.00]\n[00:09.00]b').map(({ endSeconds }) => endSeconds)).toEqual([3, null]);
  });
});

describe('ASS', () => {
  const script = (text: string): string =>
    `[Script Info]\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:10.00,0:00:15.00,Default,Ana,0,0,0,,${text}`;

  it('reads every kind of karaoke tag, gaps and absolute starts', () => {
    const file = script(String.raw`{\k50}Night {\K25}{\kf100\i1}drive, {\ko20}{\k10}to{\kt400}{\k30}night`);
    expect(wordsOf(file)).toEqual(['10.00-10.50 Night', '10.75-11.75 drive,', '11.95-12.05 to', '14.00-14.30 night']);
    expect(linesOf(file)[0]).toMatchObject({ singer: 'Ana', startSeconds: 10, endSeconds: 15 });
  });

  it('leaves out drawings and overrides, and keeps commas', () => {
    expect(said(script(String.raw`{\an8}Oh,\Nwell, {\p1}m 0 0 l 1 1{\p0}yes`))).toEqual(['10.00 Oh, well, yes']);
  });
});

describe('UltraStar', () => {
  it('counts quarter beats after the gap, joins syllables and knows the voices', () => {
    const file = `#TITLE:x\n#BPM:300,0\n#GAP:1000\n#P1:Ana\nP1\n: 0 10 5 Wag\n* 10 10 5 gin'\n: 25 5 5  on\n- 40\nF 40 5 0 Oh\n: 46 4 0 ~\nE\n: 99 1 1 no`;
    expect(said(file)).toEqual(["1.00 Waggin' on", '3.00 Oh']);
    expect(wordsOf(file)).toEqual(['1.00-1.50 Wag', "1.50-2.00 gin'", '2.25-2.50 on']);
    expect(linesOf(file)[1]).toMatchObject({ singer: 'Ana', endSeconds: 3.5 });
  });
});

describe('SRT and VTT', () => {
  it('lose their markup and keep what only looks like it', () => {
    expect(
      said('1\r\n00:00:01,500 --> 00:00:02,000\r\n<i>I <3 you</i> {\\an8}\r\nso\r\n\r\n2\r\n00:00:03,000 -->\r\nMuch'),
    ).toEqual(['1.50 I <3 you so', '3.00 Much']);
    const cue =
      'WEBVTT - x\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:03.000 align:start\n<v.loud Ana>Night <00:02.000><c.x>&amp; day</c>';
    expect(said(cue)).toEqual(['1.00 Night & day']);
    expect(linesOf(cue)[0]).toMatchObject({ singer: 'Ana', endSeconds: 3 });
  });
});

describe('plain text', () => {
  it('knows section tags and composes letters', () => {
    const [first] = linesOf('[Verse 2]\nCafe\u0301\n\n');
    expect(first).toMatchObject({ sectionTag: 'Verse 2', startSeconds: null });
    expect(first?.words.map(({ text }) => text)).toEqual(['Caf\u00e9']);
  });

  it('cuts Chinese and Japanese to words that join, and leaves Hebrew and Arabic as they are', () => {
    const [chinese, hebrew] = linesOf('我爱你，北京。\nשלום עולם');
    expect(chinese?.words.length).toBeGreaterThan(1);
    expect(chinese === undefined ? '' : lineText(chinese)).toBe('我爱你，北京。');
    expect(hebrew?.words.map(({ text }) => text)).toEqual(['שלום', 'עולם']);
  });

  it('makes several lines of one that is too long, and parts of a word that is', () => {
    const words = Array.from({ length: 150 }, (_, at) => `w${String(at)}`).join(' ');
    const read = linesOf(`${words}\n${'x'.repeat(200)}`);
    expect(read.slice(0, 3).map(lineText).join(' ')).toBe(words);
    expect(read[3] === undefined ? '' : lineText(read[3])).toBe('x'.repeat(200));
  });
});

describe('encodings', () => {
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
  const utf16 = (text: string, isLittle: boolean, mark: readonly number[]): Uint8Array =>
    bytes(
      ...mark,
      ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((unit) =>
        isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255],
      ),
    );

  it.each([
    ['UTF-8 with a mark', bytes(0xef, 0xbb, 0xbf, ...bytesOf('[00:01]é')), '1.00 é'],
    ['UTF-16, little end first', utf16('[00:01]é', true, [0xff, 0xfe]), '1.00 é'],
    ['UTF-16, big end first', utf16('[00:01]é', false, [0xfe, 0xff]), '1.00 é'],
    ['UTF-16 without a mark', utf16('[00:01]Night drive', true, []), '1.00 Night drive'],
    ['Windows-1252', bytes(...bytesOf('[00:01]caf'), 0xe9, 0x20, 0xfc), '1.00 café ü'],
    ['Windows-1251', bytes(...bytesOf('[00:01]'), 0xed, 0xee, 0xf7, 0xfc), '1.00 ночь'],
    ['Shift JIS', bytes(...bytesOf('[00:01]'), 0x96, 0xe9, 0x82, 0xcc), '1.00 夜の'],
    ['GB 18030', bytes(...bytesOf('[00:01]'), 0xce, 0xd2, 0xb0, 0xae, 0xc4, 0xe3), '1.00 我爱你'],
    ['EUC-KR', bytes(...bytesOf('[00:01]'), 0xb9, 0xe3, 0xc0, 0xcc), '1.00 밤이'],
  ])('%s is read', (_, file, line) => {
    expect(said(file)).toEqual([line]);
  });

  it('that an UltraStar file names is taken', () => {
    const file = bytes(...bytesOf('#ENCODING:CP1250\n#BPM:300\n: 0 5 0 '), 0xbf, 0x65, ...bytesOf('\nE'));
    expect(said(file)).toEqual(['0.00 że']);
  });
});

describe('wild files', () => {
  it.each([
    ['nothing', ''],
    ['blank lines', '\n \n\t\n'],
    ['tags alone', '[ti:Night]\n[00:01.00]\n'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0, 0, 0, 13, 1, 2, 3, 4, 5, 6])],
    ['an empty script', '[Script Info]\n[Events]\n'],
    ['UltraStar without a tempo', '#BPM:0\n: 0 5 0 x\nE'],
  ])('of %s are refused with a sentence', (_, file) => {
    expect(outcomeOf(file)).toMatchObject({ ok: false, failure: { kind: 'noLyrics' } });
  });

  it('of 10,000 lines are refused with a sentence, and of 2,000 are read', () => {
    const file = (count: number): string =>
      Array.from(
        { length: count },
        (_, at) => `[${String(Math.floor(at / 60))}:${String(at % 60).padStart(2, '0')}]a b`,
      ).join('\n');
    expect(outcomeOf(file(10_000))).toMatchObject({ failure: { kind: 'tooManyLines' } });
    expect(linesOf(file(2000))).toHaveLength(2000);
  });

  it('spoiled at random are read or refused, never thrown at, and keep times in order', () => {
    const files = [
      '[00:01.00]<00:01.00>Night <00:01.50>drive\n[00:05.00][00:09.00]b\n[offset:9]\n',
      '[Script Info]\n[Events]\nDialogue: 0,0:00:10.00,0:00:15.00,D,,0,0,0,,{\\k50}a {\\kf20}b\n',
      '#BPM:300\n#GAP:10\n: 0 10 5 Wag\n- 12\nF 40 5 0 Oh\nE\n',
      'WEBVTT\n\n00:01.000 --> 00:03.000\n<v A>a <00:02.000>b\n\n',
      '1\n00:00:01,500 --> 00:00:02,000\na\n\n',
    ];
    const random = randomOf(15);
    for (let run = 0; run < 500; run += 1) {
      const spoiled = bytesOf((files[run % files.length] ?? '').repeat(3));
      for (let hit = 0; hit < 1 + (run % 6); hit += 1) {
        spoiled[Math.floor(random() * spoiled.length)] = Math.floor(random() * 256);
      }
      const read = readLyrics(spoiled);
      for (const line of read.ok ? read.value : []) {
        for (const { startSeconds, endSeconds } of [line, ...line.words]) {
          if (startSeconds !== null && endSeconds !== null) expect(endSeconds).toBeGreaterThanOrEqual(startSeconds);
        }
      }
    }
  });
});

describe('the words that the service timed', () => {
  const word = (text: string, at: number, isSure = true): TimedWord => ({
    ...{ word: text, startSeconds: at, endSeconds: at + 0.4, isSure },
  });

  it('become lines at their line ends, with tags, and without times where the service was not sure', () => {
    const read = readTimedWords([
      word("[Verse]\nWaggin' ", 1),
      word('my ', 1.5, false),
      word('tail\n', 2),
      word('[Chorus]\n', 3),
      word('Night', 3.5),
      word('drive ', 3.9),
    ]);
    if (!read.ok) throw new Error(read.failure.kind);
    expect(read.value.map((line) => [line.sectionTag, lineText(line), line.startSeconds, line.endSeconds])).toEqual([
      ['Verse', "Waggin' my tail", 1, 2.4],
      ['Chorus', 'Nightdrive', 3.5, 4.3],
    ]);
    expect(read.value[0]?.words[1]).toMatchObject({ text: 'my', startSeconds: null });
  });

  it('of an instrumental are none, which is said', () => {
    expect(readTimedWords([])).toMatchObject({ ok: false, failure: { kind: 'noLyrics' } });
  });
});
