import { describe, expect, it } from 'vitest';
import { fail, ok, type Session } from '#contract';
import { sha256Schema } from '#contract/schemas';
import { originalRow } from '../../../renderer/mix/original.ts';
import type { ComparePort, ProbePort } from '../../../renderer/state/ports.ts';
import { Stemroom } from '../../../renderer/state/stemroom.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';
import { sessionOf, stemOf } from '../../fakes/sessions.ts';
import { portsOf } from './ports.ts';

const audio = { sha256: sha256Schema.parse('e'.repeat(64)), byteLength: 900, container: 'mp3' } as const;
const withOriginal: Session = { ...sessionOf(), original: audio };

async function opened(session: Session, compareLoudness: ComparePort, probe?: ProbePort) {
  const bridge = new FakeBridge([session]);
  const added = ok({ audio, name: 'Take 2.mp3' });
  const ports = portsOf(
    bridge,
    { compareLoudness, ...(probe === undefined ? {} : { probe }) },
    {
      stemFile: (order) => {
        bridge.asked.push(`stemFile ${order.does} ${order.does === 'add' ? '' : order.sha256.slice(0, 4)}`);
        return Promise.resolve(order.does === 'add' ? added : ok(null));
      },
    },
  );
  const app = new Stemroom(ports);
  await app.start();
  await app.openSong(session.id);
  const heard = () => ports.player.applied.at(-1);
  return { app, bridge, player: ports.player, heard };
}

const louderMix: ComparePort = () => Promise.resolve(ok({ mixLufs: -10, originalLufs: -14 }));

describe('the original of a song', () => {
  it('is opened with the first use and heard in place of the mix, which is then as loud, and is never kept', async () => {
    const { app, bridge, player, heard } = await opened(withOriginal, louderMix);
    expect([app.original.isUsed, player.opened.at(-1)]).toEqual([false, ['vocals', 'drums']]);
    await app.original.toggle();
    expect(player.opened.at(-1)).toEqual(['vocals', 'drums', originalRow]);
    await Promise.resolve();
    expect(app.original.comparison).toEqual({ hears: 'original', louderDb: -4 });
    expect(heard()?.strips.map(({ stemId, isMuted }) => [stemId, isMuted])).toEqual([
      ['vocals', true],
      ['drums', true],
      [originalRow, false],
    ]);
    const openings = player.opened.length;
    await app.original.toggle();
    expect([app.original.comparison?.hears, heard()?.masterDb, heard()?.strips.length]).toEqual(['mix', -4, 2]);
    await app.original.toggle();
    expect([app.original.comparison?.hears, player.opened.length]).toEqual(['original', openings]);
    app.openExport();
    expect([app.original.comparison, app.original.isUsed, heard()?.masterDb]).toEqual([null, true, 0]);
    expect([app.session.mixer?.undoLabel, bridge.saved]).toEqual([null, []]);
  });

  it('is left at once when the mix is not louder, or not measured', async () => {
    const { app } = await opened(withOriginal, () => Promise.resolve(fail('undecodable')));
    await app.original.toggle();
    expect(app.original.comparison).toEqual({ hears: 'original', louderDb: 0 });
    await app.original.toggle();
    expect(app.original.comparison).toBeNull();
  });

  it('is measured once, however often somebody goes to and fro meanwhile, and anew for another mix', async () => {
    let finish: (answer: Awaited<ReturnType<ComparePort>>) => void = () => undefined;
    const measured: ReturnType<ComparePort> = new Promise((resolve) => (finish = resolve));
    const asked: AbortSignal[] = [];
    const { app } = await opened(withOriginal, (_, signal) => {
      asked.push(signal);
      return measured;
    });
    for (let times = 0; times < 5; times += 1) await app.original.toggle();
    expect(asked.map(({ aborted }) => aborted)).toEqual([false]);
    await app.original.toggle();
    app.session.mixer?.toggleMute(stemOf('drums').id);
    await app.original.toggle();
    expect(asked.map(({ aborted }) => aborted)).toEqual([true, false]);
    finish(ok({ mixLufs: -10, originalLufs: -14 }));
    await measured;
    await Promise.resolve();
    expect(app.original.comparison).toEqual({ hears: 'original', louderDb: -4 });
  });

  it('that a song does not have is told of', async () => {
    const { app, player } = await opened(sessionOf(), louderMix);
    await app.original.toggle();
    expect(app.toasts.list.map((toast) => (toast.about === 'news' ? toast.text : ''))).toEqual([
      'This song has no original to compare with',
    ]);
    expect([app.original.isUsed, player.opened.at(-1)]).toEqual([false, ['vocals', 'drums']]);
  });
});

describe('a stem whose file is replaced', () => {
  const vocals = stemOf('vocals').id;
  const facts = { sampleRate: 44_100, channels: 2, lengthFrames: 44_100 } as never;

  it('plays the new one, and the one before when that is taken back', async () => {
    const { app, bridge } = await opened(sessionOf(), louderMix, () => Promise.resolve(ok(facts)));
    await app.session.stemFiles.replace(vocals);
    expect(app.session.mixer?.undoLabel).toBe('Replace vocals');
    app.session.mixer?.undo();
    app.session.mixer?.redo();
    const before = stemOf('vocals').file;
    const own = before.state === 'saved' ? before.audio.sha256.slice(0, 4) : '';
    expect(bridge.asked.filter((ask) => ask.startsWith('stemFile'))).toEqual([
      'stemFile add ',
      'stemFile use eeee',
      `stemFile use ${own}`,
      'stemFile use eeee',
    ]);
  });

  it('stays as it is when the new one cannot be decoded', async () => {
    const { app, bridge } = await opened(sessionOf(), louderMix);
    await app.session.stemFiles.replace(vocals);
    expect(app.session.mixer?.undoLabel).toBeNull();
    expect(bridge.asked.filter((ask) => ask.startsWith('stemFile'))).toEqual([
      'stemFile add ',
      'stemFile discard eeee',
    ]);
  });
});
