import { describe, expect, it } from 'vitest';
import { fail, type LibraryDetails, listedSong, ok, packSongs } from '#contract';
import { LibraryHomeState, LibraryState } from '../../../renderer/state/library.svelte.ts';
import { Stemroom } from '../../../renderer/state/stemroom.ts';
import { Toasts } from '../../../renderer/state/toasts.svelte.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';
import { sessionOf } from '../../fakes/sessions.ts';
import { portsOf } from './ports.ts';

const facts: LibraryDetails = { folder: '~/Music', evictableBytes: 0, freeBytes: 5e9 };
const song = sessionOf({ letter: 'a', title: 'Here' });
const other = sessionOf({ letter: 'b', title: 'There' });

describe('the place of the library', () => {
  it('shows how far a move is, and asks to cancel it once', async () => {
    const bridge = new FakeBridge();
    const home = new LibraryHomeState(bridge.api());
    const progress = { songsDone: 1, songsTotal: 3, bytesDone: 10, bytesTotal: 30 };
    home.take({ about: 'move', progress });
    expect(home.moving).toEqual(progress);
    await home.cancelMove();
    expect(bridge.asked).toEqual(['cancel move']);
    expect(home.isCancelling).toBe(true);
    home.take({ about: 'move', progress: null });
    expect(home.moving).toBeNull();
    expect(await home.change('move')).toBeNull();
    expect(home.isCancelling).toBe(false);
  });

  it('keeps why a change came to nothing until the next try', async () => {
    const answers = [fail('libraryThere'), ok(facts)];
    const home = new LibraryHomeState(
      new FakeBridge().api({ changeLibraryFolder: () => Promise.resolve(answers.shift() ?? ok(null)) }),
    );
    expect(await home.change('move')).toBeNull();
    expect(home.trouble?.kind).toBe('libraryThere');
    expect(await home.change('move')).toEqual(facts);
    expect(home.trouble).toBeNull();
  });

  it('that is another one brings its own songs on stage', async () => {
    const bridge = new FakeBridge([song]);
    const ports = portsOf(
      bridge,
      {},
      {
        changeLibraryFolder: () => {
          bridge.sessions = [other];
          return Promise.resolve(ok(facts));
        },
      },
    );
    const app = new Stemroom(ports);
    await app.start();
    expect(app.session.place).toMatchObject({ at: 'song', id: song.id });
    await app.changeLibraryFolder('use');
    expect(app.session.place).toMatchObject({ at: 'song', id: other.id });
    expect(app.toasts.list).toMatchObject([{ text: 'Songs come from ~/Music now' }]);
  });

  it('that is moved leaves the song on stage', async () => {
    const bridge = new FakeBridge([song]);
    const ports = portsOf(bridge, {}, { changeLibraryFolder: () => Promise.resolve(ok(facts)) });
    const app = new Stemroom(ports);
    await app.start();
    const { place } = app.session;
    await app.changeLibraryFolder('move');
    expect(app.session.place).toBe(place);
    expect(app.toasts.list).toMatchObject([{ text: 'The library is in ~/Music now' }]);
  });
});

describe('a library that is not there', () => {
  it('F25 is told of on stage, and opens when it is back', async () => {
    const bridge = new FakeBridge([song]);
    const state = { isAway: true };
    const ports = portsOf(
      bridge,
      {},
      {
        listSongs: () =>
          Promise.resolve(
            state.isAway ? fail('folderUnavailable', 'It should be in ~/x.') : ok(packSongs([listedSong(song)])),
          ),
      },
    );
    const app = new Stemroom(ports);
    await app.start();
    expect(app.library.trouble).toMatchObject({ kind: 'folderUnavailable', detail: 'It should be in ~/x.' });
    expect(app.toasts.list).toEqual([]);
    state.isAway = false;
    await app.loadLibrary();
    expect(app.library.trouble).toBeNull();
    expect(app.session.place).toMatchObject({ at: 'song', id: song.id });
  });
});

describe('a library without room', () => {
  it('F37 asks when an import finds none', async () => {
    const library = new LibraryState(
      new FakeBridge().api({ importDropped: () => Promise.resolve(fail('libraryFull', '1 GiB needed')) }),
      new Toasts(),
    );
    expect(await library.importDropped([])).toEqual([]);
    expect(library.full).toMatchObject({ failure: { kind: 'libraryFull' }, id: null });
  });

  it('keeps a song always when it is told to, and counts what all take', async () => {
    const bridge = new FakeBridge([song, other]);
    const library = new LibraryState(bridge.api(), new Toasts());
    await library.load();
    await library.mark(song.id, 'kept');
    expect(bridge.asked).toContain(`mark ${song.id} kept`);
    expect(library.usedBytes).toBe(song.byteLength + other.byteLength);
  });

  it('knows which songs are played: each is told once as long as it is open', async () => {
    const bridge = new FakeBridge([song]);
    const ports = portsOf(bridge);
    const app = new Stemroom(ports);
    await app.start();
    await app.transport.play();
    app.transport.pause();
    await app.transport.play();
    expect(bridge.asked.filter((asked) => asked.startsWith('mark'))).toEqual([`mark ${song.id} played`]);
  });
});
