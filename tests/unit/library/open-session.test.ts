import { readFile, readdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decibels, flatMix, type Session, type SongAnalysis } from '../../../electron/contract/index.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library, saveOverview } from '../../../electron/main/library/library.ts';
import { fullSheet } from '../song/a-sheet.ts';
import { diskError, kindOf, mp3Bytes, openLibrary, soundFolder, tempFolder, troubledFs, valueOf } from './rig.ts';

async function songOnDisk(names = ['Vocals.mp3', 'Drums.mp3', 'Bass.mp3']) {
  const rig = await openLibrary();
  const session = valueOf(await importSong(rig.store, [await soundFolder('Song', names)]));
  const library = new Library(rig.store);
  return { ...rig, session, library };
}

function pathOfStem(root: string, session: Session, index: number): string {
  const file = session.stems[index]?.file;
  if (file?.state !== 'saved') throw new Error('not saved');
  return join(root, session.id, 'stems', `${file.audio.sha256}.${file.audio.container}`);
}

const states = (session: Session): readonly string[] => session.stems.map(({ file }) => file.state);

describe('opening a song', () => {
  it('finds every file to be what was saved', async () => {
    const { library, session } = await songOnDisk();
    expect(valueOf(await library.openSession(session.id))).toEqual({ session, mix: null, sheet: null, analysis: null });
    expect(valueOf(await library.verifySession(session.id))).toEqual(session);
  });

  it('waits for no hash: a cut file is set aside at once, a flipped bit when the song is verified', async () => {
    const { library, session, root } = await songOnDisk();
    await truncate(pathOfStem(root, session, 0), 4999);
    await writeFile(pathOfStem(root, session, 1), new Uint8Array(5000));
    expect(states(valueOf(await library.openSession(session.id)).session)).toEqual(['damaged', 'saved', 'saved']);
    expect(states(valueOf(await library.verifySession(session.id)))).toEqual(['damaged', 'damaged', 'saved']);
    expect(states(valueOf(await library.openSession(session.id)).session)).toEqual(['damaged', 'damaged', 'saved']);
  });

  it('verifies once when it is asked twice', async () => {
    const { session, root } = await songOnDisk();
    const reads: string[] = [];
    const fs = troubledFs((operation, path) => {
      if (operation === 'open read' && path.endsWith('.mp3')) reads.push(path);
    });
    const library = new Library((await openLibrary(fs, root)).store);
    const answers = await Promise.all([library.verifySession(session.id), library.verifySession(session.id)]);
    expect(answers.map((answer) => states(valueOf(answer)))).toEqual(answers.map(() => ['saved', 'saved', 'saved']));
    expect(new Set(reads).size).toBe(reads.length);
  });

  it.each([
    [
      'one flipped bit',
      async (path: string) => {
        const bytes = await readFile(path);
        bytes[2500] = (bytes[2500] ?? 0) ^ 1;
        await writeFile(path, bytes);
      },
    ],
    ['a cut end', (path: string) => truncate(path, 4999)],
    ['zeros', (path: string) => writeFile(path, new Uint8Array(5000))],
    ['another sound of the same length', (path: string) => writeFile(path, mp3Bytes())],
  ])('F28 sets a file with %s aside, and the others play', async (_name, harm) => {
    const { library, session, root, notices } = await songOnDisk();
    const path = pathOfStem(root, session, 1);
    await harm(path);
    const harmed = await readFile(path);
    valueOf(await library.openSession(session.id));
    const verified = valueOf(await library.verifySession(session.id));
    expect(states(verified)).toEqual(['saved', 'damaged', 'saved']);
    const [kept = ''] = await readdir(join(root, session.id, 'quarantine'));
    expect(await readFile(join(root, session.id, 'quarantine', kept))).toEqual(harmed);
    expect(notices.at(-1)).toMatchObject({ about: 'session', session: verified });
    const again = await openLibrary(undefined, root);
    expect(states(again.store.catalogue.list()[0] ?? session)).toEqual(['saved', 'damaged', 'saved']);
  });

  it('F28 catches each of fifty flipped bits', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `Take ${String(index)}.mp3`);
    const { library, session, root } = await songOnDisk(names);
    for (const index of names.keys()) {
      const path = pathOfStem(root, session, index);
      const bytes = await readFile(path);
      const at = index * 100;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (index % 8));
      await writeFile(path, bytes);
    }
    expect(states(valueOf(await library.verifySession(session.id)))).toEqual(names.map(() => 'damaged'));
  });

  it('F31 takes a file that is gone, or a link in its place, for missing, and follows no link', async () => {
    const { library, session, root } = await songOnDisk();
    await rm(pathOfStem(root, session, 0));
    const elsewhere = join(await tempFolder(), 'elsewhere');
    await rename(pathOfStem(root, session, 1), elsewhere);
    await symlink(elsewhere, pathOfStem(root, session, 1));
    expect(states(valueOf(await library.openSession(session.id)).session)).toEqual(['away', 'away', 'saved']);
  });

  it('F35 does not blame the stems when the disk is unplugged', async () => {
    const { library, session, root } = await songOnDisk();
    await rename(root, `${root}-away`);
    expect(kindOf(await library.openSession(session.id))).toBe('folderUnavailable');
    expect(kindOf(await library.verifySession(session.id))).toBe('folderUnavailable');
    await rename(`${root}-away`, root);
    expect(states(valueOf(await library.openSession(session.id)).session)).toEqual(['saved', 'saved', 'saved']);
  });

  it('F27 shows a stem the disk will not read as missing today, and writes nothing down', async () => {
    const { session, root } = await songOnDisk();
    const bad = pathOfStem(root, session, 0);
    const fs = troubledFs((operation, path) => {
      if (operation === 'open read' && path === bad) throw diskError('EIO');
    });
    const { store } = await openLibrary(fs, root);
    const verified = valueOf(await new Library(store).verifySession(session.id));
    expect(verified.stems[0]?.file).toMatchObject({ state: 'away', failure: { kind: 'diskError' } });
    const again = await openLibrary(undefined, root);
    expect(again.store.catalogue.find(session.id)?.stems).toEqual(session.stems);
  });

  it('gives the mix it was left with, over a restart', async () => {
    const { library, session, root } = await songOnDisk();
    const flat = flatMix(session.stems.map(({ id }) => id));
    const mix = { ...flat, masterDb: decibels(-Infinity) };
    valueOf(await library.saveMix({ id: session.id, mix: flat }));
    valueOf(await library.saveMix({ id: session.id, mix }));
    const { store } = await openLibrary(undefined, root);
    expect(valueOf(await new Library(store).openSession(session.id)).mix).toEqual(mix);
  });

  it('gives its song sheet over a restart, and the one before when the last is torn', async () => {
    const { library, session, root } = await songOnDisk();
    expect(valueOf(await library.openSession(session.id)).sheet).toBeNull();
    valueOf(await library.saveSheet({ id: session.id, sheet: fullSheet }));
    valueOf(await library.saveSheet({ id: session.id, sheet: { ...fullSheet, chords: [] } }));
    const { store } = await openLibrary(undefined, root);
    expect(valueOf(await new Library(store).openSession(session.id)).sheet).toEqual({ ...fullSheet, chords: [] });
    await writeFile(join(root, session.id, 'song-sheet.json'), '{"version":1,"sheet":');
    expect(valueOf(await new Library(store).openSession(session.id)).sheet).toEqual(fullSheet);
  });

  it('gives what listening to it told, over a restart; what cannot be understood is listened to again', async () => {
    const { library, session, root } = await songOnDisk();
    const file = session.stems[0]?.file;
    if (session.stems[0] === undefined || file?.state !== 'saved') throw new Error('not saved');
    const stem = { stemId: session.stems[0].id, sha256: file.audio.sha256, isSilent: false, shiftHint: null };
    const analysis: SongAnalysis = {
      stems: [{ ...stem, integratedLufs: -14.2, truePeakDb: null }],
      tempo: { bpm: 120, confidence: 0.75, beatSeconds: [0.1, 0.6] },
      key: { tonic: 9, mode: 'minor', confidence: 0.5 },
      residualDb: -31.5,
      stated: { bpm: null, key: { tonic: 0, mode: 'major' } },
    };
    valueOf(await library.saveAnalysis({ id: session.id, analysis }));
    const { store } = await openLibrary(undefined, root);
    expect(valueOf(await new Library(store).openSession(session.id)).analysis).toEqual(analysis);
    await writeFile(join(root, session.id, 'analysis.json'), '{"version":1,"analysis":{"stems":[]}}');
    expect(valueOf(await new Library(store).openSession(session.id)).analysis).toBeNull();
  });

  it('keeps what decoding taught us', async () => {
    const { library, session, root } = await songOnDisk();
    const facts = { sampleRate: 44100, channels: 2, lengthFrames: 1000 } as never;
    const stemId = session.stems[0]?.id ?? ('' as never);
    valueOf(await library.saveStemFacts({ id: session.id, stemId, facts }));
    const { store } = await openLibrary(undefined, root);
    expect(store.catalogue.find(session.id)?.stems[0]?.facts).toEqual(facts);
  });

  it('finds nothing for an id that is not here', async () => {
    const { library } = await songOnDisk();
    expect(kindOf(await library.openSession('0'.repeat(26) as never))).toBe('notFound');
  });
});

describe('an overview', () => {
  it('lies beside its stem and is known after a restart', async () => {
    const { library, session, root, store } = await songOnDisk();
    const file = session.stems[0]?.file;
    if (file?.state !== 'saved') throw new Error('not saved');
    const { sha256 } = file.audio;
    expect(await library.findOverview(sha256)).toBeNull();
    valueOf(await saveOverview(store, sha256, new Uint8Array([1, 2, 3])));
    expect(store.catalogue.find(session.id)?.stems.map(({ hasOverview }) => hasOverview)).toEqual([true, false, false]);
    const again = await openLibrary(undefined, root);
    expect(again.store.catalogue.find(session.id)?.stems[0]?.hasOverview).toBe(true);
    expect(await new Library(again.store).findOverview(sha256)).toMatch(/\.overview$/);
  });

  it('is refused for a sound nobody has', async () => {
    const { store } = await songOnDisk();
    expect(kindOf(await saveOverview(store, 'b'.repeat(64) as never, new Uint8Array(1)))).toBe('notFound');
  });
});
