import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result, type Session, type SongAnalysis } from '#contract';
import { sha256Schema } from '#contract/schemas';
import type { AnalysisPort } from '../../../renderer/state/ports.ts';
import { Stemroom } from '../../../renderer/state/stemroom.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';
import { sessionOf, stemOf } from '../../fakes/sessions.ts';
import { portsOf } from './ports.ts';

type Heard = Omit<SongAnalysis, 'stated'>;
const original = { sha256: sha256Schema.parse('f'.repeat(64)), byteLength: 1000, container: 'mp3' } as const;
const song = sessionOf({ letter: 'a' });
const other = sessionOf({ letter: 'b' });

function heardOf(session: Session, residualDb: number | null = null): Heard {
  const stems = session.stems.flatMap(({ id, file }) =>
    file.state === 'saved'
      ? [
          {
            stemId: id,
            sha256: file.audio.sha256,
            ...{ integratedLufs: -18, truePeakDb: -3, isSilent: false, shiftHint: null },
          },
        ]
      : [],
  );
  const tempo = { bpm: 112, confidence: 0.9, beatSeconds: [0.5, 1] };
  return { stems, tempo, key: { tonic: 3, mode: 'major', confidence: 0.8 }, residualDb };
}
const nothingStated = { bpm: null, key: null };

/** A listener that answers when it is told to. */
class SlowListener {
  readonly songs: Parameters<AnalysisPort>[0][] = [];
  readonly signals: AbortSignal[] = [];
  progress: (fraction: number) => void = () => undefined;
  answer: (heard: Result<Heard>) => void = () => undefined;

  readonly port: AnalysisPort = (asked, onProgress, signal) => {
    this.songs.push(asked);
    this.signals.push(signal);
    this.progress = onProgress;
    return new Promise((resolve) => (this.answer = resolve));
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened(sessions: readonly Session[], prepare?: (bridge: FakeBridge) => void) {
  const bridge = new FakeBridge(sessions);
  prepare?.(bridge);
  const listener = new SlowListener();
  const app = new Stemroom(portsOf(bridge, { analyse: listener.port }));
  await app.openSong(song.id);
  const settle = () => vi.advanceTimersByTimeAsync(3000);
  await app.library.load();
  return { app, bridge, listener, settle, analysis: app.session.analysis };
}
const saves = (bridge: FakeBridge) => bridge.asked.filter((ask) => ask.startsWith('saveAnalysis'));

describe('a song nobody has listened to', () => {
  it('is listened to a while after it was opened, and what was heard is kept', async () => {
    const { bridge, listener, settle, analysis } = await opened([song]);
    expect(listener.songs).toEqual([]);
    await settle();
    expect(analysis.isListening).toBe(true);
    listener.progress(0.4);
    expect(analysis.progress).toBe(0.4);
    listener.answer(ok(heardOf(song)));
    await settle();
    expect(analysis.isListening).toBe(false);
    expect(bridge.analyses.get(song.id)).toEqual({ ...heardOf(song), stated: nothingStated });
    expect([analysis.bpm, analysis.key]).toMatchObject([112, { tonic: 3, mode: 'major' }]);
    expect(analysis.of(stemOf('drums').id)?.integratedLufs).toBe(-18);
  });

  it('is listened to once, however often main tells of it', async () => {
    const { bridge, listener, settle } = await opened([song]);
    await settle();
    bridge.tell({ about: 'session', session: { ...song, title: 'Renamed' } });
    await settle();
    expect(listener.songs).toHaveLength(1);
  });

  it('is left alone when it is left, and its answer comes to nothing', async () => {
    const { app, bridge, listener, settle, analysis } = await opened([song, other]);
    await settle();
    const { answer } = listener;
    await app.openSong(other.id);
    expect(listener.signals[0]?.aborted).toBe(true);
    answer(ok(heardOf(song)));
    await vi.advanceTimersByTimeAsync(0);
    expect(saves(bridge)).toEqual([]);
    expect(analysis.analysis).toBeNull();
  });

  it('is not listened to when it was left at once', async () => {
    const { app, listener, settle } = await opened([song]);
    await app.session.close();
    await settle();
    expect(listener.songs).toEqual([]);
  });

  it('has no analysis when listening fails, and is asked again when it is opened again', async () => {
    const { app, bridge, listener, settle, analysis } = await opened([song, other]);
    await settle();
    listener.answer(fail('diskError'));
    await settle();
    expect([analysis.analysis, analysis.isListening]).toEqual([null, false]);
    expect(saves(bridge)).toEqual([]);
    await app.openSong(other.id);
    await app.openSong(song.id);
    await settle();
    expect(listener.songs.at(-1)?.stems).toHaveLength(2);
    expect(listener.songs.length).toBeGreaterThan(1);
  });
});

describe('a song that is arriving', () => {
  it('is listened to when all of it is there', async () => {
    const arriving = sessionOf({
      arrival: { state: 'fetching' },
      stems: [stemOf('vocals'), stemOf('drums', 'missing')],
    });
    const { app, bridge, listener, settle } = await opened([arriving]);
    await settle();
    expect(listener.songs).toEqual([]);
    const leave = await app.start();
    bridge.tell({ about: 'session', session: song });
    await settle();
    expect(listener.songs.map(({ stems }) => stems.map(({ id }) => id))).toEqual([['vocals', 'drums']]);
    leave();
  });
});

describe('a song that was listened to', () => {
  const kept: SongAnalysis = { ...heardOf(song), stated: { bpm: 56, key: null } };

  it('is known at once and not listened to again', async () => {
    const { listener, settle, analysis } = await opened([song], (bridge) => bridge.analyses.set(song.id, kept));
    expect(analysis.analysis).toEqual(kept);
    expect(analysis.bpm).toBe(56);
    await settle();
    expect(listener.songs).toEqual([]);
  });

  it('is listened to anew when a stem is another file now; what was stated stays', async () => {
    const stale = { ...kept, stems: kept.stems.map((stem) => ({ ...stem, sha256: original.sha256 })) };
    const { bridge, listener, settle } = await opened([song], (one) => one.analyses.set(song.id, stale));
    await settle();
    listener.answer(ok(heardOf(song)));
    await settle();
    expect(bridge.analyses.get(song.id)).toEqual(kept);
  });

  it('is listened to anew when its original has come since, but not over and over when that tells nothing', async () => {
    const whole = { ...song, original };
    const { app, listener, settle, bridge } = await opened([whole, other], (one) => one.analyses.set(song.id, kept));
    await settle();
    expect(listener.songs).toMatchObject([{ original }]);
    listener.answer(ok(heardOf(song)));
    await settle();
    expect(saves(bridge)).toHaveLength(1);
    await app.openSong(other.id);
    await settle();
    const before = listener.songs.length;
    await app.openSong(song.id);
    await settle();
    expect(listener.songs).toHaveLength(before);
  });
});

describe('what the user states', () => {
  it('stands above the estimate, is kept, and can be taken back', async () => {
    const { bridge, analysis, listener, settle } = await opened([song]);
    await settle();
    listener.answer(ok(heardOf(song)));
    await settle();
    analysis.setBpm(56);
    analysis.setKey({ tonic: 0, mode: 'minor' });
    expect([analysis.bpm, analysis.key]).toEqual([56, { tonic: 0, mode: 'minor' }]);
    await settle();
    expect(bridge.analyses.get(song.id)?.stated).toEqual({ bpm: 56, key: { tonic: 0, mode: 'minor' } });
    analysis.setBpm(null);
    expect(analysis.bpm).toBe(112);
  });

  it('is kept when it was said before the song was listened to', async () => {
    const { bridge, analysis, listener, settle } = await opened([song]);
    analysis.setBpm(100);
    await settle();
    expect(bridge.analyses.get(song.id)?.stated.bpm).toBe(100);
    listener.answer(ok(heardOf(song)));
    await settle();
    expect(bridge.analyses.get(song.id)).toEqual({ ...heardOf(song), stated: { bpm: 100, key: null } });
  });

  it('is shown but not saved over a song of a newer Stemroom', async () => {
    const { bridge, analysis } = await opened([{ ...song, isReadOnly: true }]);
    analysis.setBpm(100);
    await vi.advanceTimersByTimeAsync(0);
    expect(analysis.bpm).toBe(100);
    expect(saves(bridge)).toEqual([]);
  });
});
