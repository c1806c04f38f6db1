import { describe, expect, it, vi } from 'vitest';
import {
  decibels,
  defaultExportChoices,
  fail,
  failure,
  ok,
  type Bridge,
  type CoverArt,
  type Failure,
  type Session,
} from '#contract';
import { ExportQueue, type ExportEntry } from '../../../../renderer/state/export/export-queue.svelte.ts';
import type { StemFileJob } from '../../../../renderer/export/stem-file/render-stem-file.ts';
import type { RenderJob } from '../../../../renderer/export/render-job.ts';
import type { RenderPort, Ports } from '../../../../renderer/state/ports.ts';
import { pictureOf, pngBytes } from '../../../fixtures/pictures.ts';
import { FakeBridge } from '../../../fakes/fake-bridge.ts';
import { outcomeOf, portsOf } from '../ports.ts';
import { session, song, songOf } from './a-song.ts';

const [vocals] = session.stems;
if (vocals === undefined) throw new Error('no stems');
const stems = { ...defaultExportChoices, kind: 'stems', nameTemplate: '{variant}' } as const;
const mix = { ...defaultExportChoices, nameTemplate: '{title}' };

/** A queue, and every end it told of. */
function queueOf(bridge: FakeBridge, instead: Partial<Ports> = {}, answers: Partial<Bridge> = {}) {
  const ended: ExportEntry[] = [];
  const now: { session: Session | null } = { session };
  const queue = new ExportQueue(portsOf(bridge, instead, answers), {
    verified: () => () => Promise.resolve(now.session),
    onEnd: (entry) => ended.push(entry),
  });
  const settled = () => vi.waitUntil(() => queue.running === null && queue.waitingCount === 0, { timeout: 30_000 });
  const states = () => queue.entries.map(({ name, phase }) => `${name}: ${phase.state}`);
  return { queue, ended, now, settled, states };
}

/** A render that goes on until it is let go, or is stopped. */
function heldRender() {
  const jobs: RenderJob[] = [];
  const held: (() => void)[] = [];
  const renderFiles: RenderPort = (job, onProgress, signal) =>
    new Promise((resolve) => {
      jobs.push(job);
      onProgress(0.5);
      held.push(() => {
        resolve(ok(job.targets.map(() => outcomeOf())));
      });
      signal.addEventListener('abort', () => {
        resolve(fail('cancelled'));
      });
    });
  const letGo = async (count: number) => {
    await vi.waitUntil(() => held.length >= count, { timeout: 30_000 });
    held[count - 1]?.();
  };
  return { renderFiles, jobs, letGo };
}

describe('an export', () => {
  it('renders the stems that are here, in the region asked for, and ends as a whole file', async () => {
    const bridge = new FakeBridge([session]);
    const { renderFiles, jobs, letGo } = heldRender();
    const { queue, settled, states, ended } = queueOf(bridge, { renderFiles });
    expect(await queue.start(song, mix)).toBe('queued');
    await letGo(1);
    await settled();
    expect(jobs[0]).toMatchObject({ region: song.region, sampleRate: 48_000, fileRate: 48_000, format: mix.format });
    expect(jobs[0]?.stems.map(({ id }) => id)).toEqual(['vocals', 'drums', 'bass']);
    expect(bridge.asked).toEqual(['beginExport Night Drive.wav', 'keep Night Drive.wav']);
    expect(states()).toEqual(['Night Drive.wav: done']);
    expect(ended).toEqual(queue.entries);
  });

  it('has the cover of its song in its tags, when that has one', async () => {
    const cover = pictureOf(pngBytes);
    const covered = { ...song, session: { ...session, cover: cover.kind } };
    const tags: (CoverArt | undefined)[] = [];
    const renderFiles: RenderPort = ({ targets }) => {
      tags.push(...targets.map((target) => target.tags.cover));
      return Promise.resolve(ok(targets.map(() => outcomeOf())));
    };
    const asked: string[] = [];
    const readCover: Ports['readCover'] = (id) => {
      asked.push(id);
      return Promise.resolve(asked.length === 1 ? cover : null);
    };
    const { queue, settled } = queueOf(new FakeBridge([session]), { renderFiles, readCover });
    for (const one of [covered, covered, song]) {
      await queue.start(one, mix);
      await settled();
    }
    expect(tags).toEqual([cover, undefined, undefined]);
    expect(asked).toEqual([session.id, session.id]);
  });

  it('of silence is a sentence, not a file', async () => {
    const bridge = new FakeBridge([session]);
    const { queue } = queueOf(bridge);
    const silent = { ...song, mix: { ...song.mix, masterDb: decibels(-Infinity) } };
    expect(await queue.start(silent, mix)).toEqual(failure('allSilent'));
    expect(bridge.asked).toEqual([]);
  });

  it('whose dialog was dismissed, or whose folder is gone, is none', async () => {
    const dismissed = queueOf(new FakeBridge(), {}, { beginExport: () => Promise.resolve(ok(null)) });
    expect(await dismissed.queue.start(song, mix)).toBe('dismissed');
    const gone = queueOf(new FakeBridge(), {}, { beginExport: () => Promise.resolve(fail('folderUnavailable')) });
    expect(await gone.queue.start(song, mix)).toEqual(failure('folderUnavailable'));
    expect([dismissed.states(), gone.states()]).toEqual([[], []]);
  });

  it('that is cancelled leaves no file and no entry', async () => {
    const bridge = new FakeBridge([session]);
    const { renderFiles } = heldRender();
    const { queue, settled, ended } = queueOf(bridge, { renderFiles });
    await queue.start(song, mix);
    await vi.waitUntil(() => queue.running?.phase.state === 'running', { timeout: 30_000 });
    queue.dismiss(queue.running?.id ?? -1);
    await settled();
    expect(bridge.asked).toEqual(['beginExport Night Drive.wav', 'drop Night Drive.wav']);
    expect([queue.entries, ended]).toEqual([[], []]);
  });

  it('of stems that all turned out to be damaged, or of a song that is gone, is no file', async () => {
    const bridge = new FakeBridge([session]);
    const { queue, now, settled, ended } = queueOf(bridge);
    const harmed = { state: 'damaged', failure: failure('damaged') } as const;
    now.session = { ...session, stems: session.stems.map((stem) => ({ ...stem, file: harmed })) };
    await queue.start(song, mix);
    await settled();
    now.session = null;
    await queue.start(song, mix);
    await settled();
    expect(ended.map(({ phase }) => phase)).toEqual([
      { state: 'failed', failure: expect.objectContaining({ kind: 'stemsUnreadable' }) as Failure, kept: [] },
      { state: 'failed', failure: failure('notFound', 'Night Drive'), kept: [] },
    ]);
    const [first] = ended;
    const detail = first?.phase.state === 'failed' ? first.phase.failure.detail : '';
    for (const name of ['vocals', 'drums', 'bass', 'guitar']) expect(detail).toContain(`${name}: A saved file`);
    expect(bridge.asked.filter((asked) => asked.startsWith('keep'))).toEqual([]);
  });

  /** The song with one stem that turned out to be damaged. */
  const harmedIn = (id: string): Session => ({
    ...session,
    stems: session.stems.map((stem) =>
      stem.id === id ? { ...stem, file: { state: 'damaged', failure: failure('damaged') } } : stem,
    ),
  });

  it('goes on without a stem that turned out to be damaged, and names it', async () => {
    const { renderFiles, jobs, letGo } = heldRender();
    const { queue, now, settled, ended } = queueOf(new FakeBridge([session]), { renderFiles });
    now.session = harmedIn('drums');
    await queue.start(song, mix);
    await letGo(1);
    await settled();
    expect(jobs[0]?.stems.map(({ id }) => id)).toEqual(['vocals', 'bass']);
    expect(ended[0]?.phase).toMatchObject({
      state: 'done',
      leftOut: [
        { name: 'drums', failure: { kind: 'damaged' } },
        { name: 'guitar', failure: { kind: 'notFetched' } },
      ],
    });
  });

  it('of the stems has no file for one that turned out to be damaged, nor for one that cannot be opened', async () => {
    const bridge = new FakeBridge([session]);
    const renderFiles: RenderPort = ({ targets }) =>
      Promise.resolve(
        ok(
          targets.map((_, index) =>
            index > 0
              ? outcomeOf()
              : outcomeOf({ stems: 0, problems: [{ stemId: vocals.id, failure: failure('undecodable', 'AC-3.') }] }),
          ),
        ),
      );
    const { queue, now, settled, ended } = queueOf(bridge, { renderFiles });
    now.session = harmedIn('drums');
    await queue.start(song, stems);
    await settled();
    expect(bridge.asked.slice(1)).toEqual(['drop drums.wav', 'drop vocals.wav', 'keep bass.wav']);
    expect(ended[0]?.phase).toMatchObject({
      state: 'done',
      files: [{ fileName: 'bass.wav' }],
      leftOut: [{ name: 'vocals' }, { name: 'drums' }, { name: 'guitar' }],
    });
  });

  it('does not mind what is the matter with stems that are not in its mix', async () => {
    const { queue, now, settled, ended } = queueOf(new FakeBridge([session]));
    now.session = harmedIn('drums');
    const quiet = ['drums', 'guitar'];
    const strips = song.mix.strips.map((strip) => ({ ...strip, isMuted: quiet.includes(strip.stemId) }));
    await queue.start({ ...song, mix: { ...song.mix, strips } }, mix);
    await settled();
    expect(ended[0]?.phase).toMatchObject({ state: 'done', leftOut: [], concealed: [] });
  });

  it('that is cancelled while its song is compared with its hashes ends at once', async () => {
    const bridge = new FakeBridge([session]);
    const queue = new ExportQueue(portsOf(bridge), {
      // A disk that never answers.
      verified: () => () => new Promise(() => undefined),
      onEnd: () => undefined,
    });
    await queue.start(song, mix);
    queue.dismiss(queue.running?.id ?? -1);
    await vi.waitUntil(() => queue.entries.length === 0, { timeout: 30_000 });
    expect(bridge.asked).toEqual(['beginExport Night Drive.wav', 'drop Night Drive.wav']);
  });

  it('that fails removes what was written and says why', async () => {
    const bridge = new FakeBridge([session]);
    const { queue, settled, ended } = queueOf(bridge, { renderFiles: () => Promise.resolve(fail('diskFull')) });
    await queue.start(song, mix);
    await settled();
    expect(bridge.asked).toContain('drop Night Drive.wav');
    expect(ended[0]?.phase).toEqual({ state: 'failed', failure: failure('diskFull'), kept: [] });
    queue.dismiss(ended[0]?.id ?? -1);
    expect(queue.entries).toEqual([]);
  });

  it('that meets a bug fails, and the next one has its turn', async () => {
    const renders: RenderPort[] = [
      () => Promise.reject(new Error('broken')),
      ({ targets }) => Promise.resolve(ok(targets.map(() => outcomeOf()))),
    ];
    const renderFiles: RenderPort = (...given) => renders.shift()?.(...given) ?? Promise.resolve(fail('internal'));
    const { queue, settled, states, ended } = queueOf(new FakeBridge([session]), { renderFiles });
    await queue.start(song, mix);
    await queue.start(song, mix);
    await settled();
    expect(states()).toEqual(['Night Drive.wav: failed', 'Night Drive.wav: done']);
    expect(ended[0]?.phase).toMatchObject({ failure: failure('internal', 'broken') });
  });
});

describe('a stem file', () => {
  const stemFile = { ...mix, kind: 'stemFile' } as const;

  it('is rendered as one and kept as one', async () => {
    const bridge = new FakeBridge([session]);
    const made: StemFileJob[] = [];
    const renderStemFile: Ports['renderStemFile'] = (job) => {
      made.push(job);
      return Promise.resolve(ok(outcomeOf()));
    };
    const { queue, settled, states } = queueOf(bridge, { renderStemFile });
    await queue.start(song, stemFile);
    await settled();
    expect(made).toMatchObject([{ region: song.region, fileRate: 48_000, mix: song.mix }]);
    expect(states()).toEqual(['Night Drive.stem.mp4: done']);
    expect(bridge.asked.slice(1)).toEqual(['keep Night Drive.stem.mp4']);
  });

  it('that is cancelled or fails is no file', async () => {
    const bridge = new FakeBridge([session]);
    const ends: Ports['renderStemFile'][] = [
      (_job, _onProgress, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve(fail('cancelled'));
          });
        }),
      () => Promise.resolve(fail('tooLarge')),
    ];
    const renderStemFile: Ports['renderStemFile'] = (...given) =>
      ends.shift()?.(...given) ?? Promise.resolve(fail('internal'));
    const { queue, settled, states } = queueOf(bridge, { renderStemFile });
    await queue.start(song, stemFile);
    await vi.waitUntil(() => ends.length === 1, { timeout: 30_000 });
    queue.dismiss(queue.running?.id ?? -1);
    await settled();
    await queue.start(song, stemFile);
    await settled();
    expect(states()).toEqual(['Night Drive.stem.mp4: failed']);
    expect(bridge.asked.filter((asked) => /^(keep|drop)/.test(asked))).toEqual(
      Array(2).fill('drop Night Drive.stem.mp4'),
    );
  });
});

describe('a queue of exports', () => {
  it('writes one after the other, and one that waits can be given up', async () => {
    const bridge = new FakeBridge([session]);
    const { renderFiles, letGo, jobs } = heldRender();
    const { queue, settled, states } = queueOf(bridge, { renderFiles });
    for (const title of ['{title} 1', '{title} 2', '{title} 3']) {
      await queue.start(song, { ...mix, nameTemplate: title });
    }
    expect(states()).toEqual([
      'Night Drive 1.wav: running',
      'Night Drive 2.wav: waiting',
      'Night Drive 3.wav: waiting',
    ]);
    queue.dismiss(queue.entries[1]?.id ?? -1);
    await letGo(1);
    await letGo(2);
    await settled();
    expect(states()).toEqual(['Night Drive 1.wav: done', 'Night Drive 3.wav: done']);
    expect(jobs).toHaveLength(2);
    expect(bridge.asked).toContain('drop Night Drive 2.wav');
  });
});

describe('an export of several files', () => {
  it('is one render, one entry, and every file is kept', async () => {
    const bridge = new FakeBridge([session]);
    const { renderFiles, letGo, jobs } = heldRender();
    const { queue, settled, states } = queueOf(bridge, { renderFiles });
    await queue.start(song, stems);
    await letGo(1);
    await settled();
    expect(jobs[0]?.targets).toHaveLength(3);
    expect(states()).toEqual(['Music: done']);
    expect(queue.entries[0]).toMatchObject({ fileCount: 3, phase: { files: [{ fileName: 'vocals.wav' }, {}, {}] } });
    expect(bridge.asked.slice(1)).toEqual(['keep vocals.wav', 'keep drums.wav', 'keep bass.wav']);
  });

  it('keeps what is finished when one cannot be put in place', async () => {
    const bridge = new FakeBridge([session]);
    const endExport: Bridge['endExport'] = ({ ticket, isKept }) => {
      const name = bridge.names.get(ticket) ?? '';
      bridge.asked.push(`${isKept ? 'keep' : 'drop'} ${name}`);
      return Promise.resolve(isKept && name === 'drums.wav' ? fail('fileLocked', name) : ok());
    };
    const { queue, settled, ended } = queueOf(bridge, {}, { endExport });
    await queue.start(song, stems);
    await settled();
    expect(ended[0]?.phase).toMatchObject({
      state: 'failed',
      failure: { kind: 'fileLocked' },
      kept: [{ fileName: 'vocals.wav' }],
    });
    expect(bridge.asked).toContain('drop bass.wav');
    expect(bridge.asked).not.toContain('keep bass.wav');
  });

  it('of more than sixteen goes in parts; cancelled in the second, the first part stays', async () => {
    const many = songOf(20);
    const { renderFiles, letGo, jobs } = heldRender();
    const { queue, now, settled } = queueOf(new FakeBridge([many.session]), { renderFiles });
    now.session = many.session;
    await queue.start(many, stems);
    await letGo(1);
    await vi.waitUntil(() => jobs.length === 2, { timeout: 30_000 });
    expect(jobs.map(({ targets }) => targets.length)).toEqual([16, 4]);
    expect(queue.running?.phase).toMatchObject({ fraction: 0.9 });
    queue.dismiss(queue.running?.id ?? -1);
    await settled();
    expect(queue.entries[0]?.phase).toMatchObject({ state: 'cancelled' });
    expect(queue.entries[0]?.phase).toHaveProperty('kept.length', 16);
  });

  it('whose report cannot be written leaves no file', async () => {
    const bridge = new FakeBridge([session]);
    const { queue, settled, ended } = queueOf(bridge, { putBytes: () => Promise.resolve(fail('diskFull')) });
    await queue.start(song, { ...mix, writesReport: true });
    await settled();
    expect(ended[0]?.phase).toMatchObject({ state: 'failed', failure: { kind: 'diskFull' }, kept: [] });
    expect(bridge.asked.filter((asked) => asked.startsWith('keep'))).toEqual([]);
  });

  it('tells of its loudness in a document, and hands the projects over', async () => {
    const bridge = new FakeBridge([session]);
    const put: { readonly name: string; readonly text: string }[] = [];
    const putBytes: Ports['putBytes'] = (ticket, bytes) => {
      put.push({ name: bridge.names.get(ticket) ?? '', text: new TextDecoder().decode(bytes) });
      return Promise.resolve(ok());
    };
    const { queue, settled } = queueOf(bridge, { putBytes });
    await queue.start(song, { ...stems, kind: 'daw', writesReport: true });
    await settled();
    expect(put.map(({ name }) => name)).toEqual([
      'Night Drive/Night Drive.rpp',
      'Night Drive/Night Drive.dawproject',
      'Night Drive/Night Drive.mid',
      'Night Drive/Night Drive - Loudness.json',
    ]);
    expect(queue.entries[0]).toMatchObject({ name: 'Night Drive', fileCount: 6, phase: { state: 'done' } });
    const report = JSON.parse(put[3]?.text ?? '') as { readonly files: readonly unknown[] };
    expect(report.files[0]).toEqual({
      ...{ file: 'vocals.wav', variant: 'vocals', lengthFrames: 4900, target: null, gainDb: 0, limitedDb: 0 },
      clippedSamples: 0,
      before: { integratedLufs: -16.34, rangeLu: 6.1, truePeakDbtp: -0.8, samplePeakDbfs: -1 },
      after: { integratedLufs: -16.34, rangeLu: 6.1, truePeakDbtp: -0.8, samplePeakDbfs: -1 },
      missingStems: [],
      concealed: [],
    });
  });
});
