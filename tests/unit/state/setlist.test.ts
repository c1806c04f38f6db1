import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, failure, noTuning, ok, type Bridge, type SessionId } from '#contract';
import type { ShownSong, SystemAction } from '../../../renderer/engine/device/system-player.ts';
import { Stemroom } from '../../../renderer/state/stemroom.ts';
import { FakeBridge, mixOf } from '../../fakes/fake-bridge.ts';
import { sessionOf, stemOf } from '../../fakes/sessions.ts';
import { portsOf } from './ports.ts';

const [drive, lights, home] = ['Night Drive', 'Ferry Lights', 'Home'].map((title, index) =>
  sessionOf({
    letter: 'abc'[index] ?? 'a',
    title,
    addedAt: 1000 - index,
    stems: [stemOf(index === 1 ? 'bass' : 'vocals')],
  }),
) as [ReturnType<typeof sessionOf>, ReturnType<typeof sessionOf>, ReturnType<typeof sessionOf>];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function started(answers: Partial<Bridge> = {}, sessions = [drive, lights, home]) {
  const bridge = new FakeBridge(sessions);
  const written: string[] = [];
  const shown: (ShownSong | null)[] = [];
  const system: { act: (action: SystemAction) => void } = { act: () => undefined };
  const ports = portsOf(
    bridge,
    {
      putBytes: (_, bytes) => {
        written.push(new TextDecoder().decode(bytes));
        return Promise.resolve(ok());
      },
      system: {
        show: (song) => shown.push(song),
        onAction: (listener) => {
          system.act = listener;
        },
      },
    },
    answers,
  );
  const app = new Stemroom(ports);
  await app.start();
  return { app, bridge, player: ports.player, written, shown, system };
}
type Started = Awaited<ReturnType<typeof started>>;

/** All three songs in the setlist, the first one open. */
async function inSet(answers: Partial<Bridge> = {}) {
  const all = await started(answers);
  for (const { id } of [drive, lights, home]) all.app.addToSet(id);
  await open(all, 0);
  return all;
}

async function open({ app }: Started, place: number, plays = false): Promise<void> {
  const song = app.set.songs[place];
  if (song === undefined) throw new Error('There is no such song.');
  await app.set.open(song, plays);
  await settled();
}
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const titleOnStage = ({ app }: Started): string | undefined => app.session.session?.title;
const order = ({ app }: Started): string => app.set.songs.map(({ title }) => title).join(', ');

describe('the song that follows in a setlist', () => {
  it('is opened and verified beforehand, and then opens without a question to main', async () => {
    const all = await inSet();
    const { app, bridge, player } = all;
    expect(bridge.asked).toContain(`prepareSession ${lights.id}`);
    expect(bridge.asked).toContain(`verifySession ${lights.id}`);
    expect(player.prepared.at(-1)).toEqual(['bass']);
    await app.transport.play();
    const before = bridge.asked.length;
    let askedBefore: readonly string[] | null = null;
    player.onNotice((notice) => {
      if (notice.about === 'transport' && notice.state === 'playing') {
        askedBefore ??= bridge.asked.slice(before).filter((asked) => !asked.startsWith('mark'));
      }
    });
    await app.set.goNext();
    await settled();
    expect(titleOnStage(all)).toBe('Ferry Lights');
    expect(app.transport.motion).toBe('playing');
    expect(askedBefore).toEqual([]);
    // Main hears afterwards which song is open, and the one after it is prepared.
    expect(bridge.asked).toContain(`openSession ${lights.id}`);
    expect(player.prepared.at(-1)).toEqual(['vocals']);
  });

  it('plays at once or waits, as the song before says', async () => {
    const all = await inSet();
    const { app, player } = all;
    await app.transport.play();
    player.stop();
    player.tell({ about: 'ended' });
    await settled();
    expect([titleOnStage(all), app.transport.motion]).toEqual(['Ferry Lights', 'stopped']);
    const [, second] = app.set.songs;
    if (second !== undefined) app.setlists.changeSong(second, { ending: 'goOn' });
    await app.transport.play();
    player.stop();
    player.tell({ about: 'ended' });
    await settled();
    expect([titleOnStage(all), app.transport.motion]).toEqual(['Home', 'playing']);
    player.stop();
    player.tell({ about: 'ended' });
    await settled();
    expect([titleOnStage(all), app.transport.motion]).toEqual(['Home', 'stopped']);
  });

  it('is another one as soon as the setlist changes', async () => {
    const { app, bridge, player } = await inSet();
    const [, , last] = app.set.songs;
    if (last !== undefined) app.setlists.move(last, 1);
    await settled();
    expect(app.set.next?.title).toBe('Home');
    expect(bridge.asked.at(-1)).not.toContain(lights.id);
    expect(player.prepared.at(-1)).toEqual(['vocals']);
    for (const song of app.set.songs.slice(1)) app.setlists.takeOut(song);
    await settled();
    expect(player.prepared.at(-1)).toEqual([]);
  });

  it('is prepared anew when its files become others', async () => {
    const { player, bridge } = await inSet();
    const count = player.prepared.length;
    const grown = { ...lights, stems: [...lights.stems, stemOf('drums')] };
    bridge.sessions = [drive, grown, home];
    bridge.tell({ about: 'session', session: grown });
    await settled();
    expect(player.prepared.slice(count)).toEqual([['bass', 'drums']]);
  });

  it('is skipped when it is removed from the library', async () => {
    const { app, bridge } = await inSet();
    bridge.sessions = [drive, home];
    bridge.tell({ about: 'sessionGone', id: lights.id });
    await settled();
    expect(app.set.next?.title).toBe('Home');
  });

  it('does not follow a song that was opened from the library', async () => {
    const { app, player } = await inSet();
    await app.openSong(home.id);
    player.tell({ about: 'ended' });
    await settled();
    expect([app.session.session?.title, app.set.current, player.prepared.at(-1)]).toEqual(['Home', null, []]);
  });
});

describe('a song of a setlist that cannot be heard', () => {
  const lost = (id: SessionId) => ({
    prepareSession: (asked: SessionId) =>
      Promise.resolve(
        asked === id ? fail('folderUnavailable') : ok({ session: home, mix: null, sheet: null, analysis: null }),
      ),
  });

  it('is skipped with a notice before it is its turn, and the one after it is prepared', async () => {
    const all = await inSet(lost(lights.id));
    const { app } = all;
    expect(app.toasts.list.map((toast) => ('text' in toast ? toast.text : ''))).toContain(
      'Ferry Lights is skipped: The folder cannot be reached or written to.',
    );
    expect(app.set.next?.title).toBe('Home');
    await app.set.goNext();
    await settled();
    expect(titleOnStage(all)).toBe('Home');
  });

  it('is skipped on stage, and the next one plays in its place', async () => {
    const all = await inSet();
    const { app, bridge } = all;
    await app.openSong(home.id);
    bridge.sessions = [drive, home];
    await open(all, 1, true);
    expect([titleOnStage(all), app.transport.motion]).toEqual(['Home', 'playing']);
    expect(app.set.failures.get(app.set.songs[1]?.id ?? '')?.kind).toBe('notFound');
  });

  it('does not make the whole setlist be skipped when the sound device is gone', async () => {
    const all = await inSet();
    all.player.openFailure = failure('noAudioDevice');
    await open(all, 2);
    expect([all.app.set.index, all.app.set.failures.size]).toEqual([2, 0]);
    expect(all.app.session.sound.state).toBe('failed');
  });

  it('is named by a check of all songs, each compared with its hashes', async () => {
    const broken = { ...home, stems: [{ ...stemOf('vocals', 'missing') }] };
    const { app } = await inSet({
      verifySession: (id) => Promise.resolve(ok(id === home.id ? broken : id === drive.id ? drive : lights)),
    });
    await app.set.check();
    expect(app.set.songs.map((song) => app.set.troubleOf(song))).toEqual([null, null, 'No stems here']);
    expect(app.toasts.list.map((toast) => ('text' in toast ? toast.text : ''))).toContain(
      '1 song of the setlist is incomplete',
    );
  });
});

describe('speed and key of a setlist', () => {
  it('lie over the mix of the song, which keeps its own', async () => {
    const all = await inSet();
    const { app, bridge } = all;
    bridge.mixes.set(drive.id, { ...mixOf(drive), speed: 0.8 });
    await app.openSong(home.id);
    const [first] = app.set.songs;
    if (first !== undefined)
      app.setlists.changeSong(first, { tuning: { ...noTuning, speed: 0.9, transposeCents: 200 } });
    await open(all, 0);
    const { mixer } = app.session;
    expect(mixer?.mix).toMatchObject({ speed: 0.9, transposeCents: 200 });
    expect(mixer?.undoLabel).toBeNull();
    mixer?.setTransposition(300);
    await app.session.save();
    expect(bridge.saved.at(-1)?.mix).toMatchObject({ speed: 0.8, transposeCents: 300 });
    // From the library the same song is as it was saved.
    await app.openSong(drive.id);
    expect(app.session.mixer?.mix.speed).toBe(0.8);
  });

  it('are heard at once when they change for the song that is open', async () => {
    const { app } = await inSet();
    const [first] = app.set.songs;
    if (first !== undefined) app.setlists.changeSong(first, { tuning: { ...noTuning, speed: 0.75 } });
    expect(app.session.mixer?.mix.speed).toBe(0.75);
    app.setlists.undo();
    expect(app.session.mixer?.mix.speed).toBe(1);
  });
});

describe('the setlists', () => {
  it('take back each step by its name, and main is given what is left', async () => {
    const all = await inSet();
    const { app, bridge } = all;
    const [first, second] = app.set.songs;
    if (first === undefined || second === undefined) throw new Error('There are no songs.');
    app.setlists.move(first, 2, 'drag');
    app.setlists.move(first, 1, 'drag');
    app.setlists.takeOut(second);
    app.setlists.changeSong(first, { note: ' Capo\n2 ' });
    app.setlists.rename('Friday');
    const undone: (string | null)[] = [];
    while (app.setlists.undoLabel !== null && undone.length < 4) {
      undone.push(app.setlists.undoLabel);
      app.setlists.undo();
    }
    expect(undone).toEqual(['Rename setlist', 'Note of Night Drive', 'Take out Ferry Lights', 'Move Night Drive']);
    expect(order(all)).toBe('Night Drive, Ferry Lights, Home');
    app.setlists.redo();
    await app.setlists.saved();
    expect(bridge.setlists.lists[0]?.songs.map(({ title }) => title)).toEqual(['Ferry Lights', 'Night Drive', 'Home']);
  });

  it('go to a text and come back from it, songs found by their titles', async () => {
    const text = '# Friday\n\n1. home | key -2\n2. Nowhere\n';
    const bytes = new TextEncoder().encode(text);
    const all = await started({ chooseText: () => Promise.resolve(ok({ name: 'set.txt', bytes })) });
    const { app, written } = all;
    await app.setlists.importText();
    expect(app.set.songs.map(({ sessionId }) => sessionId)).toEqual([home.id, null]);
    expect(app.set.songs.map((song) => app.set.troubleOf(song))).toEqual([null, 'Not in the library']);
    await app.setlists.exportText();
    expect(written).toEqual(['# Friday\n\n1. Home | key −2\n2. Nowhere\n']);
  });

  it('stay as they are when a file names no song, which is said', async () => {
    const bytes = new TextEncoder().encode('# Friday\n\n');
    const { app } = await started({ chooseText: () => Promise.resolve(ok({ name: 'set.txt', bytes })) });
    await app.setlists.importText();
    expect(app.setlists.shown).toBeNull();
    expect(app.toasts.list).toMatchObject([{ about: 'trouble', failure: { kind: 'noSetlist' } }]);
  });
});

describe("the system's player controls", () => {
  it('show the song once it has played, and what follows in the setlist', async () => {
    const { app, shown } = await inSet();
    app.nowPlaying.tell();
    expect(shown).toEqual([]);
    await app.transport.play();
    app.nowPlaying.tell();
    expect(shown.at(-1)).toMatchObject({
      title: 'Night Drive',
      album: 'Setlist',
      motion: 'playing',
      lengthSeconds: 10,
    });
    expect(shown.at(-1)).toMatchObject({ hasNext: true, hasPrevious: false, speed: 1, positionSeconds: 0 });
    app.transport.pause();
    app.nowPlaying.tell();
    expect(shown.at(-1)?.motion).toBe('paused');
  });

  it('play, pause, seek, and go on in the setlist', async () => {
    const all = await inSet();
    const { app, system } = all;
    system.act({ does: 'play' });
    await settled();
    expect(app.transport.motion).toBe('playing');
    system.act({ does: 'seekTo', seconds: 3 });
    system.act({ does: 'seekBy', seconds: -1 });
    expect(app.transport.playheadSeconds()).toBeCloseTo(2);
    system.act({ does: 'next' });
    await settled();
    expect([titleOnStage(all), app.transport.motion]).toEqual(['Ferry Lights', 'playing']);
    system.act({ does: 'pause' });
    expect(app.transport.motion).toBe('paused');
    system.act({ does: 'previous' });
    await settled();
    expect([titleOnStage(all), app.transport.motion]).toEqual(['Night Drive', 'stopped']);
  });
});
