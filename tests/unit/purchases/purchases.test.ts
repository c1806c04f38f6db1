import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  failureKinds,
  type Purchase,
  type PurchaseId,
  type Result,
  type SeparationKind,
  type SeparationOrder,
  type SongSource,
} from '../../../electron/contract/index.ts';
import { audioIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { PaidService, type Fault, type PaidOptions, type Step } from '../../fakes/paid-service.ts';
import { purchaseRig, type PurchaseRig, type RigWish } from '../../fakes/purchase-rig.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { kindOf, mp3Bytes, sha256Of, tempFolder, valueOf } from '../library/rig.ts';

const twelve: SeparationKind = { split: 'twelve' };
const madeByService: SongSource = {
  from: 'service',
  taskId: taskIdSchema.parse('5c79be8e5c79be8e5c79be8e5c79be8e'),
  audioId: audioIdSchema.parse('376c687e-d439-42c1-b1e4-bcb43b095ec2'),
};
/** For a service that says nothing; with one that answers, a busy machine may take its time. */
const quick = { headersMs: 2000, postMs: 2000, jsonTotalMs: 3000 };
const limitsFor = (fault: Fault): Partial<typeof quick> => (JSON.stringify(fault).includes('silence') ? quick : {});

let home: string;
let server: RecordInfoServer;
let service: PaidService;
let song: string;
const bytes = mp3Bytes(300_000);

async function start(options: Partial<PaidOptions> = {}): Promise<void> {
  server = await RecordInfoServer.start();
  onTestFinished(() => server.close());
  service = new PaidService(server, { stems: () => ({ vocalUrl: `${server.origin}/v.mp3` }), ...options });
}

beforeEach(async () => {
  home = await tempFolder();
  song = join(home, 'Ferry "Lights".mp3');
  await writeFile(song, bytes);
  await start();
});

const rigOf = (wish: Partial<RigWish> = {}): PurchaseRig =>
  purchaseRig({ home, origin: server.origin, key: server.key, ...wish });

async function ownSong(rig: PurchaseRig): Promise<SongSource> {
  const { sha256, name } = valueOf(await rig.files.choose(song));
  return { from: 'file', sha256, name };
}

type Wish = { readonly source?: SongSource; readonly kind?: SeparationKind; readonly despite?: PurchaseId | null };

async function orderOf(rig: PurchaseRig, wish: Wish = {}): Promise<SeparationOrder> {
  const { confirmation } = valueOf(await rig.purchases.offer());
  const source = wish.source ?? (await ownSong(rig));
  return { confirmation, title: 'Ferry Lights', source, kind: wish.kind ?? twelve, despite: wish.despite ?? null };
}

const buy = async (rig: PurchaseRig, wish: Wish = {}) => rig.purchases.buySeparation(await orderOf(rig, wish));
const ledger = async (rig: PurchaseRig): Promise<readonly Purchase[]> => valueOf(await rig.ledger.list());
const states = async (rig: PurchaseRig): Promise<readonly string[]> =>
  (await ledger(rig)).map(({ outcome }) => outcome.state);
const createsSeen = (): number =>
  server.seen.filter(({ path }) => path.endsWith('/createTask') || path.endsWith('/vocal-removal/generate')).length;

describe('a new separation', () => {
  it('of an own file is uploaded, bought once at the newer door, and becomes a song with the file as its original', async () => {
    const rig = rigOf();
    const session = valueOf(await buy(rig));
    expect(service.uploads.map((upload) => sha256Of(upload.body))).toEqual([sha256Of(bytes)]);
    expect(service.uploads[0]?.name).toMatch(/^stemroom-[0-9a-f-]{36}\.mp3$/);
    const [sale, ...more] = service.separations;
    expect(more).toEqual([]);
    expect(sale?.input).toEqual({
      audio_url: `${server.origin}/uploads/${service.uploads[0]?.name ?? ''}`,
      type: 'split_stem',
      stem_name: 'Lead Vocal',
    });
    expect(session).toMatchObject({ title: 'Ferry Lights', origin: { from: 'task', taskId: sale?.taskId } });
    expect(rig.library.find(session.id)?.original).toMatchObject({ sha256: sha256Of(bytes), container: 'mp3' });
    expect(await ledger(rig)).toMatchObject([
      {
        ...{ title: 'Ferry Lights', estimate: 50, balanceBefore: 100, balanceAfter: 50, hasSong: true },
        bought: { is: 'separation', source: { from: 'file', sha256: sha256Of(bytes) }, kind: twelve },
        outcome: { state: 'bought', taskId: sale?.taskId },
      },
    ]);
    expect([...new Set(rig.progress.map((step) => step?.at))]).toEqual(['uploading', 'asking', undefined]);
  });

  it.each([
    ['vocals and the rest', { split: 'vocals' }, { type: 'separate_vocal', stem_name: 'Lead Vocal' }, 90],
    [
      'one instrument',
      { split: 'one', instrument: 'Hi-Hat' },
      { type: 'split_stem_advanced', stem_name: 'Hi-Hat' },
      80,
    ],
  ] as const)('%s of a song that the service made goes by its two ids', async (_, kind, input, creditsLeft) => {
    const rig = rigOf();
    valueOf(await buy(rig, { source: madeByService, kind }));
    expect(service.separations[0]?.input).toEqual({
      ...{ task_id: madeByService.taskId, audio_id: madeByService.audioId },
      ...input,
    });
    expect(service.credits).toBe(creditsLeft);
    expect(service.uploads).toEqual([]);
  });

  it.each([
    ['404', { status: 404, body: 'Not found' }],
    ['404 in the body', { body: { code: 404, msg: 'no such path' } }],
    ['405', { status: 405, body: '' }],
    ['an unknown model', { body: { code: 422, msg: 'The model ai-music-api/separate-vocals is not supported' } }],
  ] as const)('goes to the older door when the newer says it does not exist (%s)', async (_, answer) => {
    service.fail('create', answer);
    const rig = rigOf();
    valueOf(await buy(rig, { kind: { split: 'one', instrument: 'Snare' } }));
    expect(service.separations).toHaveLength(1);
    expect(service.separations[0]?.input).toMatchObject({ type: 'split_stem_advanced', stem_name: 'Snare' });
    expect(await states(rig)).toEqual(['bought']);
  });

  it('is on disk before its request leaves', async () => {
    const rig = rigOf();
    let atRequest: readonly string[] = [];
    const order = await orderOf(rig);
    server.route('/api/v1/jobs/createTask', async () => {
      // Another process reads what is on the disk.
      atRequest = (await ledger(rigOf())).map(({ outcome }) => outcome.state);
      return { body: { code: 200, data: { taskId: 'a'.repeat(32) } } };
    });
    valueOf(await rig.purchases.buySeparation(order));
    // What was `sending` reads as open after a restart.
    expect(atRequest).toEqual(['uncertain']);
  });

  it('is bought once for one confirmation, however often it is sent', async () => {
    const rig = rigOf();
    const order = await orderOf(rig, { source: madeByService });
    const answers = await Promise.all([1, 2, 3].map(() => rig.purchases.buySeparation(order)));
    expect(answers.map(kindOf).toSorted()).toEqual(['ok', 'purchaseUnderWay', 'purchaseUnderWay']);
    expect(kindOf(await rig.purchases.buySeparation(order))).toBe('badRequest');
    const made = { ...order, confirmation: order.confirmation.replace(/.$/, 'x') as typeof order.confirmation };
    expect(kindOf(await rig.purchases.buySeparation(made))).toBe('badRequest');
    expect(createsSeen()).toBe(1);
  });

  it('of the same song and kind is not bought again, until the user has seen the first and confirms', async () => {
    const rig = rigOf();
    valueOf(await buy(rig));
    expect(kindOf(await buy(rig))).toBe('alreadyBought');
    expect(kindOf(await buy(rigOf()))).toBe('alreadyBought');
    expect(service.uploads).toHaveLength(1);
    valueOf(await buy(rig, { kind: { split: 'vocals' } }));
    const first = (await ledger(rig)).at(-1);
    expect(kindOf(await buy(rig, { despite: first?.id ?? null }))).toBe('tooFewCredits');
    expect(service.separations).toHaveLength(2);
    expect(service.credits).toBe(40);
  });

  it.each([
    'http://example.com/song.mp3',
    'https://127.0.0.1/song.mp3',
    'https://router.local/song.mp3',
    'https://user:word@music.example.org/song.mp3',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ])('of a link that leads nowhere or home is not asked for: %s', async (url) => {
    const rig = rigOf();
    expect(kindOf(await buy(rig, { source: { from: 'link', url } }))).toBe('linkUnusable');
    expect(createsSeen()).toBe(0);
    expect(await ledger(rig)).toEqual([]);
  });
});

/** What becomes of a purchase when one of its steps goes wrong. `taken`: the service has sold it. */
type Row = readonly [step: Step, fault: Fault, outcome: string | null, taken: 0 | 1];
const refused = (code: number): Fault => ({ body: { code, msg: 'no', data: null } });
const html: Fault = { body: '<html>Sign in</html>' };
const huge: Fault = { body: { code: 200, data: 'x'.repeat(5_000_000) } };
const nested: Fault = {
  body: `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  headers: { 'content-type': 'application/json' },
};

const rows: readonly Row[] = [
  // Before anything is paid: no line in the ledger.
  ...([402, 413, 429, 433, 500, 501, 505].map((code) => ['upload', refused(code), null, 0]) as Row[]),
  ...([html, huge, nested, { instead: 'reset' }, { instead: 'silence' }, { instead: 'half' }].map((fault) => [
    'upload',
    fault,
    null,
    0,
  ]) as Row[]),
  ...([{ doneBut: 'silence' }, { doneBut: 'reset' }, { doneBut: 'half' }].map((fault) => [
    'upload',
    fault,
    null,
    0,
  ]) as Row[]),
  // The service says no.
  ...([401, 402, 413, 429, 433, 451, 455, 505].map((code) => ['create', refused(code), 'refused', 0]) as Row[]),
  ['create', { status: 429, body: 'slow down' }, 'refused', 0],
  ['create', { status: 403, body: 'error code: 1010' }, 'refused', 0],
  // It may have been taken.
  ...([408, 500, 501].map((code) => ['create', refused(code), 'uncertain', 0]) as Row[]),
  ['create', { status: 502, body: '<html>Bad gateway</html>' }, 'uncertain', 0],
  ['create', { status: 302, headers: { location: 'https://example.com/' }, body: '' }, 'uncertain', 0],
  ['create', html, 'uncertain', 0],
  ['create', huge, 'uncertain', 0],
  ['create', nested, 'uncertain', 0],
  ['create', { body: '' }, 'uncertain', 0],
  ['create', { body: { code: 200, data: null } }, 'uncertain', 0],
  ['create', { body: { code: 200, data: { taskId: '<script>' } } }, 'uncertain', 0],
  ['create', { instead: 'reset' }, 'uncertain', 0],
  ['create', { instead: 'silence' }, 'uncertain', 0],
  ['create', { doneBut: 'silence' }, 'uncertain', 1],
  ['create', { doneBut: 'reset' }, 'uncertain', 1],
  ['create', { doneBut: 'half' }, 'uncertain', 1],
];

describe('a step that goes wrong never leads to a second purchase', () => {
  it.each(rows.map((row) => [`${row[0]}: ${JSON.stringify(row[1]).slice(0, 70)}`, ...row] as const))(
    '%s',
    async (_, step, fault, outcome, taken) => {
      service.fail(step, fault);
      const rig = rigOf({ limits: limitsFor(fault) });
      const first = await buy(rig);
      expect(first.ok).toBe(false);
      expect(failureKinds).toContain(kindOf(first));
      expect(await states(rig)).toEqual(outcome === null ? [] : [outcome]);
      expect(service.separations).toHaveLength(taken);
      expect(createsSeen()).toBe(outcome === null ? 0 : 1);
      expect(rig.library.taskSessions()).toEqual([]);

      // Restarted, and the button pressed again: what is open stands in the way, all else may be bought.
      const later = rigOf();
      valueOf(await later.store.opened());
      await later.purchases.start();
      expect(createsSeen()).toBe(outcome === null ? 0 : 1);
      const again = await buy(later);
      expect(kindOf(again)).toBe(outcome === 'uncertain' ? 'alreadyBought' : 'ok');
      expect(service.separations).toHaveLength(outcome === 'uncertain' ? taken : 1);
    },
  );

  it.each([
    ['silence', { instead: 'silence' }],
    ['a reset', { instead: 'reset' }],
    ['HTML', html],
  ] as const)('the balance is unknown before the purchase (%s): nothing is bought', async (_, fault) => {
    const rig = rigOf({ limits: limitsFor(fault) });
    const order = await orderOf(rig, { source: madeByService });
    service.fail('credit', fault);
    expect((await rig.purchases.buySeparation(order)).ok).toBe(false);
    expect(createsSeen()).toBe(0);
    expect(await ledger(rig)).toEqual([]);
  });

  it('the balance is unknown after the purchase: it is bought all the same', async () => {
    const rig = rigOf();
    const order = await orderOf(rig, { source: madeByService });
    service.fail('credit', { body: { code: 200, data: 100 } }, { instead: 'reset' });
    valueOf(await rig.purchases.buySeparation(order));
    expect(await ledger(rig)).toMatchObject([{ balanceBefore: 100, balanceAfter: null, outcome: { state: 'bought' } }]);
  });

  it('no server listens: the request never left, so it may be made again', async () => {
    const rig = rigOf();
    const order = await orderOf(rig, { source: madeByService });
    const { origin } = server;
    const post = rig.tools.http.post.bind(rig.tools.http);
    Object.assign(rig.tools.http, {
      post: (request: Parameters<typeof post>[0]) =>
        post({ ...request, url: new URL(request.url.href.replace(origin, 'http://127.0.0.1:9')) }),
    });
    expect(kindOf(await rig.purchases.buySeparation(order))).toBe('offline');
    expect(await states(rig)).toEqual(['refused']);
  });

  it('the key is refused by the keychain in the last moment: nothing left', async () => {
    let asked = 0;
    const readKey = (): Promise<Result<string>> =>
      Promise.resolve(
        (asked += 1) > 2
          ? { ok: false, failure: { kind: 'keychainLocked', detail: '' } }
          : { ok: true, value: server.key },
      );
    const rig = rigOf({ readKey });
    expect(kindOf(await buy(rig, { source: madeByService }))).toBe('keychainLocked');
    expect(createsSeen()).toBe(0);
    expect(await states(rig)).toEqual(['refused']);
  });
});

describe('a purchase to which no answer came', () => {
  const lost = async (): Promise<PurchaseRig> => {
    service.fail('create', { doneBut: 'reset' });
    const rig = rigOf();
    const answer = await buy(rig, { source: madeByService });
    expect(answer).toMatchObject({
      failure: { kind: 'purchaseUncertain', detail: 'The account has 50 credits less than before.' },
    });
    return rig;
  };
  const lineOf = async (rig: PurchaseRig): Promise<Purchase> => {
    const [line] = await ledger(rig);
    if (line === undefined) throw new Error('no line');
    return line;
  };

  it('is settled by the task id that the user finds at the service, and becomes a song', async () => {
    const rig = await lost();
    const { id } = await lineOf(rig);
    const taskId = taskIdSchema.parse(service.separations[0]?.taskId);
    const settled = valueOf(await rig.purchases.settle(id, { as: 'bought', taskId }));
    expect(settled.purchases).toMatchObject([{ outcome: { state: 'bought', taskId }, balanceAfter: 50 }]);
    expect(rig.library.findByTask(taskId)?.id).toBe(settled.sessionId);
    expect(createsSeen()).toBe(1);
  });

  it('is settled as not bought, and then may be bought', async () => {
    service.fail('create', { instead: 'reset' });
    const rig = rigOf();
    expect(await buy(rig, { source: madeByService })).toMatchObject({
      failure: { detail: 'The account has as many credits as before.' },
    });
    valueOf(await rig.purchases.settle((await lineOf(rig)).id, { as: 'notBought' }));
    valueOf(await buy(rig, { source: madeByService }));
    expect(service.separations).toHaveLength(1);
    expect(await states(rig)).toEqual(['bought', 'notBought']);
  });

  it('also because the app ended, is looked up by the balance at the next offer', async () => {
    const rig = await lost();
    const line = await lineOf(rig);
    valueOf(await rig.ledger.put({ ...line, outcome: { state: 'sending' }, balanceAfter: null }));
    const later = rigOf();
    const { purchases } = valueOf(await later.purchases.offer());
    expect(purchases).toMatchObject([{ outcome: { state: 'uncertain' }, balanceBefore: 100, balanceAfter: 50 }]);
    expect(await ledger(rigOf())).toMatchObject([{ balanceAfter: 50 }]);
  });

  it('cannot be settled twice', async () => {
    const rig = await lost();
    const { id } = await lineOf(rig);
    valueOf(await rig.purchases.settle(id, { as: 'notBought' }));
    expect(kindOf(await rig.purchases.settle(id, { as: 'notBought' }))).toBe('notFound');
  });
});

describe('cancelling', () => {
  it('in the upload leaves nothing bought and nothing in the ledger', async () => {
    const rig = rigOf();
    const order = await orderOf(rig);
    server.route('/api/file-stream-upload', () => {
      rig.purchases.cancel();
      return { instead: 'silence' };
    });
    expect(kindOf(await rig.purchases.buySeparation(order))).toBe('cancelled');
    expect(await ledger(rig)).toEqual([]);
    expect(createsSeen()).toBe(0);
  });

  it('once the request has left changes nothing: the answer counts', async () => {
    const rig = rigOf();
    const order = await orderOf(rig, { source: madeByService });
    const taskId = 'b'.repeat(32);
    server.route('/api/v1/jobs/createTask', () => {
      rig.purchases.cancel();
      return { body: { code: 200, data: { taskId } } };
    });
    valueOf(await rig.purchases.buySeparation(order));
    expect(await ledger(rig)).toMatchObject([{ outcome: { state: 'bought', taskId } }]);
  });
});

describe('a file', () => {
  it.each([
    ['that is empty', Buffer.alloc(0), 'unsupportedFile'],
    ['that is no sound', Buffer.from('<html>not a song</html>'.repeat(50)), 'unsupportedFile'],
    ['that is a picture', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500)]), 'unsupportedFile'],
    ['that is longer than the service takes', wavOf(21 * 60, 8000, 1), 'songTooLong'],
  ] as const)('%s is refused before anything is paid', async (_, content, kind) => {
    const path = join(home, 'song.wav');
    await writeFile(path, content);
    expect(kindOf(await rigOf().files.choose(path))).toBe(kind);
    expect(server.seen).toEqual([]);
  });

  it('that is gone, or a folder, is said', async () => {
    expect(kindOf(await rigOf().files.choose(join(home, 'gone.mp3')))).toBe('sourceUnreadable');
    expect(kindOf(await rigOf().files.choose(home))).toBe('unsupportedFile');
  });

  it.each(['changes', 'vanishes'] as const)(
    'that %s before the upload is not sent, and nothing is bought',
    async (how) => {
      const rig = rigOf();
      const order = await orderOf(rig);
      if (how === 'changes') await writeFile(song, mp3Bytes(300_000));
      else await writeFile(song, new Uint8Array());
      expect(kindOf(await rig.purchases.buySeparation(order))).toBe('sourceUnreadable');
      expect(service.uploads).toEqual([]);
      expect(createsSeen()).toBe(0);
    },
  );

  it('above 20 MB is sent as its MP3, and not at all without one', async () => {
    const path = join(home, 'long.wav');
    await writeFile(path, wavOf(125));
    const rig = rigOf();
    const { sha256, name, byteLength, seconds } = valueOf(await rig.files.choose(path));
    expect(byteLength).toBeGreaterThan(20_000_000);
    expect(seconds).toBeCloseTo(125, 3);
    const source = { from: 'file', sha256, name } as const;
    expect(kindOf(await buy(rig, { source }))).toBe('songTooLarge');
    const encoded = mp3Bytes(100_000);
    await writeFile(await rig.files.encodedPath(sha256), encoded);
    const session = valueOf(await buy(rig, { source }));
    expect(service.uploads.map((upload) => sha256Of(upload.body))).toEqual([sha256Of(encoded)]);
    // The song keeps the file as it is.
    expect(rig.library.find(session.id)?.original).toMatchObject({ sha256, container: 'wav' });
  });
});

/** A WAV of silence, 16 bits. */
function wavOf(seconds: number, rate = 44_100, channels = 2): Buffer {
  const dataBytes = seconds * rate * channels * 2;
  const wav = Buffer.alloc(44 + dataBytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + dataBytes, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * channels * 2, 28);
  wav.writeUInt16LE(channels * 2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(dataBytes, 40);
  return wav;
}
