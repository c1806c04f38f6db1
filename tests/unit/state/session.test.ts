import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decibels, fail, failure, frames, ok, verifiedFirstBytes, type Mix, type Session, type Stem } from '#contract';
import { Stemroom } from '../../../renderer/state/stemroom.ts';
import { FakeBridge, mixOf } from '../../fakes/fake-bridge.ts';
import { fakeSongFrames } from '../../fakes/fake-player.ts';
import { sessionOf, stemOf } from '../../fakes/sessions.ts';
import { fullSheet } from '../song/a-sheet.ts';
import { portsOf } from './ports.ts';

const song = sessionOf({ letter: 'a', title: 'Night Drive' });
const other = sessionOf({ letter: 'b', title: 'Morning', addedAt: 2000 });
const demo = sessionOf({ letter: 'd', title: 'Ferry Lights', origin: { from: 'demo' }, addedAt: 9000 });

const damaged = (stem: Stem): Stem => ({ ...stem, file: { state: 'damaged', failure: failure('damaged') } });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function started(sessions = [song, other, demo]) {
  const bridge = new FakeBridge(sessions);
  const ports = portsOf(bridge);
  const app = new Stemroom(ports);
  const leave = await app.start();
  return { bridge, player: ports.player, app, leave };
}

describe('the first song on stage', () => {
  it('is the demo song, wherever it stands in the list', async () => {
    const { app } = await started();
    expect(app.session.session?.title).toBe('Ferry Lights');
  });

  it('is the demo song as soon as it has been copied, on the very first run', async () => {
    const { app, bridge } = await started([]);
    expect(app.session.place.at).toBe('nowhere');
    bridge.sessions = [demo];
    bridge.tell({ about: 'session', session: demo });
    await vi.waitFor(() => {
      expect(app.session.place.at).toBe('song');
    });
  });
});

describe('an open song', () => {
  it('has its saved mix, its sound and its length', async () => {
    const { app, bridge, player } = await started();
    const mix: Mix = { ...mixOf(song), masterDb: decibels(-4) };
    bridge.mixes.set(song.id, mix);
    await app.openSong(song.id);
    expect(app.session.mixer?.mix).toEqual(mix);
    expect(player.opened.at(-1)).toEqual(['vocals', 'drums']);
    expect(app.transport.lengthFrames).toBe(fakeSongFrames);
  });

  it('has a flat mix when it was never mixed, with a strip for stems the saved mix does not know', async () => {
    const { app, bridge } = await started();
    bridge.mixes.set(song.id, { ...mixOf(song), strips: mixOf(song).strips.slice(0, 1) });
    await app.openSong(song.id);
    expect(app.session.mixer?.mix).toEqual(mixOf(song));
  });

  it('keeps what decoding taught about its stems', async () => {
    const { app, bridge } = await started();
    await app.openSong(song.id);
    expect(bridge.asked.filter((ask) => ask.startsWith('saveStemFacts'))).toContain('saveStemFacts drums');
  });

  it('glides to a change and saves it within a second', async () => {
    const { app, bridge, player } = await started();
    await app.openSong(song.id);
    const mixer = app.session.mixer;
    const drums = stemOf('drums').id;
    for (let step = 0; step < 30; step += 1) {
      mixer?.setLevel(drums, decibels(-step / 10), 'drag');
      await vi.advanceTimersByTimeAsync(33);
    }
    expect(player.applied).toHaveLength(30);
    expect(bridge.saved.length).toBeGreaterThanOrEqual(1);
    expect(bridge.saved.length).toBeLessThanOrEqual(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(bridge.saved.at(-1)).toEqual({ id: song.id, mix: mixer?.mix });
  });

  it('saves its sheet apart from its mix, and takes both back in one history', async () => {
    const { app, bridge, player } = await started();
    bridge.sheets.set(song.id, fullSheet);
    await app.openSong(song.id);
    const { mixer } = app.session;
    expect(mixer?.sheet).toEqual(fullSheet);
    mixer?.toggleMute(stemOf('drums').id);
    mixer?.changeSheet({ chords: [] }, 'Remove chords');
    expect(mixer?.undoLabel).toBe('Remove chords');
    await vi.advanceTimersByTimeAsync(1000);
    expect(bridge.sheets.get(song.id)).toEqual({ ...fullSheet, chords: [] });
    expect(player.applied).toHaveLength(1);
    mixer?.undo();
    expect(mixer?.sheet).toEqual(fullSheet);
    expect(mixer?.undoLabel).toBe('Mute drums');
    await app.session.save();
    expect(bridge.sheets.get(song.id)).toEqual(fullSheet);
    expect(bridge.saved).toHaveLength(1);
  });

  it('is saved before the next song comes', async () => {
    const { app, bridge } = await started();
    await app.openSong(song.id);
    app.session.mixer?.toggleMute(stemOf('vocals').id);
    await app.openSong(other.id);
    expect(bridge.saved.map((change) => change.id)).toEqual([song.id]);
    expect(bridge.asked.indexOf('saveMix')).toBeLessThan(bridge.asked.indexOf(`openSession ${other.id}`));
  });

  it('takes in stems that arrive, and plays on with them', async () => {
    const arriving = {
      ...song,
      arrival: { state: 'fetching' } as const,
      stems: [stemOf('vocals'), stemOf('drums', 'missing')],
    };
    const { app, bridge, player } = await started([arriving]);
    await app.transport.play();
    expect(player.opened).toEqual([['vocals']]);
    bridge.tell({ about: 'session', session: { ...arriving, stems: [stemOf('vocals'), stemOf('drums')] } });
    await vi.advanceTimersByTimeAsync(0);
    expect(player.opened.at(-1)).toEqual(['vocals', 'drums']);
    expect(app.transport.motion).toBe('playing');
    expect(app.session.mixer?.undoLabel).toBeNull();
  });

  it('whose sound device failed opens again when it is asked to', async () => {
    const { app, player } = await started();
    player.openFailure = failure('noAudioDevice');
    await app.openSong(song.id);
    expect(app.session.sound).toEqual({ state: 'failed', failure: failure('noAudioDevice') });
    await app.session.retrySound();
    expect(app.session.sound.state).toBe('failed');
    player.openFailure = null;
    const before = player.opened.length;
    await app.session.retrySound();
    expect(player.opened.length).toBe(before + 1);
    expect(app.session.sound.state).toBe('ready');
    expect(app.transport.lengthFrames).toBe(fakeSongFrames);
    await app.session.retrySound();
    expect(player.opened.length).toBe(before + 1);
  });

  it('whose sound device failed opens and plays when Play is pressed', async () => {
    const { app, player } = await started();
    player.openFailure = failure('noAudioDevice');
    const opening = app.openSong(song.id);
    await app.playPause();
    await opening;
    expect(app.session.sound.state).toBe('failed');
    player.openFailure = null;
    await app.playPause();
    await vi.waitFor(() => {
      expect(app.transport.motion).toBe('playing');
    });
  });

  it('plays and can be exported when main breaks while it compares the files', async () => {
    const broken = (): Promise<never> => Promise.reject(new Error('The answer is lost.'));
    const ports = portsOf(new FakeBridge([song]), {}, { verifySession: broken });
    const app = new Stemroom(ports);
    await app.start();
    expect(app.session.sound.state).toBe('ready');
    await app.session.whenVerified();
    expect(app.toasts.list).toMatchObject([{ failure: { kind: 'internal', detail: 'The answer is lost.' } }]);
  });

  it('is verified before it is heard; a stem that turns out to be damaged is not, the others play', async () => {
    const harmed = { ...song, stems: [stemOf('vocals'), damaged(stemOf('drums'))] };
    let verify: (found: Session) => void = () => undefined;
    const verified = new Promise<Session>((resolve) => (verify = resolve));
    const ports = portsOf(new FakeBridge([song]), {}, { verifySession: () => verified.then((found) => ok(found)) });
    const app = new Stemroom(ports);
    const starting = app.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(ports.player.opened).toEqual([['vocals', 'drums']]);
    await app.transport.playPause();
    expect(app.transport.motion).toBe('stopped');
    verify(harmed);
    await starting;
    await app.session.whenVerified();
    expect(ports.player.withdrawn).toEqual(['drums']);
    expect(ports.player.opened.at(-1)).toEqual(['vocals']);
    expect(app.transport.motion).toBe('playing');
    expect(app.session.session?.stems.map(({ file }) => file.state)).toEqual(['saved', 'damaged']);
  });

  it('that is large is verified while it plays; a damaged stem falls silent, the others play on', async () => {
    const large = { ...song, byteLength: verifiedFirstBytes + 1 };
    const harmed = { ...large, stems: [stemOf('vocals'), damaged(stemOf('drums'))] };
    const bridge = new FakeBridge([large]);
    let verify: (found: Session) => void = () => undefined;
    const verified = new Promise<Session>((resolve) => (verify = resolve));
    const ports = portsOf(bridge, {}, { verifySession: () => verified.then((found) => ok(found)) });
    const app = new Stemroom(ports);
    await app.start();
    await app.transport.play();
    expect(ports.player.opened).toEqual([['vocals', 'drums']]);
    verify(harmed);
    await app.session.whenVerified();
    expect(ports.player.withdrawn).toEqual(['drums']);
    expect(app.transport.motion).toBe('playing');
    expect(app.session.session?.stems.map(({ file }) => file.state)).toEqual(['saved', 'damaged']);
    expect(app.session.mixer?.mix.strips).toHaveLength(2);
  });

  it('takes back a stem whose file comes back, whatever was said of it while it went', async () => {
    const { app, bridge, player } = await started([song]);
    const drums = stemOf('drums').id;
    const problem = { stemId: drums, failure: failure('diskError') };
    player.withdraw = () => {
      // The last read of a stem fails while the stem fades out.
      player.tell({ about: 'stemProblem', problem });
      return Promise.resolve();
    };
    bridge.tell({ about: 'session', session: { ...song, stems: [stemOf('vocals'), damaged(stemOf('drums'))] } });
    await vi.advanceTimersByTimeAsync(0);
    expect(app.session.problems.size).toBe(0);
    bridge.tell({ about: 'session', session: song });
    player.tell({ about: 'stemProblem', problem });
    await vi.advanceTimersByTimeAsync(0);
    expect(player.opened.at(-1)).toEqual(['vocals', 'drums']);
    expect(app.session.problems.size).toBe(0);
    player.tell({ about: 'stemProblem', problem });
    expect(app.session.problems.get(drums)).toEqual(problem.failure);
  });

  it('is silent when every one of its stems is damaged', async () => {
    const harmed = { ...song, stems: song.stems.map(damaged) };
    const ports = portsOf(new FakeBridge([song]), {}, { verifySession: () => Promise.resolve(ok(harmed)) });
    const app = new Stemroom(ports);
    await app.start();
    await app.session.whenVerified();
    expect(app.session.sound.state).toBe('none');
    expect(app.transport.lengthFrames).toBe(0);
  });

  it('is opened for the sound once, however often main tells of it', async () => {
    const { bridge, player } = await started([song]);
    bridge.tell({ about: 'session', session: song });
    bridge.tell({ about: 'session', session: { ...song, title: 'Renamed' } });
    await vi.advanceTimersByTimeAsync(0);
    expect(player.opened).toHaveLength(1);
  });

  it('counts what was wrong with its sound, and begins anew with the next song', async () => {
    const { app, player } = await started();
    await app.openSong(song.id);
    const drums = stemOf('drums').id;
    player.tell({ about: 'dropout', count: 2 });
    player.tell({ about: 'concealed', stemId: drums, frames: 3 });
    expect([app.session.faults.dropouts, app.session.faults.bridged.get(drums)]).toEqual([2, 3]);
    await app.openSong(other.id);
    expect([app.session.faults.dropouts, app.session.faults.bridged.size]).toEqual([0, 0]);
  });

  it('leaves the stage when it goes from the library', async () => {
    const { app, bridge } = await started([song]);
    bridge.tell({ about: 'sessionGone', id: song.id });
    await vi.advanceTimersByTimeAsync(0);
    expect(app.session.place.at).toBe('nowhere');
    expect(app.transport.lengthFrames).toBe(0);
  });
});

it('says why a song cannot be opened, and tries again when asked', async () => {
  let isThere = false;
  const bridge = new FakeBridge([song]);
  const opened = () =>
    isThere ? ok({ session: song, mix: null, sheet: null, analysis: null }) : fail('folderUnavailable');
  const ports = portsOf(bridge, {}, { openSession: () => Promise.resolve(opened()) });
  const app = new Stemroom(ports);
  await app.start();
  expect(app.session.place).toMatchObject({ at: 'closed', failure: { kind: 'folderUnavailable' } });
  isThere = true;
  await app.openSong(song.id);
  expect(app.session.place.at).toBe('song');
});

it('of a song that is read only, tells once why its mix is not kept', async () => {
  const bridge = new FakeBridge([{ ...song, isReadOnly: true }]);
  let refused = 0;
  const saveMix = () => Promise.resolve((refused += 1) > 0 ? fail('newerVersion') : ok());
  const app = new Stemroom(portsOf(bridge, {}, { saveMix }));
  await app.start();
  for (const name of ['vocals', 'drums'] as const) {
    app.session.mixer?.toggleMute(stemOf(name).id);
    await app.session.save();
  }
  expect(refused).toBe(1);
  expect(app.toasts.list).toHaveLength(1);
});

it('takes the limiter off the speakers as soon as the setting says so', async () => {
  const { app, player } = await started([song]);
  await app.changeSettings({ hasSafetyLimiter: false });
  expect(player.isLimited).toBe(false);
});

describe('the transport', () => {
  it('plays as soon as the song is there, when play was asked for too early', async () => {
    const { app } = await started();
    const opening = app.openSong(song.id);
    await app.transport.playPause();
    expect(app.transport.motion).not.toBe('playing');
    await opening;
    expect(app.transport.motion).toBe('playing');
  });

  it('does not play a song that was asked for and then taken back', async () => {
    const { app } = await started();
    const opening = app.openSong(song.id);
    await app.transport.playPause();
    await app.transport.playPause();
    await opening;
    expect(app.transport.motion).toBe('stopped');
  });

  it('seeks inside the song', async () => {
    const { app, player } = await started([song]);
    app.transport.seekBySeconds(5);
    expect(player.playhead()).toBe(5 * 44_100);
    app.transport.seekBySeconds(60);
    expect(player.playhead()).toBe(fakeSongFrames);
    app.transport.seekBySeconds(-600);
    expect(player.playhead()).toBe(0);
  });

  it('goes to the start of a loop that is on', async () => {
    const { app, player } = await started([song]);
    app.session.mixer?.setLoop({ startFrames: frames(44_100), endFrames: frames(88_200), isOn: true });
    app.toStart();
    expect(player.playhead()).toBe(44_100);
    app.session.mixer?.toggleLoop();
    app.toStart();
    expect(player.playhead()).toBe(0);
  });

  it('does not play when nothing is open', async () => {
    const { app, player } = await started([]);
    await app.transport.playPause();
    expect(player.state()).toBe('stopped');
  });
});

describe('a computer that goes to sleep', () => {
  it('pauses what plays, and leaves alone what is stopped', async () => {
    const { app, bridge, player } = await started();
    bridge.tell({ about: 'suspend' });
    expect(player.state()).toBe('stopped');
    await app.transport.play();
    bridge.tell({ about: 'suspend' });
    expect(app.transport.motion).toBe('paused');
  });
});

describe('a chain of sections', () => {
  async function withSections() {
    const { app, player } = await started();
    await app.openSong(song.id);
    const { mixer } = app.session;
    if (mixer === null) throw new Error('no song');
    const section = (name: string, start: number) => ({
      ...{ name, startFrames: frames(start), endFrames: frames(start + 44_100) },
      colour: 0,
    });
    mixer.changeSheet(
      { sections: [section('Verse', 0), section('Chorus', 44_100), section('Solo', 88_200)] },
      'Sections',
    );
    return { app, player, mixer };
  }

  it('is ordered by presses, begins at its first section and is undone press by press', async () => {
    const { app, player, mixer } = await withSections();
    app.loop.loopSection(2, false);
    app.loop.chainSection(0);
    app.loop.chainSection(2);
    expect(mixer.sheet.practice.chain).toEqual([2, 0, 2]);
    expect(mixer.mix.loop).toEqual({ startFrames: 88_200, endFrames: 132_300, isOn: true });
    expect(player.playhead()).toBe(88_200);
    expect(player.sheets.at(-1)?.sheet.practice.chain).toEqual([2, 0, 2]);
    expect(mixer.undoLabel).toBe('Chain of sections');
    mixer.undo();
    expect(mixer.sheet.practice.chain).toEqual([2, 0]);
    app.loop.unchain(0);
    expect(mixer.sheet.practice.chain).toEqual([0]);
  });

  it('stays while the loop is off, and gives way to another loop', async () => {
    const { app, mixer } = await withSections();
    app.loop.chainSection(1);
    mixer.toggleLoop();
    expect([mixer.sheet.practice.chain, mixer.mix.loop?.isOn]).toEqual([[1], false]);
    app.loop.loopSection(0, false);
    expect(mixer.sheet.practice.chain).toEqual([]);
    mixer.undo();
    expect(mixer.sheet.practice.chain).toEqual([1]);
  });

  it('and its passes and ramp are played without a step of undo', async () => {
    const { app, player, mixer } = await withSections();
    app.loop.loopSection(0, false);
    app.session.sheet?.nextRepeats();
    expect(mixer.undoLabel).toBe('Repeats ×2');
    app.session.sheet?.toggleRamp();
    expect(mixer.undoLabel).toBe('Speed ramp on');
    const before = [mixer.mix, mixer.sheet];
    player.tell({ about: 'pass', passes: 3, speed: 0.95 });
    expect(app.transport.pass).toMatchObject({ passes: 3, speed: 0.95 });
    expect([mixer.mix, mixer.sheet]).toEqual(before);
    expect(mixer.undoLabel).toBe('Speed ramp on');
  });

  it('is not needed for bounds, which are typed as bars or times', async () => {
    const { app, mixer } = await withSections();
    expect(app.loop.typeBound('start', '0:01.5')).toBe(true);
    expect(app.loop.typeBound('end', '0:03')).toBe(true);
    expect(mixer.mix.loop).toEqual({ startFrames: 66_150, endFrames: 132_300, isOn: true });
    expect(app.loop.typeBound('end', '0:01')).toBe(false);
    expect(app.loop.typeBound('end', 'soon')).toBe(false);
    expect(mixer.mix.loop?.endFrames).toBe(132_300);
  });
});
