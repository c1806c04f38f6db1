import { describe, expect, it } from 'vitest';
import { defaultNameTemplate, longestNameBytes, safeFileName } from '#contract';
import { fileNameOf, fillTemplate, type NameValues } from '../../../renderer/mix/name-template.ts';

const nothing: NameValues = { title: 'Night Drive', variant: null, artist: null, key: null, bpm: null };
const all: NameValues = { title: 'Night Drive', variant: 'No drums', artist: 'The Ferry', key: 'A minor', bpm: '112' };

describe('a name template', () => {
  it.each([
    [defaultNameTemplate, all, 'Night Drive - No drums (A minor, 112 bpm)'],
    [defaultNameTemplate, { ...all, variant: null }, 'Night Drive (A minor, 112 bpm)'],
    [defaultNameTemplate, { ...all, key: null }, 'Night Drive - No drums (112 bpm)'],
    [defaultNameTemplate, { ...all, bpm: null }, 'Night Drive - No drums (A minor)'],
    [defaultNameTemplate, { ...all, bpm: null, key: null }, 'Night Drive - No drums'],
    [defaultNameTemplate, nothing, 'Night Drive'],
    ['{artist} - {title}', nothing, 'Night Drive'],
    ['{title} [{key}] ({bpm} bpm)', { ...all, key: null }, 'Night Drive (112 bpm)'],
    ['({key}) {title}', nothing, 'Night Drive'],
    ['({key}) {title}', all, '(A minor) Night Drive'],
    ['{title}_{variant}', all, 'Night Drive_No drums'],
    ['{title}_{variant}', nothing, 'Night Drive'],
    ['{title}-{bpm}', nothing, 'Night Drive'],
    ['{bpm} bpm, {title}', nothing, 'Night Drive'],
    ['{title} (final), take 2', nothing, 'Night Drive (final), take 2'],
    ['{title} {unknown}', nothing, 'Night Drive {unknown}'],
    ['{variant}', nothing, ''],
    ['', all, ''],
    ['no pieces', all, 'no pieces'],
    ['{title} ({key}', all, 'Night Drive (A minor'],
    ['{title}) {variant}', nothing, 'Night Drive)'],
  ])('%j', (template, values, name) => {
    expect(fillTemplate(template, values)).toBe(name);
  });

  it('does not take a value for a part of itself', () => {
    expect(fillTemplate('{title} - {variant}', { ...all, title: 'A (live), {key}', variant: null })).toBe(
      'A (live), {key}',
    );
  });
});

describe('the name of a file', () => {
  it('is one a disk takes, and the title when the template says nothing', () => {
    expect(fileNameOf('{artist}/{title}', { ...all, artist: 'AC/DC' }, 'flac')).toBe('ACDCNight Drive.flac');
    expect(fileNameOf('{variant}', nothing, 'wav')).toBe('Night Drive.wav');
    expect(fileNameOf('', { ...nothing, title: null }, 'wav')).toBe('Untitled.wav');
  });

  it.each([
    ['{title} - {variant}', { ...nothing, title: '???', variant: '<>' }, 'Untitled - Stem.wav'],
    ['{title} - {variant}', { ...nothing, variant: '...' }, 'Night Drive - Stem.wav'],
    ['{artist} - {title}', { ...nothing, artist: '::' }, 'Night Drive.wav'],
    ['{variant}', { ...nothing, variant: '"?"' }, 'Stem.wav'],
    ['{title}', { ...nothing, title: '9.45am mix' }, '9.45am mix.wav'],
    ['{title}', { ...nothing, title: 'take.v2' }, 'take.v2.wav'],
    ['{title}', { ...nothing, title: 'Song.mp3' }, 'Song.mp3.wav'],
    ['{title}', { ...nothing, title: '!!!' }, '!!!.wav'],
  ])('is never empty, and takes no dot for an ending: %j of %o', (template, values, name) => {
    expect(fileNameOf(template, values, 'wav')).toBe(name);
  });

  it.each(['Very long '.repeat(40), '夜'.repeat(200), 'x'.repeat(2000)])(
    'loses of its title what does not fit, not what tells it from the others',
    (title) => {
      const name = fileNameOf(defaultNameTemplate, { ...all, title }, 'wav');
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(longestNameBytes);
      expect(name).toContain(' - No drums (A minor, 112 bpm).wav');
      expect(safeFileName(name)).toBe(name);
    },
  );
});
