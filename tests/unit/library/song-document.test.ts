import { describe, expect, it } from 'vitest';
import { decibels, emptySheet, epochMs, flatMix, neverUsed, type Session } from '../../../electron/contract/index.ts';
import { sessionSchema, stemIdSchema } from '../../../electron/contract/schemas.ts';
import { newSessionId } from '../../../electron/main/disk/ulid.ts';
import {
  parseMix,
  parseSheet,
  parseSong,
  storedMix,
  storedSheet,
  storedSong,
} from '../../../electron/main/library/documents.ts';
import { fullSheet } from '../song/a-sheet.ts';

const id = newSessionId();
const sha256 = 'a'.repeat(64);
const song: Session = sessionSchema.parse({
  id,
  title: 'Night Drive',
  origin: { from: 'task', taskId: '3e63b4cc88d52611159371f6af5571e7', expiresAt: 5, note: null },
  addedAt: epochMs(1),
  arrival: { state: 'separating', startedAt: 1, nextCheckAt: 2 },
  stems: [
    {
      id: 'vocals',
      kind: 'vocals',
      name: 'Vocals',
      file: { state: 'saved', audio: { sha256, byteLength: 9, container: 'mp3' } },
      facts: { sampleRate: 44100, channels: 2, lengthFrames: 100 },
      hasOverview: false,
    },
  ],
  original: null,
  cover: null,
  byteLength: 9,
  ...neverUsed,
  isReadOnly: false,
});
const onDisk = (session: Session): unknown => JSON.parse(JSON.stringify(storedSong(session)));

describe('F29 song.json', () => {
  it('gives the song back as it was', () => {
    expect(parseSong(onDisk(song), id)).toEqual(song);
  });

  it('of a newer version is read as far as it can be, for reading only', () => {
    const newer = { ...storedSong(song), version: 3, mood: 'blue' };
    expect(parseSong(newer, id)).toEqual({ ...song, isReadOnly: true });
  });

  it('of a newer version that says nothing we know is shown by its title', () => {
    const strange = parseSong({ version: 9, title: 'Later', stems: [{ layers: [] }] }, id);
    expect(strange).toMatchObject({ title: 'Later', isReadOnly: true, stems: [], arrival: { state: 'failed' } });
  });

  it.each([
    null,
    5,
    'text',
    [],
    {},
    { version: 1 },
    { version: 1, stems: [{ id: '../x' }] },
    { version: 0, stems: [] },
  ])('is no song when it holds %j', (json) => {
    expect(parseSong(json, id)).toBeNull();
  });
});

describe('mix.json', () => {
  const stemIds = ['vocals', 'drums'].map((name) => stemIdSchema.parse(name));
  const flat = flatMix(stemIds);

  it('keeps a fader that is off, which JSON cannot say', () => {
    const mix = {
      ...flat,
      masterDb: decibels(-Infinity),
      strips: flat.strips.map((strip) => ({ ...strip, levelDb: decibels(-Infinity), pan: -0.25 })),
    };
    const text = JSON.stringify(storedMix(mix));
    expect(text).toContain('"-inf"');
    expect(parseMix(JSON.parse(text))).toEqual(mix);
  });

  it('of an older Stemroom knows neither shift nor speed nor transposition, and plays as recorded', () => {
    const { strips, masterDb, loop } = flat;
    const older = strips.map((strip) => ({ ...strip, shiftFrames: undefined, shiftMs: undefined, name: undefined }));
    const old = { masterDb, loop, strips: older };
    expect(parseMix(JSON.parse(JSON.stringify({ version: 1, mix: old })))).toEqual({ ...flat, strips });
  });

  it('of version 1 has the order of the stems, their names, and no shift by hand', () => {
    const saved = {
      ...{ masterDb: '-inf', loop: null, speed: 0.5, transposeCents: 100, keepsDrumPitch: false },
      strips: [{ stemId: 'vocals', levelDb: -6, pan: 0.5, isMuted: true, isSoloed: false, shiftFrames: -1105 }],
    };
    const read = parseMix({ version: 1, mix: saved });
    expect(read).toMatchObject({ ...saved, masterDb: -Infinity, hasOwnOrder: false });
    expect(read?.strips[0]).toMatchObject({ name: null, shiftMs: 0 });
  });

  it('of version 2 has no groups', () => {
    const strips = flat.strips.map((strip) => ({ ...strip, name: 'Kit', shiftMs: 12 }));
    const mix = { ...flat, hasOwnOrder: true, strips };
    const saved = { ...mix, groups: undefined, strips: strips.map((strip) => ({ ...strip, group: undefined })) };
    expect(parseMix(JSON.parse(JSON.stringify({ version: 2, mix: saved })))).toEqual(mix);
  });

  it('keeps groups, which may be off', () => {
    const group = { key: 2, name: 'Rhythm', levelDb: decibels(-Infinity), isMuted: true, isSoloed: false };
    const mix = { ...flat, strips: flat.strips.map((strip) => ({ ...strip, group: 2 })), groups: [group] };
    expect(parseMix(JSON.parse(JSON.stringify(storedMix(mix))))).toEqual(mix);
    const twice = { ...mix, groups: [group, group] };
    expect(parseMix(JSON.parse(JSON.stringify(storedMix(twice))))).toBeNull();
  });

  it('keeps names, order and shifts by hand', () => {
    const strips = flat.strips.map((strip) => ({ ...strip, name: 'Lead \u00e9', shiftMs: -500 })).reverse();
    const mix = { ...flat, strips, hasOwnOrder: true };
    expect(parseMix(JSON.parse(JSON.stringify(storedMix(mix))))).toEqual(mix);
  });

  it.each([{ name: '' }, { name: 'x'.repeat(61) }, { shiftMs: 501 }, { shiftMs: 0.5 }])(
    'is no mix with a strip of %j',
    (wrong) => {
      const strips = flat.strips.map((strip) => ({ ...strip, ...wrong }));
      expect(parseMix({ version: 2, mix: { ...flat, strips } })).toBeNull();
    },
  );

  it.each([
    null,
    {},
    { version: 4, mix: flat },
    { version: 1, mix: { ...flat, masterDb: 'loud' } },
    { version: 1, mix: {} },
    { version: 1, mix: { ...flat, speed: 0.2 } },
    { version: 1, mix: { ...flat, transposeCents: 1251 } },
  ])('is no mix when it holds %j', (json) => {
    expect(parseMix(json)).toBeNull();
  });
});

describe('song-sheet.json', () => {
  it('gives every part back as it was, muted stretches and a click that is off included', () => {
    const text = JSON.stringify(storedSheet(fullSheet));
    expect(text).toContain('"-inf"');
    expect(parseSheet(JSON.parse(text))).toEqual(fullSheet);
  });

  it('that lacks parts, as one of an older Stemroom does, gets them empty', () => {
    expect(parseSheet({ version: 1, sheet: {} })).toEqual(emptySheet);
    expect(parseSheet({ version: 1, sheet: { chords: fullSheet.chords } })).toEqual({
      ...emptySheet,
      chords: fullSheet.chords,
    });
  });

  it('of version 1 keeps its words, none of which joins the next', () => {
    const word = { text: 'Night', startSeconds: 1.25, endSeconds: 1.5 };
    const line = { words: [word], startSeconds: 1.25, endSeconds: null, singer: null, sectionTag: null };
    expect(parseSheet({ version: 1, sheet: { lyrics: [line] } })?.lyrics).toEqual([
      { ...line, words: [{ ...word, joinsNext: false }] },
    ]);
  });

  it.each([
    null,
    {},
    { version: 3, sheet: {} },
    { version: 1, sheet: { grid: { ...fullSheet.grid, beatSeconds: [] } } },
    { version: 1, sheet: { sections: [{ name: 'Verse', startFrames: 9, endFrames: 9, colour: 0 }] } },
    { version: 1, sheet: { stretches: [{ stemId: 'drums', startFrames: 0, endFrames: 9, levelDb: 3 }] } },
    { version: 1, sheet: { countIn: { bars: 3, isEveryPass: false } } },
    { version: 2, sheet: { scenes: [{ key: 9, name: 'Ninth', strips: [] }] } },
    { version: 1, sheet: { mood: 'blue' } },
  ])('is no sheet when it holds %j', (json) => {
    expect(parseSheet(json)).toBeNull();
  });
});
