import { describe, expect, it } from 'vitest';
import { fail, frames, ok, type StageOrder, type TimedWord } from '#contract';
import { Stemroom } from '../../../renderer/state/stemroom.ts';
import { lineText } from '../../../renderer/song/lyrics/lyric-lines.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';
import { sessionOf } from '../../fakes/sessions.ts';
import { portsOf } from './ports.ts';

const song = sessionOf({ letter: 'a', title: 'Night Drive' });
const lrc = '[00:00.10]<00:00.10>Night <00:00.50>drive<00:01.00>\n[00:02.00]Home\n[00:03.00]';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function started(text = lrc, words: readonly TimedWord[] | null = null) {
  const bridge = new FakeBridge([song]);
  const orders: StageOrder[] = [];
  const written: string[] = [];
  const ports = portsOf(
    bridge,
    {
      putBytes: (_, bytes) => {
        written.push(new TextDecoder().decode(bytes));
        return Promise.resolve(ok());
      },
    },
    {
      chooseLyrics: () => Promise.resolve(ok({ name: 'song.lrc', bytes: bytesOf(text) })),
      serviceSong: () => Promise.resolve(ok({ song: null, words })),
      stage: (order) => {
        orders.push(order);
        return Promise.resolve(ok());
      },
    },
  );
  const app = new Stemroom(ports);
  await app.start();
  return { app, bridge, player: ports.player, orders, written };
}

const texts = ({ lyrics }: Stemroom): readonly string[] => lyrics.lines.map(lineText);

describe('the lyrics of the open song', () => {
  it('come from a file in one named step that can be taken back', async () => {
    const { app } = await started();
    await app.lyrics.importFile();
    expect(texts(app)).toEqual(['Night drive', 'Home']);
    expect(app.session.mixer?.undoLabel).toBe('Import lyrics');
    app.session.mixer?.undo();
    expect(texts(app)).toEqual([]);
  });

  it('stay as they are when a file holds none, which is said', async () => {
    const { app } = await started(' ');
    app.lyrics.takeText('Home');
    await app.lyrics.importFile();
    expect(texts(app)).toEqual(['Home']);
    expect(app.session.mixer?.undoLabel).toBe('Type lyrics');
    expect(app.toasts.list).toHaveLength(1);
  });

  it('are offered from the words that the service timed, and taken with one press', async () => {
    const timed = [{ word: '[Verse]\nNight drive', startSeconds: 0.1, endSeconds: 1, isSure: true }];
    const { app } = await started(lrc, timed);
    expect(app.lyrics.hasTimedWords).toBe(false);
    await app.lyrics.lookForTimedWords();
    expect(app.lyrics.hasTimedWords).toBe(true);
    app.lyrics.takeTimedWords();
    expect(texts(app)).toEqual(['Night drive']);
    expect(app.session.mixer?.undoLabel).toBe('Lyrics from kie.ai');
  });

  it('are written under the name of the song, and a failure leaves no file', async () => {
    const { app, bridge, written } = await started();
    app.lyrics.takeText(lrc);
    await app.lyrics.save('lrc');
    expect(written[0]).toContain('[00:00.10]<00:00.10>Night <00:00.50>drive<00:01.00>');
    expect(bridge.asked).toContain('keep Night Drive.lrc');
    app.lyrics.takeText('Home');
    await app.lyrics.save('vtt');
    expect(written).toHaveLength(1);
    expect(app.toasts.list).toHaveLength(2);
  });

  it('follow the playhead after a seek, at the speed of the song and to the end of a loop', async () => {
    const { app } = await started();
    app.lyrics.takeText(lrc);
    app.lyrics.goTo(0, 1);
    expect(app.lyrics.follow()).toBeCloseTo(500, 0);
    expect(app.lyrics.place).toMatchObject({ line: 0, word: 1, begun: 2 });
    app.session.mixer?.setSpeed(0.5);
    expect(app.lyrics.follow()).toBeCloseTo(1000, 0);
    app.session.mixer?.setSpeed(2);
    expect(app.lyrics.follow()).toBeCloseTo(250, 0);
    const { sampleRate } = app.transport;
    const at = app.transport.playhead();
    const endFrames = Math.round(at + sampleRate * 0.2) as typeof at;
    app.session.mixer?.setLoop({ startFrames: at, endFrames, isOn: true });
    expect(app.lyrics.follow()).toBeCloseTo(100, 0);
  });

  it('go to the stage window as views, each once, while it is open', async () => {
    const { app, bridge, orders } = await started();
    app.lyrics.takeText(lrc);
    app.lyrics.follow();
    expect(orders).toEqual([]);
    app.lyrics.toggleStage();
    bridge.tell({ about: 'stage', isOpen: true });
    app.lyrics.follow();
    expect(orders.map(({ does }) => does)).toEqual(['open', 'show']);
    app.lyrics.goTo(0, 0);
    app.lyrics.follow();
    const last = orders.at(-1);
    expect(last?.does === 'show' ? last.view.lines.map(({ begun }) => begun) : null).toEqual([1, 0]);
    app.lyrics.toggleStage();
    bridge.tell({ about: 'stage', isOpen: false });
    app.lyrics.goTo(1, 0);
    app.lyrics.follow();
    expect(orders.map(({ does }) => does)).toEqual(['open', 'show', 'show', 'close']);
  });

  it('are timed word by word as the song plays, each word one named step, and stepped back', async () => {
    const { app } = await started();
    app.lyrics.takeText('Night drive');
    app.lyrics.timing.start();
    app.lyrics.timing.startWord(performance.now());
    expect(app.lyrics.lines[0]?.startSeconds).toBeNull();
    await app.transport.play();
    const press = (seconds: number, edge: 'startWord' | 'endWord'): void => {
      app.transport.seek(frames(Math.round(seconds * app.transport.sampleRate)));
      app.lyrics.timing[edge](performance.now());
    };
    press(0.02, 'startWord');
    press(0.04, 'endWord');
    press(0.05, 'startWord');
    expect(app.lyrics.timing.at).toBeNull();
    press(0.08, 'endWord');
    const starts = (): readonly (number | null)[] =>
      app.lyrics.lines[0]?.words.map(({ startSeconds }) => startSeconds) ?? [];
    expect(starts()[0]).toBeCloseTo(0.02, 2);
    expect(app.lyrics.lines[0]?.endSeconds).toBeCloseTo(0.08, 2);
    app.lyrics.timing.stepBack();
    expect(starts()[1]).toBeNull();
    expect(app.lyrics.timing.at).toEqual({ line: 0, word: 1 });
    expect(app.session.mixer?.undoLabel).toBe('Step back');
    app.session.mixer?.undo();
    expect(app.session.mixer?.undoLabel).toBe('Time a word');
    app.session.mixer?.undo();
    expect(starts()[1]).toBeNull();
    app.session.mixer?.undo();
    expect(starts()).toEqual([null, null]);
  });

  it('move as a whole in one named step', async () => {
    const { app } = await started();
    app.lyrics.takeText(lrc);
    app.lyrics.timing.shift(-0.05);
    expect(app.lyrics.lines[0]?.startSeconds).toBe(0.05);
    expect(app.session.mixer?.undoLabel).toBe('Lyrics earlier');
  });

  it('of a file that cannot be read leave everything as it is', async () => {
    const bridge = new FakeBridge([song]);
    const app = new Stemroom(
      portsOf(bridge, {}, { chooseLyrics: () => Promise.resolve(fail('fileMissing', 'song.lrc')) }),
    );
    await app.start();
    await app.lyrics.importFile();
    expect([texts(app), app.toasts.list.length]).toEqual([[], 1]);
  });
});
