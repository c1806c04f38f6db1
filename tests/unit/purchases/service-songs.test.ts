import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AudioId, SessionId, TaskId } from '../../../electron/contract/index.ts';
import { audioIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { wordsIn } from '../../../electron/main/service/generation.ts';
import { midiFile } from '../../../electron/main/service/midi.ts';
import { PaidService } from '../../fakes/paid-service.ts';
import { purchaseRig, type PurchaseRig } from '../../fakes/purchase-rig.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { scriptPayloads } from '../../fakes/script-payloads.ts';
import { pngBytes } from '../../fixtures/pictures.ts';
import { kindOf, mp3Bytes, sha256Of, tempFolder, valueOf } from '../library/rig.ts';

const separation = taskIdSchema.parse('e649edb7abfd759285bd41a47a634b10');
const generation = taskIdSchema.parse('50f650f650f650f650f650f650f650f6');
const [first, second] = ['376c687e-d439-42c1-b1e4-bcb43b095ec2', 'b7e1f1de-0000-4000-8000-000000000002'].map((id) =>
  audioIdSchema.parse(id),
) as [AudioId, AudioId];

let server: RecordInfoServer;
let service: PaidService;
let rig: PurchaseRig;
let home: string;
const original = mp3Bytes();

const alignedWords = [
  { word: "[Verse]\nWaggin'", success: true, startS: 1.36, endS: 1.79, palign: 0 },
  { word: ' home', success: false, start_s: 1.9, end_s: '2.4' },
  { word: 'no time' },
];

const suno = (id: string, more: object = {}): object => ({
  ...{ id, title: 'Night Drive', tags: 'synthwave, slow', prompt: 'First line\nSecond line', duration: 78.4 },
  ...{ imageUrl: `${server.origin}/cover.png`, audioUrl: `${server.origin}/whole.mp3` },
  ...more,
});

async function start(songs: () => Readonly<Record<string, readonly object[]>>): Promise<void> {
  server = await RecordInfoServer.start();
  onTestFinished(() => server.close());
  server.file('/whole.mp3', { bytes: original, etag: '"whole"' });
  server.file('/cover.png', { bytes: pngBytes, contentType: 'image/png' });
  service = new PaidService(server, { stems: () => ({}), songs: songs(), alignedWords });
  home = await tempFolder();
  rig = purchaseRig({ home, origin: server.origin, key: server.key });
  valueOf(await rig.store.opened());
}

const song = async (audioId: AudioId | null = first, title = `Task ${separation.slice(0, 8)}`): Promise<SessionId> =>
  valueOf(await rig.library.createForTask(separation, title, { source: null, kind: null, audioId })).id;

const add = (id: SessionId, audioId: AudioId | null = null, taskId: TaskId = generation) =>
  rig.songs.addGeneration({ id, taskId, audioId });

const orderOf = async (id: SessionId) => {
  const { confirmation } = valueOf(await rig.purchases.offer());
  return { id, confirmation, despite: null };
};

beforeEach(() => start(() => ({ [generation]: [suno(first), suno(second, { title: 'The other one' })] })));

describe('the generation task of a song', () => {
  it('gives title, tags, prompt, cover and original, once and for good', async () => {
    const id = await song();
    const added = valueOf(await add(id));
    expect(added).toMatchObject({ state: 'kept', missing: [] });
    expect(rig.library.find(id)).toMatchObject({
      title: 'Night Drive',
      cover: 'png',
      original: { sha256: sha256Of(original) },
      origin: { separated: { audioId: first, source: { from: 'service', taskId: generation, audioId: first } } },
    });
    const later = purchaseRig({ home, origin: server.origin, key: server.key });
    valueOf(await later.store.opened());
    expect(later.library.find(id)?.origin).toMatchObject({ separated: { source: { taskId: generation } } });
    expect(valueOf(await later.songs.read(id)).song).toEqual({
      ...{ taskId: generation, audioId: first, title: 'Night Drive', tags: 'synthwave, slow' },
      ...{ prompt: 'First line\nSecond line', seconds: 78.4 },
    });
    expect(service.sales).toEqual([]);
  });

  it('leaves a title that the user gave', async () => {
    const id = await song(first, 'My song');
    valueOf(await add(id));
    expect(rig.library.find(id)?.title).toBe('My song');
  });

  it('has two songs as a rule: without the audio id the user is asked which', async () => {
    const id = await song(null);
    const asked = valueOf(await add(id));
    expect(asked).toMatchObject({ state: 'asks', songs: [{ audioId: first }, { audioId: second }] });
    expect(valueOf(await rig.songs.read(id)).song).toBeNull();
    expect(valueOf(await add(id, second))).toMatchObject({ state: 'kept', song: { title: 'The other one' } });
  });

  it.each([
    ['an unknown task', 'f'.repeat(32), 'taskNotFound'],
    ['one of a task that is not done', 'a'.repeat(32), 'generationPending'],
  ])('%s changes nothing', async (_, taskId, kind) => {
    await start(() => ({ ['a'.repeat(32)]: [] }));
    const id = await song();
    const before = rig.library.find(id);
    expect(kindOf(await add(id, null, taskIdSchema.parse(taskId)))).toBe(kind);
    expect(rig.library.find(id)).toEqual(before);
  });

  it('names a cover and an original that cannot be had, and keeps the rest', async () => {
    await start(() => ({
      [generation]: [suno(first, { imageUrl: 'http://10.0.0.1/cover.png', audioUrl: `${server.origin}/gone.mp3` })],
    }));
    const id = await song();
    expect(valueOf(await add(id))).toMatchObject({ state: 'kept', missing: ['cover', 'original'] });
    expect(rig.library.find(id)).toMatchObject({ title: 'Night Drive', cover: null, original: null });
  });

  it('with markup in every text is text', async () => {
    const [markup = ''] = scriptPayloads;
    await start(() => ({ [generation]: [suno(first, { title: markup, tags: markup, prompt: `${markup}\u202e` })] }));
    const added = valueOf(await add(await song()));
    if (added.state !== 'kept') throw new Error('not kept');
    expect(added.song.title.length).toBeGreaterThan(0);
    expect(added.song.prompt).not.toContain('\u202e');
  });
});

describe('timed words', () => {
  it('are bought once, stand in the ledger, and are kept as they came in a document of their own', async () => {
    const id = await song();
    valueOf(await add(id));
    const words = valueOf(await rig.songs.buyWords(await orderOf(id)));
    expect(words).toEqual([
      { word: "[Verse]\nWaggin'", startSeconds: 1.36, endSeconds: 1.79, isSure: true },
      { word: ' home', startSeconds: 1.9, endSeconds: 2.4, isSure: false },
    ]);
    const file = join(rig.store.folders(id).song, 'timed-words.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 1, words });
    expect(valueOf(await rig.ledger.list())).toMatchObject([
      { bought: { is: 'lyrics', taskId: generation, audioId: first }, balanceBefore: 100, balanceAfter: 99.5 },
    ]);
    expect(kindOf(await rig.songs.buyWords(await orderOf(id)))).toBe('alreadyBought');
    expect(service.sales).toHaveLength(1);
  });

  it('are not asked for before the generation task is known', async () => {
    expect(kindOf(await rig.songs.buyWords(await orderOf(await song())))).toBe('notFound');
    expect(service.sales).toEqual([]);
  });

  it('whose answer is lost are not bought again', async () => {
    const id = await song();
    valueOf(await add(id));
    service.fail('lyrics', { doneBut: 'reset' });
    expect(kindOf(await rig.songs.buyWords(await orderOf(id)))).toBe('purchaseUncertain');
    expect(kindOf(await rig.songs.buyWords(await orderOf(id)))).toBe('alreadyBought');
    expect(service.sales).toHaveLength(1);
  });

  it.each([
    ['none in an instrumental', { data: { alignedWords: null } }, []],
    ['the other spelling', { data: { aligned_words: [{ word: 'a', startS: 0, endS: 1 }] } }, ['a']],
    ['a list that is none', { data: { alignedWords: 'x{' } }, null],
    ['an answer without data', { code: 200 }, null],
  ])('%s', (_, body, words) => {
    expect(wordsIn(body)?.map(({ word }) => word) ?? null).toEqual(words);
  });
});

describe('the notes of the stems', () => {
  it('are bought once and saved as one MIDI file a stem; the second time they cost nothing', async () => {
    const id = await song(first, 'Night Drive');
    expect(valueOf(await rig.songs.buyMidi(await orderOf(id)))).toBe(true);
    expect([...rig.saved.keys()]).toEqual(['Night Drive MIDI/Vocals.mid', 'Night Drive MIDI/Bass.mid']);
    expect(Buffer.from(rig.saved.get('Night Drive MIDI/Vocals.mid') ?? []).toString('latin1', 0, 4)).toBe('MThd');
    expect(valueOf(await rig.songs.buyMidi(await orderOf(id)))).toBe(true);
    expect(service.sales).toHaveLength(1);
    expect(valueOf(await rig.ledger.list())).toMatchObject([
      { bought: { is: 'midi', taskId: separation }, estimate: 0, balanceAfter: 100, outcome: { state: 'bought' } },
    ]);
  });

  it('need not be waited for: they stay bought, and come for nothing the next time', async () => {
    const id = await song(first, 'Night Drive');
    const record = '/api/v1/jobs/recordInfo';
    server.route(record, () => {
      rig.songs.cancel();
      return { body: { code: 200, data: { successFlag: 0 } } };
    });
    expect(kindOf(await rig.songs.buyMidi(await orderOf(id)))).toBe('cancelled');
    expect(rig.saved.size).toBe(0);
    expect(valueOf(await rig.ledger.list())).toMatchObject([{ outcome: { state: 'bought' } }]);
    const notes = [{ pitch: 60, start: 0, end: 1, velocity: 0.5 }];
    server.route(record, () => {
      return { body: { code: 200, data: { successFlag: 1, midiData: { instruments: [{ name: 'Keys', notes }] } } } };
    });
    expect(valueOf(await rig.songs.buyMidi(await orderOf(id)))).toBe(true);
    expect([...rig.saved.keys()]).toEqual(['Night Drive MIDI/Keys.mid']);
    expect(service.sales).toHaveLength(1);
  });

  it('are in a file that says when each key goes down and up', () => {
    const bytes = midiFile({ name: 'A', notes: [{ pitch: 60, startSeconds: 0.5, endSeconds: 1, velocity: 100 }] });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      // Head: format 0, one track, 960 ticks a quarter. Track: name, 120 beats a minute, on at 960, off 960 later, end.
      '4d546864000000060000000103c04d54726b0000001a00ff03014100ff510307a120' + '8740903c64' + '8740803c40' + '00ff2f00',
    );
  });
});
