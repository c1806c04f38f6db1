import { describe, expect, it } from 'vitest';
import { commandWords } from '../../../electron/main/headless/options.ts';
import { parseCommand, parseFormat } from '../../../electron/main/headless/parse-command.ts';

const parsed = (...words: readonly string[]): object => {
  const result = parseCommand(words);
  if (!result.ok) throw new Error(result.wrong);
  return result.command;
};
const wrong = (...words: readonly string[]): string => {
  const result = parseCommand(words);
  return result.ok ? 'nothing' : result.wrong;
};

describe('the words of a command line', () => {
  it.each([
    { argv: ['stemroom'], words: null },
    { argv: ['stemroom', '--user-data-dir=/x', '--screenshot-to=a.png'], words: null },
    { argv: ['stemroom', '--no-sandbox', '--list', '--user-data-dir=/x'], words: ['--list'] },
    { argv: ['stemroom', '--export', '-a', '--out', 'b'], words: ['--export', '-a', '--out', 'b'] },
    { argv: ['stemroom', '--export=song'], words: ['--export=song'] },
    { argv: ['stemroom', '--help'], words: ['--help'] },
  ])('$argv asks for $words', ({ argv, words }) => {
    expect(commandWords(argv, false)).toEqual(words);
  });

  it('leave out the folder of the project that Electron runs, and nothing else', () => {
    expect(commandWords(['electron', '--no-sandbox', '/project', '--export', 'song'], true)).toEqual([
      '--export',
      'song',
    ]);
    expect(commandWords(['electron', '/project'], true)).toBeNull();
    expect(commandWords(['stemroom', 'song', '--list'], false)).toEqual(['song', '--list']);
  });
});

describe('a command', () => {
  it('takes the usual when little is said', () => {
    expect(parsed('--export', 'Ferry Lights')).toEqual({
      ...{ do: 'export', song: 'Ferry Lights', mix: { from: 'song' }, kind: 'mix', versions: [], stemsAre: 'asMixed' },
      groups: {},
      ...{ isLoopOnly: false, format: { kind: 'wav', bits: 24 }, rate: 'song', loudness: null, out: null },
      ...{ nameTemplate: null, artist: null, writesReport: false, isStrict: false, mayOverwrite: false },
      ...{ click: 'none', countInBars: 0, section: null, scene: null },
      forward: { lowerDb: 9, isSplit: false },
    });
    expect(parsed('--list')).toEqual({ do: 'list' });
    expect(parsed('--help', '--list')).toEqual({ do: 'help' });
  });

  it('brings a stem forward, and takes a scene for a mix or for whatever else is written', () => {
    const forward = parsed('--export', 'song', '--forward', 'lead guitar', '--others', '12', '--split');
    const said = { versions: ['forward:lead guitar'], kind: 'versions', forward: { lowerDb: 12, isSplit: true } };
    expect(forward).toMatchObject(said);
    expect(parsed('--export', 'song', '--variants', 'forward', '--others=-3')).toMatchObject({
      versions: ['forward'],
      forward: { lowerDb: 3, isSplit: false },
    });
    expect(parsed('--export', 'song', '--scene', 'Chorus')).toMatchObject({ kind: 'scenes', scene: 'Chorus' });
    expect(parsed('--export', 'song', '--scene=2', '--daw')).toMatchObject({ kind: 'daw', scene: '2' });
    expect(wrong('--export', 'song', '--forward', 'bass', '--others', '19')).toContain('--others is a number from 3');
    expect(wrong('--export', 'song', '--split')).toBe('--others and --split belong to a --forward.');
    expect(wrong('--export', 'song', '--scene', ' ')).toContain('--scene is a text');
  });

  it('takes every option, with its value beside it or behind a sign', () => {
    const words = ['--mix=all', '--variants', 'each, minus:Lead "Vox"', '--format', 'mp3-320', '--rate=48000'];
    const more = ['--loudness', '-14', '--ceiling=-1.5', '--out', '-out', '--name', '{title}', '--artist', 'A & B'];
    const alone = ['--loop', '--report', '--strict', '--overwrite', '--click=file', '--count-in', '2'];
    expect(parsed(...words, ...more, ...alone, '--export', '--odd')).toEqual({
      ...{ do: 'export', song: '--odd', mix: { from: 'flat' }, kind: 'versions', stemsAre: 'asMixed' },
      groups: {},
      ...{ versions: ['each', 'minus:Lead "Vox"'], isLoopOnly: true, format: { kind: 'mp3', quality: '320' } },
      ...{ rate: 48_000, loudness: { integratedLufs: -14, ceilingDb: -1.5 }, out: '-out' },
      ...{ nameTemplate: '{title}', artist: 'A & B', writesReport: true, isStrict: true, mayOverwrite: true },
      ...{ click: 'ownFile', countInBars: 2, section: null, scene: null },
      forward: { lowerDb: 9, isSplit: false },
    });
  });

  it.each([
    { words: ['--mix', 'saved'], means: { mix: { from: 'song' }, kind: 'mix' } },
    { words: ['--mix', 'mine.json'], means: { mix: { from: 'file', path: 'mine.json' }, kind: 'mix' } },
    { words: ['--mix', 'minus:drums'], means: { versions: ['minus:drums'], kind: 'versions' } },
    { words: ['--mix', 'only:a b'], means: { versions: ['only:a b'], kind: 'versions' } },
    { words: ['--mix', 'acapella'], means: { versions: ['acapella'], kind: 'versions' } },
    { words: ['--variants', 'all'], means: { versions: ['all'], kind: 'versions' } },
    { words: ['--section', 'Chorus'], means: { kind: 'mix', section: 'Chorus', isLoopOnly: false } },
    { words: ['--click', '--count-in=4'], means: { kind: 'mix', click: 'inMix', countInBars: 4 } },
    { words: ['--stems', '--click', 'file'], means: { kind: 'stems', click: 'ownFile', countInBars: 0 } },
    { words: ['--stems'], means: { kind: 'stems', stemsAre: 'asMixed' } },
    { words: ['--stems', 'untouched', '--loop'], means: { kind: 'stems', stemsAre: 'untouched', isLoopOnly: true } },
    { words: ['--stems', '--daw=x'], means: null },
    { words: ['--daw'], means: { kind: 'daw' } },
    { words: ['--format', 'stem'], means: { kind: 'stemFile', format: { kind: 'aac', kbps: 256 }, groups: {} } },
    { words: ['--out', 'a.Stem.mp4'], means: { kind: 'stemFile', out: 'a.Stem.mp4' } },
    {
      words: ['--format', 'stem', '--groups', 'synth:bass, a: b : Drums'],
      means: { groups: { synth: 'bass', 'a: b': 'drums' } },
    },
    { words: ['--loudness', 'off'], means: { loudness: null } },
    { words: ['--loudness', '−16'], means: { loudness: { integratedLufs: -16, ceilingDb: -1 } } },
    { words: ['--out', 'mix.flac'], means: { format: { kind: 'flac', bits: 24 } } },
    { words: ['--out', 'take.v2'], means: { format: { kind: 'wav', bits: 24 }, out: 'take.v2' } },
    { words: ['--out', 'a.mp3-320'], means: { format: { kind: 'wav', bits: 24 } } },
    { words: ['--out', 'mix.m4a', '--format', 'aac-128'], means: { format: { kind: 'aac', kbps: 128 } } },
  ])('$words means $means', ({ words, means }) => {
    if (means === null) expect(wrong('--export', 'x', ...words)).toContain('takes no value');
    else expect(parsed('--export', 'x', ...words)).toMatchObject(means);
  });

  it.each([
    { words: ['--export'], because: '--export needs a value.' },
    { words: ['--export='], because: '--export needs a song.' },
    { words: ['--mix', 'all'], because: '--export needs a song.' },
    { words: ['--export', 'x', 'y'], because: '"y" is no option.' },
    { words: ['--export', 'x', '--shout'], because: '"--shout" is no option.' },
    { words: ['--export', 'x', '--export', 'y'], because: '--export is there twice.' },
    { words: ['--list', '--export', 'x'], because: '--list stands alone.' },
    { words: ['--export', 'x', '--mix', 'loud'], because: '--mix does not know "loud".' },
    { words: ['--export', 'x', '--mix', 'only:'], because: '--mix does not know "only:".' },
    { words: ['--export', 'x', '--variants', 'each,nothing'], because: '--variants does not know "nothing".' },
    { words: ['--export', 'x', '--mix', 'only:a', '--variants', 'all'], because: 'Either one version with --mix' },
    { words: ['--export', 'x', '--stems', '--variants', 'all'], because: 'Either versions of the mix, or --stems' },
    { words: ['--export', 'x', '--stems', '--format', 'stem'], because: 'Either versions of the mix, or --stems' },
    { words: ['--export', 'x', '--groups', 'a:bass'], because: '--groups belongs to --format stem.' },
    { words: ['--export', 'x', '--format', 'stem', '--groups', 'a:b'], because: '--groups is a list such as' },
    { words: ['--export', 'x', '--format', 'stem', '--out', 'a.wav'], because: 'A file that ends in .wav' },
    { words: ['--export', 'x', '--format', 'stem', '--loudness', '-14'], because: '--loudness is for mixes' },
    { words: ['--export', 'x', '--stems', 'raw'], because: '--stems does not know "raw".' },
    { words: ['--export', 'x', '--format', 'ogg'], because: '--format does not know "ogg".' },
    { words: ['--export', 'x', '--format', 'flac', '--out', 'a.mp3'], because: 'A file that ends in .mp3' },
    { words: ['--export', 'x', '--rate', '96000'], because: '--rate is song, 44100 or 48000, not "96000".' },
    { words: ['--export', 'x', '--loudness', '-60'], because: '--loudness is a number from -40 to -5' },
    { words: ['--export', 'x', '--loudness', 'NaN'], because: '--loudness is a number from -40 to -5' },
    { words: ['--export', 'x', '--ceiling', '-1'], because: '--ceiling belongs to a --loudness.' },
    { words: ['--export', 'x', '--loudness', '-14', '--ceiling', '1'], because: '--ceiling is a number from -9 to 0' },
    { words: ['--export', 'x', '--overwrite'], because: '--overwrite belongs to an --out.' },
    { words: ['--export', 'x', '--section', 'a', '--loop'], because: 'Either --loop or --section.' },
    { words: ['--export', 'x', '--click', 'loud'], because: '--click is mix or file, not "loud".' },
    { words: ['--export', 'x', '--click', '--daw'], because: '--click is for mixes, versions and stems.' },
    { words: ['--export', 'x', '--click', '--stems'], because: 'Stems have the click in a file of its own' },
    { words: ['--export', 'x', '--count-in', '3'], because: '--count-in is 1, 2, 4 bars, not "3".' },
    { words: ['--export', 'x', '--count-in', '2', '--daw'], because: '--count-in is for mixes, versions and stems.' },
    { words: ['--export', 'x', '--name', ' '], because: '--name is a text of 1 to 200 characters.' },
  ])('$words is refused: $because', ({ words, because }) => {
    expect(wrong(...words)).toContain(because);
  });
});

describe('a format', () => {
  it.each([
    ['wav', { kind: 'wav', bits: 24 }],
    ['WAV16', { kind: 'wav', bits: 16 }],
    ['wav-32', { kind: 'wav', bits: 32 }],
    ['flac16', { kind: 'flac', bits: 16 }],
    ['mp3', { kind: 'mp3', quality: 'V0' }],
    ['mp3-v2', { kind: 'mp3', quality: 'V2' }],
    ['V0', { kind: 'mp3', quality: 'V0' }],
    ['mp3-128', { kind: 'mp3', quality: '128' }],
    ['opus', { kind: 'opus', kbps: 160 }],
    ['opus-96', { kind: 'opus', kbps: 96 }],
    ['aac', { kind: 'aac', kbps: 256 }],
    ['m4a-192', { kind: 'aac', kbps: 192 }],
    ['wav20', null],
    ['flac32', null],
    ['mp3-100', null],
    ['v9', null],
    ['', null],
    ['x', null],
  ])('%s is %o', (word, format) => {
    expect(parseFormat(word)).toEqual(format);
  });
});
