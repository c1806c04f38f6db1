import { afterEach, describe, expect, it, vi } from 'vitest';
import { fail, frames, ok, type StageOrder, type TimedWord } from '#contract';
import { Stemroom } from '../../../renderer/state/stemroom.ts';
import { lineText } from '../../../renderer/song/lyrics/lyric-lines.ts';
import { lyricPlaceAt, sungLines } from '../../../renderer/song/lyrics/lyric-time.ts';
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
      chooseText: () => Promise.resolve(ok({ name: 'song.lrc', bytes: bytesOf(text) })),
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
      portsOf(bridge, {}, { chooseText: () => Promise.resolve(fail('fileMissing', 'song.lrc')) }),
    );
    await app.start();
    await app.lyrics.importFile();
    expect([texts(app), app.toasts.list.length]).toEqual([[], 1]);
  });
});

describe('the word that is lit', () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const words = Array.from({ length: 36 }, (_, at) => 0.2 + at * 0.21 + (at % 5) * 0.013);
  const stamp = (seconds: number): string => `<00:0${seconds.toFixed(3)}>`;
  const text = Array.from(
    { length: 6 },
    (_, line) =>
      `[00:0${(words[line * 6] ?? 0).toFixed(3)}]${words
        .slice(line * 6, line * 6 + 6)
        .map((start, at) => `${stamp(start)}w${String(at)}`)
        .join(' ')}`,
  ).join('\n');

  /** A song that plays: what was lit too early or too late for how long, at most, in milliseconds. */
  async function followed() {
    const { app, player } = await started();
    app.lyrics.takeText(text);
    const sung = sungLines(app.lyrics.lines);
    const { sampleRate } = app.transport;
    vi.useFakeTimers();
    await app.transport.play();
    let leave = app.lyrics.keepFollowing();
    /** What the page does when the playhead jumps, or the mix changes. */
    const anew = (): void => {
      leave();
      leave = app.lyrics.keepFollowing();
    };
    /** Plays from a second on for a while, `stepMs` at a time, at this speed; `turn` is where the playhead goes from where it is. */
    const worstMs = (from: number, forMs: number, speed: () => number, turn = (at: number) => at): number => {
      let [at, wrongMs, worst] = [from, 0, 0];
      app.transport.seek(frames(Math.round(at * sampleRate)));
      anew();
      for (let ms = 0; ms < forMs; ms += 1) {
        at = turn(at + speed() / 1000);
        player.seek(frames(Math.round(at * sampleRate)));
        vi.advanceTimersByTime(1);
        const { line, word } = lyricPlaceAt(sung, at);
        const isRight = app.lyrics.place.line === line && app.lyrics.place.word === word;
        wrongMs = isRight ? 0 : wrongMs + 1;
        worst = Math.max(worst, wrongMs);
      }
      return worst;
    };
    const stop = (): void => {
      leave();
    };
    return { app, player, anew, stop, worstMs, sampleRate };
  }
  /** Of the 30 ms that a word may be off, the page has this much; the rest is the next frame. */
  const mostMs = 5;

  it('is that of the playhead at every speed, and after a seek', async () => {
    const { app, stop, worstMs } = await followed();
    for (const speed of [0.5, 0.75, 1, 1.5]) {
      app.session.mixer?.setSpeed(speed);
      expect(worstMs(0, 2000, () => speed)).toBeLessThanOrEqual(mostMs * Math.max(1, speed));
      expect(worstMs(5.03, 1000, () => speed)).toBeLessThanOrEqual(mostMs * Math.max(1, speed));
    }
    stop();
  });

  it('is that of the playhead when the loop turns, in a chain of sections, and as the speed climbs', async () => {
    const { app, player, anew, stop, worstMs, sampleRate } = await followed();
    const at = (seconds: number) => frames(Math.round(seconds * sampleRate));
    app.session.mixer?.setLoop({ startFrames: at(1.1), endFrames: at(2.05), isOn: true });
    expect(
      worstMs(
        1.5,
        3000,
        () => 1,
        (now) => (now >= 2.05 ? now - 0.95 : now),
      ),
    ).toBeLessThanOrEqual(mostMs);

    const section = (name: string, start: number, end: number) => ({
      ...{ name, startFrames: at(start), endFrames: at(end), colour: 0 },
    });
    const sections = [section('A', 1, 2), section('B', 4, 4.7)];
    app.session.mixer?.changeSheet({ sections }, 'New section');
    app.loop.chainSection(1);
    app.loop.chainSection(0);
    const next = (now: number): number => (now >= 4.7 ? now - 3.7 : now >= 2 && now < 3 ? now + 2 : now);
    expect(worstMs(4.2, 3000, () => 1, next)).toBeLessThanOrEqual(mostMs);

    app.session.mixer?.setLoop({ startFrames: at(1.1), endFrames: at(2.05), isOn: true });
    app.session.mixer?.setSpeed(0.5);
    app.session.sheet?.setRamp({ isOn: true, stepPercent: 50, everyPasses: 1, targetSpeed: 1.5 });
    let passes = 0;
    const turn = (now: number): number => {
      if (now < 2.05) return now;
      passes += 1;
      player.tell({ about: 'pass', passes, speed: 0.5 + passes / 2 });
      anew();
      return now - 0.95;
    };
    expect(worstMs(1.1, 3600, () => Math.min(1.5, 0.5 + passes / 2), turn)).toBeLessThanOrEqual(mostMs * 1.5);
    expect(passes).toBeGreaterThan(1);
    stop();
  });
});
