import { describe, expect, it } from 'vitest';
import { fail, failure, ok } from '#contract';
import { LibraryState } from '../../../renderer/state/library.svelte.ts';
import { Toasts } from '../../../renderer/state/toasts.svelte.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';
import { sessionOf } from '../../fakes/sessions.ts';

const old = sessionOf({ letter: 'a', title: 'Old', addedAt: 1000 });
const young = sessionOf({ letter: 'b', title: 'Young', addedAt: 2000 });
const demo = sessionOf({ letter: 'd', title: 'Demo', origin: { from: 'demo' }, addedAt: 3000 });
const titles = (library: LibraryState): readonly string[] => library.songs.map((song) => song.title);

async function loaded(bridge: FakeBridge, instead = {}) {
  const toasts = new Toasts();
  const library = new LibraryState(bridge.api(instead), toasts);
  await library.load();
  return { library, toasts };
}

describe('the library', () => {
  it('shows the newest first and the demo song last', async () => {
    const { library } = await loaded(new FakeBridge([old, demo, young]));
    expect(titles(library)).toEqual(['Young', 'Old', 'Demo']);
    expect(library.hasDemo).toBe(true);
  });

  it('follows what main tells of a song', async () => {
    const { library } = await loaded(new FakeBridge([old]));
    library.take({ about: 'session', session: young });
    library.take({ about: 'session', session: { ...old, title: 'Renamed' } });
    expect(titles(library)).toEqual(['Young', 'Renamed']);
    library.take({ about: 'sessionGone', id: young.id });
    expect(titles(library)).toEqual(['Renamed']);
  });

  it('puts a song that comes to its place among the others', async () => {
    const { library } = await loaded(new FakeBridge([old, demo, young]));
    library.take({ about: 'session', session: sessionOf({ letter: 'c', title: 'Between', addedAt: 1500 }) });
    library.take({ about: 'session', session: { ...young, title: 'Renamed' } });
    expect(titles(library)).toEqual(['Renamed', 'Between', 'Old', 'Demo']);
  });

  it('finds songs by a part of their titles, in any case and however an accent is written', async () => {
    const cafe = sessionOf({ letter: 'c', title: 'Cafe\u0301 Noir', addedAt: 1500 });
    const { library } = await loaded(new FakeBridge([old, cafe, young]));
    const called = (wanted: string) => library.called(wanted).map(({ title }) => title);
    expect(called(' CAF\u00c9 ')).toEqual(['Cafe\u0301 Noir']);
    expect(called('o')).toEqual(['Young', 'Cafe\u0301 Noir', 'Old']);
    expect(called('')).toEqual(titles(library));
    library.take({ about: 'session', session: { ...cafe, title: 'Tea' } });
    expect(called('caf')).toEqual([]);
  });

  it('knows with its stems what main told everything of, for as long as it is there', async () => {
    const { library } = await loaded(new FakeBridge([old, young]));
    expect(library.whole(old.id)).toBeNull();
    library.take({ about: 'session', session: old });
    expect(library.whole(old.id)).toEqual(old);
    library.take({ about: 'sessionGone', id: old.id });
    expect(library.whole(old.id)).toBeNull();
  });

  it('has the stems in the list of those songs alone that are on their way', async () => {
    const { library } = await loaded(new FakeBridge([old, { ...young, arrival: { state: 'fetching' } }]));
    expect(library.find(old.id)).toMatchObject({ stemCount: 2, savedCount: 2, arrivingStems: [] });
    expect(library.find(young.id)?.arrivingStems).toEqual(young.stems);
  });

  it('forgets the progress of a song that is no longer being fetched', async () => {
    const { library } = await loaded(new FakeBridge([old]));
    const progress = { sessionId: old.id, stems: [], bytesPerSecond: 1, secondsLeft: 2 };
    library.take({ about: 'session', session: { ...old, arrival: { state: 'fetching' } } });
    library.take({ about: 'fetch', progress });
    expect(library.progress.get(old.id)).toEqual(progress);
    library.take({ about: 'session', session: old });
    expect(library.progress.has(old.id)).toBe(false);
  });

  it('asks about each unknown server once, and forgets the question when it is answered', async () => {
    const bridge = new FakeBridge();
    const { library } = await loaded(bridge);
    library.take({ about: 'hostQuestion', host: 'cdn.example' });
    library.take({ about: 'hostQuestion', host: 'cdn.example' });
    expect(library.hostQuestions).toEqual(['cdn.example']);
    await library.answerHost('cdn.example', false);
    expect(library.hostQuestions).toEqual([]);
    expect(bridge.asked).toContain('answer cdn.example false');
  });

  it('tells of trouble once, as long as it is shown', async () => {
    const { library, toasts } = await loaded(new FakeBridge([old]), {
      removeSession: () => Promise.resolve(fail('fileLocked')),
    });
    expect(await library.remove(old.id)).toBe(false);
    await library.remove(old.id);
    expect(titles(library)).toEqual(['Old']);
    expect(toasts.list).toHaveLength(1);
    expect(toasts.list[0]).toMatchObject({ about: 'trouble', failure: { kind: 'fileLocked' } });
  });

  it('adds what was imported, and nothing when the dialog was dismissed', async () => {
    const { library } = await loaded(new FakeBridge([old]), {
      chooseImport: (what: string) =>
        Promise.resolve(ok(what === 'folder' ? { state: 'done', sessions: [young], failed: [] } : null)),
    });
    expect(await library.importChosen('files')).toEqual([]);
    expect(await library.importChosen('folder')).toEqual([young]);
    expect(titles(library)).toEqual(['Young', 'Old']);
  });

  it('shows how far an import is until it has ended', async () => {
    const { library } = await loaded(new FakeBridge());
    const progress = { title: 'Young', isWaiting: false, filesDone: 1, filesTotal: 3, bytesDone: 10, bytesTotal: 30 };
    library.take({ about: 'import', progress });
    expect(library.importing).toEqual(progress);
    library.take({ about: 'import', progress: null });
    expect(library.importing).toBeNull();
  });

  it('asks before it imports several songs, and tells of each that could not be made', async () => {
    const songs = [{ title: 'Young', stemCount: 4, byteLength: 1000 }];
    const answers: unknown[] = [];
    const { library, toasts } = await loaded(new FakeBridge([old]), {
      importDropped: () => Promise.resolve(ok({ state: 'asks', ticket: 'one', songs })),
      answerImport: (answer: unknown) => {
        answers.push(answer);
        const failed = [{ title: 'Third', failure: failure('diskFull', '9 MiB needed') }];
        return Promise.resolve(ok({ state: 'done', sessions: [young], failed }));
      },
    });
    expect(await library.importDropped([])).toEqual([]);
    expect(library.importQuestion).toMatchObject({ songs });
    expect(await library.answerImport(true)).toEqual([young]);
    expect(library.importQuestion).toBeNull();
    expect(answers).toEqual([{ ticket: 'one', isWanted: true }]);
    expect(toasts.list).toMatchObject([{ failure: { kind: 'diskFull', detail: 'Third: 9 MiB needed' } }]);
  });

  it('takes an import that was cancelled for what it is, not for trouble', async () => {
    const bridge = new FakeBridge();
    const { library, toasts } = await loaded(bridge, { importDropped: () => Promise.resolve(fail('cancelled')) });
    await library.cancelImport();
    expect(bridge.asked).toContain('cancel import');
    expect(library.isCancellingImport).toBe(false);
    expect(await library.importDropped([])).toEqual([]);
    expect(toasts.list).toMatchObject([{ about: 'news', text: 'Import cancelled. Nothing was added.' }]);
  });
});
