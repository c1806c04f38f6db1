import { describe, expect, it, test } from 'vitest';
import { catalogues, type Locale, localeFor, locales, numberText, plural, type Words } from '#contract';
import {
  blankTexts,
  brokenTexts,
  counts,
  foreignDecimals,
  lostStrings,
  shapeFaults,
  textsOf,
  untranslated,
  usedNumbers,
} from './catalogue-checks.ts';
import { englishParameters } from './parameter-kinds.ts';

/** Texts that are the same in every language: names of products and formats, units. Marks such as ‹0› stand for strings. */
const sharedByAll: readonly string[] = [
  ...['NI Stems', 'ChordPro', 'MIDI', 'Stemroom ‹0›', 'M', 'S'],
  ...['‹0› LUFS', 'LUFS', '5.0 LUFS', '5.0 dBTP', 'dB', '‹0› dB', '+5 dB', '‹0› ct', '0.005 kHz', '5 kbit/s'],
  ...['bpm', '5 bpm', 'ms', '◀ 5 ms', '5 ms ▶', '5 kB', '5.0 MB', '5.00 GB', '5 MiB', '5.00 GiB', 'GiB'],
];

/** Keys and the letters of a pan, which Japan, China and Brazil print or write as English does. */
const asOnKeys: readonly string[] = [
  'Ctrl',
  'Alt',
  'Shift',
  'Enter',
  'Backspace',
  'Delete',
  'Insert',
  'Home',
  'End',
  'Page ↑',
  'Page ↓',
  'Page ↑ ↓',
  'C',
  'L5',
  'R5',
  'F5',
];

/** Texts that a language shares with English. */
const shared: Readonly<Record<Exclude<Locale, 'en'>, readonly string[]>> = {
  de: [
    'Cue',
    'Stems',
    'Instrument',
    'Tags',
    'Original',
    'Prompt',
    'Songs',
    'Setlist',
    'Alt',
    'Mix',
    'Drums',
    'Bass',
    'Format',
    'Name',
    'Electron ‹0›, Chromium ‹1›, ‹2›',
    'C',
    'L5',
    'R5',
    'F5',
    'Instrumental',
    'A cappella',
    'Percussion',
    'Keyboard',
    'Synth',
    'FX',
    'Stem',
    'Stem 5',
    'Setlist 5',
    '5 s',
    '5 min',
    'Loop',
    'CLIP',
    'Intro',
    'Pre-Chorus',
    'Bridge',
    'Solo',
    'Break',
    'Outro',
    '5 kHz.',
  ],
  es: [
    'cue',
    '+ cue',
    'Cue',
    'Stems',
    'Original',
    'Prompt',
    '5 stems',
    'Setlist',
    'Ctrl',
    'Alt',
    'Insert',
    'Electron ‹0›, Chromium ‹1›, ‹2›',
    'C',
    'F5',
    'Instrumental',
    'A cappella',
    'Piano',
    'FX',
    'Stem',
    'Stem 5',
    'Setlist 5',
    'Tempo',
    '5 bytes',
    '5 s',
    '5 min',
    '5 h',
    '5 h 7 min',
    'CLIP',
    'Intro',
    'Solo',
    'Break',
    '5 kHz.',
  ],
  fr: [
    'cue',
    '+ cue',
    'Cue',
    'Stems',
    'Instrument',
    'Tags',
    'Original',
    'Prompt',
    '5 stems',
    'Setlist',
    'Stop',
    'Automation',
    'Ctrl',
    'Alt',
    'Page ↑',
    'Page ↓',
    'Page ↑ ↓',
    'Position',
    'Mix',
    'Versions',
    'Sections',
    'Format',
    'Loudness',
    '−14 LUFS, streaming',
    '−16 LUFS, podcasts',
    'Exports',
    'Gain ‹0›.',
    'capo 5',
    'Capo 5',
    'Services',
    'Electron ‹0›, Chromium ‹1›, ‹2›',
    'Solo ‹0›',
    'centre',
    'C',
    'F5',
    'Instrumental',
    'A cappella',
    'master ‹0›',
    '5 cents',
    'plus ‹0›',
    'Piano',
    'FX',
    'Stem',
    'Stem 5',
    'Setlist 5',
    'Tempo',
    'Note',
    'Date',
    'Transport',
    'Pause',
    'Master',
    'CLIP',
    'Tempo, ‹0›',
    'Tap',
    'Intro',
    'Solo',
    'Break',
    'Outro',
    'Section 5',
    'True peak',
  ],
  'pt-BR': [
    ...asOnKeys,
    'Link',
    'Stems',
    'Tags',
    'Original',
    'Prompt',
    '5 stems',
    'Setlist',
    'Loop',
    'Loudness',
    '−14 LUFS, streaming',
    '−16 LUFS, podcasts',
    'Loop, ‹0a›, ‹0b›',
    'Electron ‹0›, Chromium ‹1›, ‹2›',
    'Instrumental',
    'A cappella',
    'master ‹0›',
    'Backing vocals',
    'Piano',
    'FX',
    'Stem',
    'Stem 5',
    'Setlist 5',
    '5 bytes',
    '5 s',
    '5 min',
    '5 h',
    '5 h 7 min',
    'Loop (L)',
    'Master',
    'CLIP',
    'Intro',
    'Solo',
    'Break',
    '5 kHz.',
  ],
  ja: [...asOnKeys, 'FX', 'CLIP'],
  'zh-CN': [...asOnKeys],
};

const english: Words = catalogues.en;
const parameters = englishParameters();
const englishTexts = textsOf(english, 'en', parameters);

/** What the English catalogue uses of its numbers, and another one does not. */
function lostNumbers(other: unknown, locale: Locale): readonly string[] {
  const used = usedNumbers(other, locale, parameters);
  return [...usedNumbers(english, 'en', parameters)].filter((number) => !used.has(number));
}

test('the parameters of every English function are read from its source', () => {
  expect(shapeFaults(english, english)).toEqual([]);
  expect(parameters.get('exporting.entry.percentLeft')).toEqual([{ is: 'number' }, { is: 'string' }]);
  expect(parameters.get('exporting.nothing.unreadable')).toEqual([{ is: 'list', item: { is: 'string' } }]);
  const called = new Set(englishTexts.filter(({ label }) => label.includes('(')).map(({ path }) => path));
  expect([...called].sort()).toEqual([...parameters.keys()].sort());
});

describe.each(locales)('the catalogue of %s', (locale) => {
  const catalogue = catalogues[locale];
  const texts = textsOf(catalogue, locale, parameters);

  it('has the keys and parameters of English', () => {
    expect(shapeFaults(english, catalogue)).toEqual([]);
  });

  it('shows what its functions are given, as English does', () => {
    expect(lostStrings(englishTexts, texts)).toEqual([]);
    expect(lostNumbers(catalogue, locale)).toEqual([]);
  });

  it('has a text for every plural category', () => {
    const rules = new Intl.PluralRules(locale);
    const met = new Set(counts.map((count) => rules.select(count)));
    expect(rules.resolvedOptions().pluralCategories.filter((category) => !met.has(category))).toEqual([]);
    expect(brokenTexts(texts)).toEqual([]);
  });

  it('has no text that is empty or has stray blanks', () => {
    expect(blankTexts(texts)).toEqual([]);
  });
});

/** A language that has no catalogue yet speaks English. */
const others = locales.filter((locale) => locale !== 'en').filter((locale) => catalogues[locale] !== english);

test.each(others)('the catalogue of %s is not English, and neither are its numbers', (locale) => {
  const texts = textsOf(catalogues[locale], locale, parameters);
  expect(untranslated(englishTexts, texts, [...sharedByAll, ...shared[locale]])).toEqual([]);
  expect(foreignDecimals(locale, texts)).toEqual([]);
});

describe('a catalogue that is not right', () => {
  const { exporting, library, parts } = english;

  it('is found by a key that it lacks or has too many, and by a function of other parameters', () => {
    const { cancel, ...withoutCancel } = parts;
    const broken = {
      ...english,
      parts: { ...withoutCancel, abbrechen: cancel },
      exporting: { ...exporting, saveAs: () => 'Sichern', title: () => 'Export' },
    };
    expect(shapeFaults(english, broken)).toEqual([
      'exporting.title: a function of 0, not string',
      'exporting.saveAs: a function of 0, not a function of 1',
      'parts.cancel: missing',
      'parts.abbrechen: not in English',
    ]);
  });

  it('is found by a string or a number that it does not show', () => {
    const broken = {
      ...english,
      exporting: {
        ...exporting,
        saveAs: (format: string) => (format === '' ? 'Nichts zu sichern' : 'Sichern'),
        saveFiles: (count: number) => plural(count, { one: 'Datei sichern', other: 'Dateien sichern' }),
      },
      library: { ...library, moved: (done: number, total: number) => `${numberText(done)} von ${numberText(total)}` },
    };
    const lost = lostStrings(englishTexts, textsOf(broken, 'de', parameters));
    expect(lost).toContain('exporting.saveAs("‹0›"): without ‹0›: Sichern');
    expect(lost.filter((fault) => fault.startsWith('library.moved('))).not.toEqual([]);
    expect(lost.filter((fault) => !/^(exporting\.saveAs|library\.moved)\(/.test(fault))).toEqual([]);
    expect(lostNumbers(broken, 'de')).toEqual([
      'exporting.saveFiles: number 0 as 6',
      'exporting.saveFiles: number 0 as 5000',
    ]);
  });

  it('is found by a text that is empty, has stray blanks or shows no value', () => {
    const broken = {
      parts: { cancel: '', close: ' Schließen', copy: 'Noch  einmal', done: `${String(undefined)} fertig` },
    };
    const texts = textsOf(broken, 'de', parameters);
    expect(blankTexts(texts)).toEqual(['parts.cancel: ""', 'parts.close: " Schließen"', 'parts.copy: "Noch  einmal"']);
    expect(brokenTexts(texts)).toEqual(['parts.done: undefined fertig']);
  });

  it('is found by a text that is still English, and by decimals written the English way', () => {
    const broken = {
      parts: { cancel: 'Abbrechen', undo: parts.undo, redo: parts.redo },
      exporting: { entry: { silentFor: (seconds: number) => `${seconds.toFixed(2)} s davon sind still.` } },
    };
    const texts = textsOf(broken, 'de', parameters);
    expect(untranslated(englishTexts, texts, [parts.redo])).toEqual(['parts.undo: Undo']);
    expect(foreignDecimals('de', texts)).toEqual(['exporting.entry.silentFor(3.25): 3.25 s davon sind still.']);
    expect(foreignDecimals('en', texts)).toEqual([]);
  });
});

test.each<readonly [readonly string[], Locale]>([
  [['zh-Hant-TW'], 'zh-CN'],
  [['nl', 'de_CH', 'zh'], 'de'],
  [['en-GB', 'zh'], 'en'],
  [[], 'en'],
])('who wants %j is spoken to in %s', (wanted, locale) => {
  expect(localeFor(wanted)).toBe(locale);
});
