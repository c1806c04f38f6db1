import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decibels, defaultExportChoices, failure, frames, hertz, type ExportChoices } from '#contract';
import { withExclusiveSolo, withStrip, withStripAt } from '../../../../renderer/mix/mix-edits.ts';
import { asInMixer } from '../../../../renderer/mix/strip-stems.ts';
import { sceneOf } from '../../../../renderer/mix/scenes.ts';
import {
  expectedBytesOf,
  fileFramesOf,
  offeredChoices,
  planExport,
} from '../../../../renderer/state/export/export-plan.ts';
import { session, song } from './a-song.ts';

const plan = (change: Partial<ExportChoices>, of = song) => planExport(of, { ...defaultExportChoices, ...change });
const namesOf = (change: Partial<ExportChoices>, of = song) => plan(change, of).files.map(({ name }) => name);
const [vocals, drums] = session.stems.map(({ id }) => id);
if (vocals === undefined || drums === undefined) throw new Error('a song without stems');

describe('what is exported', () => {
  it('is the mix as heard to begin with, named after the song, its key and its tempo', () => {
    const { files, documents, report, fileRate, format } = plan({});
    expect(files).toMatchObject([{ name: 'Night Drive (A minor, 112 bpm).wav', variant: 'Mix', loudness: null }]);
    expect(files[0]?.mix).toBe(song.mix);
    expect([documents, report, fileRate, format]).toEqual([[], null, 48_000, { kind: 'wav', bits: 24 }]);
  });

  it('has the tempo and the key as they are played', () => {
    const slow = { ...song, mix: { ...song.mix, speed: 0.5, transposeCents: 300 } };
    expect(namesOf({}, slow)).toEqual(['Night Drive (C minor, 56 bpm).wav']);
    expect(plan({}, slow).files[0]?.tags).toMatchObject({ bpm: 56, key: 'Cm' });
  });

  it('is each version that is ticked and that the song has, in the order shown', () => {
    const versions = ['minus:drums', 'acappella', 'only:guitar', 'minus:vocals', 'only:kazoo', 'mix'];
    const { files } = plan({ kind: 'versions', versions, nameTemplate: '{title} - {variant}' });
    expect(files.map(({ name }) => name)).toEqual([
      'Night Drive.wav',
      'Night Drive - A cappella.wav',
      'Night Drive - No vocals.wav',
      'Night Drive - No drums.wav',
    ]);
    expect(files[1]?.mix.strips.map(({ isMuted }) => isMuted)).toEqual([false, true, true, true]);
  });

  it('is a file for each scene, or for those that are chosen, with the later stems as they are mixed', () => {
    const quiet = withStrip(song.mix, vocals, { levelDb: decibels(-12) });
    const known = { ...quiet, strips: quiet.strips.slice(0, 2) };
    const scenes = [sceneOf(known, 1, 'Verse'), sceneOf(withExclusiveSolo(song.mix, drums), 4, 'Drum solo')];
    const withScenes = { ...song, mix: withStrip(song.mix, vocals, { pan: 1 }), sheet: { ...song.sheet, scenes } };
    const asScenes = { kind: 'scenes', nameTemplate: '{title} - {variant}' } as const;
    const { files } = plan(asScenes, withScenes);
    expect(files.map(({ name }) => name)).toEqual(['Night Drive - Verse.wav', 'Night Drive - Drum solo.wav']);
    expect(files.map(({ mix }) => mix)).toEqual([quiet, withExclusiveSolo(song.mix, drums)]);
    expect(files[1]?.tags).toMatchObject({ title: 'Night Drive (Drum solo)', comment: 'Drum solo: only drums' });
    expect(namesOf(asScenes, { ...withScenes, scenes: scenes.slice(1) })).toEqual(['Night Drive - Drum solo.wav']);
    expect(offeredChoices(withScenes, { ...defaultExportChoices, ...asScenes }).kind).toBe('scenes');
    expect(offeredChoices(song, { ...defaultExportChoices, ...asScenes }).kind).toBe('mix');
  });

  it('is a stem forward by as much as was chosen', () => {
    const forward = { lowerDb: 4, isSplit: true };
    const { files } = plan({ kind: 'versions', versions: ['forward:drums'], forward, nameTemplate: '{variant}' });
    expect(files).toMatchObject([{ name: 'drums forward.wav', stemId: null }]);
    expect(files[0]?.mix.strips.map(({ levelDb, pan }) => [levelDb, pan])).toEqual([
      [-4, 1],
      [0, -1],
      [-4, 1],
      [-4, 1],
    ]);
  });

  it('is every stem that is here, as set or untouched', () => {
    const mix = withStrip({ ...song.mix, speed: 0.5 }, vocals, { levelDb: decibels(-6), shiftFrames: 30 });
    const set = plan({ kind: 'stems', stemsAre: 'asMixed' }, { ...song, mix }).files;
    expect(set.map(({ variant }) => variant)).toEqual(['vocals', 'drums', 'bass']);
    expect(set[0]?.mix).toMatchObject({ speed: 0.5, strips: [{ levelDb: -6, shiftFrames: 30 }, {}, {}, {}] });
    const [untouched] = plan({ kind: 'stems', stemsAre: 'untouched' }, { ...song, mix }).files;
    expect(untouched?.mix).toMatchObject({
      speed: 1,
      masterDb: 0,
      strips: [{ levelDb: 0, shiftFrames: 30 }, {}, {}, {}],
    });
  });

  it('is called by the names of the strips and comes in their order', () => {
    const moved = withStripAt(withStrip(song.mix, vocals, { name: 'Lead: voice' }), drums, 0);
    const own = { ...song, session: asInMixer(session, moved), mix: moved };
    const stems = { kind: 'stems', nameTemplate: '{title} - {variant}' } as const;
    expect(namesOf(stems, own)).toEqual([
      'Night Drive - drums.wav',
      'Night Drive - Lead voice.wav',
      'Night Drive - bass.wav',
    ]);
    expect(plan({ kind: 'versions', versions: ['minus:vocals'] }, own).files[0]?.variant).toBe('No Lead: voice');
    expect(plan({}, { ...own, mix: withStrip(moved, vocals, { isMuted: true }) }).files[0]?.tags.comment).toContain(
      'without Lead: voice',
    );
    expect(plan({ kind: 'daw' }, own).files.map(({ variant }) => variant)).toEqual(['drums', 'Lead: voice', 'bass']);
  });

  it('is nothing where only silence would be', () => {
    const off = withStrip(song.mix, vocals, { levelDb: decibels(-Infinity) });
    expect(plan({ kind: 'stems', stemsAre: 'asMixed' }, { ...song, mix: off }).files).toHaveLength(2);
    expect(plan({ kind: 'versions', versions: [] }).files).toEqual([]);
    expect(plan({}, { ...song, mix: { ...song.mix, masterDb: decibels(-Infinity) } }).files).toEqual([]);
  });

  it('goes on without stems that cannot be read, and names those that should be in it', () => {
    const harmed = { ...song, undecodable: new Map([[drums, failure('undecodable')]]) };
    expect(namesOf({ kind: 'stems', nameTemplate: '{variant}' }, harmed)).toEqual(['vocals.wav', 'bass.wav']);
    const versions = ['only:drums', 'minus:drums', 'acappella'];
    const some = { kind: 'versions', versions, nameTemplate: '{variant}' } as const;
    expect(namesOf(some, harmed)).toEqual(['A cappella.wav', 'No drums.wav']);
    expect(plan({ kind: 'daw' }, harmed).files).toHaveLength(2);
    // The guitar has not been fetched.
    expect(plan({}, harmed).missing).toEqual(['drums', 'guitar']);
    expect(plan({ kind: 'stems' }, harmed).missing).toEqual(['drums', 'guitar']);
    expect(plan({ kind: 'versions', versions: ['acappella'] }, harmed).missing).toEqual([]);
    expect(plan(some, harmed).missing).toEqual(['drums', 'guitar']);
    const muted = withStrip(song.mix, drums, { isMuted: true });
    expect(plan({}, { ...harmed, mix: muted }).missing).toEqual(['guitar']);
  });

  it('has only the versions that the song offers, whatever was ticked for another', () => {
    const choices = { ...defaultExportChoices, versions: ['only:guitar', 'minus:drums', 'only:kazoo'] };
    expect(offeredChoices(song, choices).versions).toEqual(['minus:drums']);
  });

  it.each([
    { songRate: 192_000, fileRate: 96_000 },
    { songRate: 176_400, fileRate: 96_000 },
    { songRate: 50_000, fileRate: 48_000 },
    { songRate: 22_050, fileRate: 22_050 },
    { songRate: 8001, fileRate: 8000 },
    { songRate: 384_000, fileRate: 96_000 },
  ])('at $songRate Hz is $fileRate Hz as AAC, and one of two rates as a stem file', ({ songRate, fileRate }) => {
    const of = { ...song, sampleRate: hertz(songRate) };
    expect(plan({ format: { kind: 'aac', kbps: 256 } }, of).fileRate).toBe(fileRate);
    const near = Math.abs(songRate - 44_100) < Math.abs(songRate - 48_000) ? 44_100 : 48_000;
    expect(plan({ kind: 'stemFile' }, of).fileRate).toBe(near);
    expect(plan({ format: { kind: 'mp3', quality: 'V0' } }, of).fileRate).toBe(near);
    expect(plan({ format: { kind: 'opus', kbps: 160 } }, of).fileRate).toBe(48_000);
    for (const kind of ['wav', 'flac'] as const)
      expect(plan({ format: { kind, bits: 24 } }, of).fileRate).toBe(songRate);
  });

  it('is brought to a loudness when it is a mix, never when stems have to stay together', () => {
    const target = { integratedLufs: -16, ceilingDb: -2 };
    const loud = { isLoudnessSet: true, loudness: target };
    expect(plan(loud).files[0]?.loudness).toEqual(target);
    expect(plan({ ...loud, kind: 'versions' }).files[0]?.loudness).toEqual(target);
    expect(plan({ ...loud, kind: 'stems' }).files[0]?.loudness).toBeNull();
    expect(plan({ ...loud, kind: 'daw' }).files[0]?.loudness).toBeNull();
  });

  it('says in its tags what it is', () => {
    const choices = { kind: 'versions', versions: ['minus:drums'], artist: ' The Ferry ' } as const;
    expect(plan(choices).files[0]?.tags).toEqual({
      title: 'Night Drive (No drums)',
      artist: 'The Ferry',
      comment: 'No drums: without drums',
      bpm: 112,
      key: 'Am',
    });
  });

  it('has a report beside it when one is asked for', () => {
    expect(plan({ writesReport: true }).report).toBe('Night Drive (A minor, 112 bpm).json');
    expect(plan({ writesReport: true, kind: 'stems' }).report).toBe('Night Drive - Loudness.json');
    expect(plan({ writesReport: true, kind: 'daw' }).report).toBe('Night Drive/Night Drive - Loudness.json');
  });

  it('is at 48 kHz as Opus, whatever was chosen', () => {
    expect(plan({ format: { kind: 'opus', kbps: 160 }, rate: 44_100 }).fileRate).toBe(48_000);
    expect(plan({ rate: 44_100 }).fileRate).toBe(44_100);
  });

  it('comes to about as many bytes as it will have', () => {
    const bytes = (change: Partial<ExportChoices>, of = song) => expectedBytesOf(of, plan(change, of));
    expect(bytes({})).toBe(4800 * 6);
    expect(bytes({}, { ...song, mix: { ...song.mix, speed: 0.5 } })).toBe(9600 * 6);
    expect(bytes({ kind: 'stems', format: { kind: 'wav', bits: 16 } })).toBe(3 * 4800 * 4);
    expect(bytes({ rate: 44_100 })).toBe(4410 * 6);
  });
});

describe('a stem file', () => {
  it('is one file with the mix as heard, whose stems are in the parts that were chosen', () => {
    const { files, groups, format, report } = plan({
      kind: 'stemFile',
      groups: { bass: 'melody' },
      writesReport: true,
    });
    expect(files).toMatchObject([{ name: 'Night Drive (A minor, 112 bpm).stem.mp4', loudness: null }]);
    expect(files[0]?.mix).toBe(song.mix);
    expect([...(groups ?? [])]).toEqual([
      ['vocals', 'vocals'],
      ['drums', 'drums'],
      ['bass', 'melody'],
    ]);
    expect([format, report]).toEqual([{ kind: 'aac', kbps: 256 }, 'Night Drive (A minor, 112 bpm).json']);
  });

  it('comes to five tracks, and is none when nothing is heard', () => {
    const silent = { ...song, mix: { ...song.mix, masterDb: decibels(-Infinity) } };
    expect(plan({ kind: 'stemFile' }, silent).files).toEqual([]);
    expect(expectedBytesOf(song, plan({ kind: 'stemFile' }))).toBe(5 * 3200);
  });

  it('is the only one with parts', () => {
    for (const kind of ['mix', 'versions', 'stems', 'daw'] as const) expect(plan({ kind }).groups).toBeNull();
  });
});

describe('what is handed to a DAW', () => {
  const { files, documents } = plan({ kind: 'daw' });

  it('is a folder with the stems and the projects', () => {
    expect([...files, ...documents].map(({ name }) => name)).toEqual([
      'Night Drive/vocals.wav',
      'Night Drive/drums.wav',
      'Night Drive/bass.wav',
      'Night Drive/Night Drive.rpp',
      'Night Drive/Night Drive.dawproject',
      'Night Drive/Night Drive.mid',
    ]);
  });

  it('has projects that name the files as they turned out', () => {
    const turnedOut = new Map([
      [vocals, 'Night Drive (2)/vocals.wav'],
      [drums, 'Night Drive (2)/drums (2).wav'],
    ]);
    const [reaper, dawproject] = documents.map(({ bytes }) => bytes(turnedOut));
    expect(new TextDecoder().decode(reaper)).toContain('drums (2).wav');
    const inside = unzipSync(dawproject ?? new Uint8Array());
    expect(new TextDecoder().decode(inside['project.xml'])).toContain('drums (2).wav');
    expect(new TextDecoder().decode(inside['project.xml'])).not.toContain('Night Drive (2)/');
    // There is no file of the bass.
    expect(new TextDecoder().decode(inside['project.xml'])).not.toContain('bass');
  });
});

describe('sections of a song', () => {
  const section = (name: string, startFrames: number, endFrames: number) => ({
    ...{ name, startFrames: frames(startFrames), endFrames: frames(endFrames) },
    colour: 0,
  });
  const parts = [section('Verse', 0, 1000), section('Chorus', 1000, 3000), section('Chorus', 4000, 4800)];

  it('get a file each, of their own length and with their name in it', () => {
    const { files } = plan({ kind: 'mix', nameTemplate: '{title} - {variant}' }, { ...song, parts });
    expect(files.map(({ name }) => name)).toEqual([
      'Night Drive - Verse.wav',
      'Night Drive - Chorus 1.wav',
      'Night Drive - Chorus 2.wav',
    ]);
    expect(files.map((file) => fileFramesOf(song, file, hertz(48_000)))).toEqual([1000, 2000, 800]);
    expect(files[1]?.tags.title).toBe('Night Drive (Chorus 1)');
  });

  it('get every version, and one report', () => {
    const choices = { kind: 'versions', versions: ['instrumental', 'minus:drums'], writesReport: true } as const;
    const { files, report } = plan({ ...choices, nameTemplate: '{variant}' }, { ...song, parts: parts.slice(0, 2) });
    expect(files.map(({ name }) => name)).toEqual([
      'Instrumental, Verse.wav',
      'No drums, Verse.wav',
      'Instrumental, Chorus.wav',
      'No drums, Chorus.wav',
    ]);
    expect(report).toBe('Night Drive - Loudness.json');
  });

  it('are none when none is ticked', () => {
    expect(plan({}, { ...song, parts: [] })).toMatchObject({ files: [], missing: [] });
  });

  it('are projects of their own for a DAW, each beside its own files', () => {
    const { files, documents } = plan({ kind: 'daw' }, { ...song, parts: parts.slice(0, 2) });
    expect(new Set(files.map(({ name }) => name.split('/')[0]))).toEqual(
      new Set(['Night Drive - Verse', 'Night Drive - Chorus']),
    );
    expect(documents[0]?.region).toBe(files[0]?.region);
    expect(documents[3]?.region).toBe(files.at(-1)?.region);
  });
});
