import { describe, expect, it } from 'vitest';
import {
  decibels,
  defaultExportChoices,
  fail,
  failure,
  flatMix,
  frames,
  hertz,
  ok,
  type ExportOrder,
  type ExportWish,
  type Mix,
  type OrderNews,
  type Result,
  type Session,
} from '#contract';
import { exportTicketSchema, orderNewsSchema } from '#contract/schemas';
import type { BounceJob } from '../../../../renderer/bounce/bounce-job.ts';
import type { StemFileJob } from '../../../../renderer/bounce/stem-file/bounce-stem-file.ts';
import { carryOrder, type OrderPorts } from '../../../../renderer/state/order/carry-order.ts';
import { chosenVersions } from '../../../../renderer/state/order/chosen-versions.ts';
import type { BounceOutcome } from '../../../../renderer/state/ports.ts';
import { session, song } from '../export/a-song.ts';

const ticketOf = (digit: number) => exportTicketSchema.parse(String(digit).repeat(26));
const loudness = { integratedLufs: -14, rangeLu: 3, truePeakDb: -1, samplePeakDb: -Infinity };
const outcome: BounceOutcome = {
  ...{ peakDb: -1, clippedSamples: 0, lengthFrames: 96_000, before: loudness, after: loudness },
  ...{ gainDb: 2, limitedDb: 0.5, problems: [] },
};

const order: ExportOrder = {
  ...{ appVersion: '1.0.0', sessionId: session.id, mix: 'saved', isLoopOnly: false, newsTicket: ticketOf(9) },
  choices: { ...defaultExportChoices, rate: 48_000 },
};

/** What a page without a window does with an order, on ports that only remember. */
async function carried(
  change: Partial<ExportOrder>,
  ports: Partial<Pick<OrderPorts, 'bounce' | 'measure'>> & { readonly verified?: Session; readonly saved?: Mix } = {},
) {
  const news: OrderNews[] = [];
  const wishes: ExportWish[] = [];
  const jobs: BounceJob[] = [];
  const stemFiles: StemFileJob[] = [];
  const ended: boolean[] = [];
  await carryOrder(
    { ...order, ...change },
    {
      api: {
        openSession: () => Promise.resolve(ok({ session, mix: ports.saved ?? song.mix, analysis: null })),
        verifySession: () => Promise.resolve(ok(ports.verified ?? session)),
        beginExport: (wish) => {
          wishes.push(wish);
          const files = wish.names.map((fileName, index) => ({ ticket: ticketOf(index), fileName }));
          const report = wish.report === null ? null : { ticket: ticketOf(8), fileName: wish.report };
          return Promise.resolve(ok({ folderName: 'here', files, report }));
        },
        endExport: ({ isKept }) => {
          ended.push(isKept);
          return Promise.resolve(ok());
        },
      },
      putBytes: () => Promise.resolve(ok()),
      readCover: () => Promise.resolve(null),
      bounceStemFile: (job) => {
        stemFiles.push(job);
        return Promise.resolve(ok(outcome));
      },
      measure:
        ports.measure ?? (() => Promise.resolve(ok({ sampleRate: hertz(48_000), lengthFrames: frames(96_000) }))),
      bounce:
        ports.bounce ??
        ((job, onProgress) => {
          jobs.push(job);
          onProgress(0.5);
          return Promise.resolve(ok(job.targets.map(() => outcome)));
        }),
    },
    (one) => news.push(one),
  );
  return { news, wishes, jobs, stemFiles, ended, end: news.at(-1) };
}

const troubleOf = (end: OrderNews | undefined): string =>
  end?.state === 'failed' ? end.failure.kind : String(end?.state);

describe('an order', () => {
  it('is carried out as in the window, and its news keep the contract', async () => {
    const { news, wishes, jobs, ended, end } = await carried({});
    expect(wishes.map(({ names }) => names)).toEqual([['Night Drive.wav']]);
    expect(jobs[0]).toMatchObject({ region: { startFrames: 0, endFrames: 96_000 }, targets: [{ mix: song.mix }] });
    expect(ended).toEqual([true]);
    expect(news[0]).toEqual({ state: 'running', fraction: 0.5 });
    const silent = { ...loudness, samplePeakDb: null };
    expect(end).toMatchObject({
      ...{ state: 'done', title: 'Night Drive', documents: [] },
      files: [{ ticket: ticketOf(0), version: 'Mix', lengthSeconds: 2, before: silent, after: silent, gainDb: 2 }],
    });
    for (const one of news) expect(orderNewsSchema.safeParse(JSON.parse(JSON.stringify(one))).success).toBe(true);
  });

  it('takes the mix that is asked for, fitted to the stems', async () => {
    const flat = flatMix(session.stems.map(({ id }) => id));
    expect((await carried({ mix: 'flat' })).jobs[0]?.targets[0]?.mix).toEqual(flat);
    const foreign: Mix = { ...flat, masterDb: decibels(-3), strips: flat.strips.slice(0, 1) };
    const { jobs } = await carried({ mix: foreign });
    expect(jobs[0]?.targets[0]?.mix).toMatchObject({ masterDb: -3, strips: flat.strips });
  });

  it('takes the loop alone, when the mix has one', async () => {
    const loop = { startFrames: frames(1000), endFrames: frames(50_000), isOn: false };
    const { jobs } = await carried({ isLoopOnly: true }, { saved: { ...song.mix, loop } });
    expect(jobs[0]?.region).toEqual({ startFrames: 1000, endFrames: 50_000 });
    expect(troubleOf((await carried({ isLoopOnly: true }, { saved: { ...song.mix, loop: null } })).end)).toBe(
      'badRequest',
    );
  });

  it('makes a stem file, whose groups words name', async () => {
    const choices = { ...order.choices, kind: 'stemFile', groups: { Bass: 'vocals' } } as const;
    const { stemFiles, jobs, wishes, end } = await carried({ choices });
    expect(jobs).toEqual([]);
    expect(wishes[0]?.names).toEqual(['Night Drive.stem.mp4']);
    expect([...(stemFiles[0]?.groups ?? [])]).toEqual([
      ['vocals', 'vocals'],
      ['drums', 'drums'],
      ['bass', 'vocals'],
    ]);
    expect(end).toMatchObject({ state: 'done', files: [{ ticket: ticketOf(0) }] });
    const unknown = await carried({ choices: { ...choices, groups: { kazoo: 'bass' } } });
    expect([troubleOf(unknown.end), unknown.wishes]).toEqual(['badRequest', []]);
  });

  it('tells of documents beside the files', async () => {
    const { end } = await carried({ choices: { ...order.choices, kind: 'daw', writesReport: true } });
    expect(end).toMatchObject({ state: 'done', documents: [ticketOf(3), ticketOf(4), ticketOf(8)] });
  });

  it('fails in words: damage, what cannot be decoded, silence, unknown stems, bugs', async () => {
    const [first, ...others] = session.stems;
    if (first === undefined) throw new Error('no stems');
    const harmed = { ...first, file: { state: 'damaged', failure: failure('damaged') } } as const;
    const damaged = await carried({}, { verified: { ...session, stems: [harmed, ...others] } });
    expect([troubleOf(damaged.end), damaged.wishes]).toEqual(['damaged', []]);
    const undecodable = await carried({}, { measure: () => Promise.resolve(fail('undecodable', 'Bass')) });
    expect(troubleOf(undecodable.end)).toBe('undecodable');
    const off = await carried({}, { saved: { ...song.mix, masterDb: decibels(-Infinity) } });
    expect(troubleOf(off.end)).toBe('allSilent');
    const unknown = await carried({ choices: { ...order.choices, kind: 'versions', versions: ['only:kazoo'] } });
    expect([troubleOf(unknown.end), unknown.wishes]).toEqual(['badRequest', []]);
    const full = await carried({}, { bounce: () => Promise.resolve(fail('diskFull')) });
    expect([troubleOf(full.end), full.ended]).toEqual(['diskFull', [false]]);
    const bug = await carried({}, { measure: () => Promise.reject(new Error('a bug')) });
    expect(troubleOf(bug.end)).toBe('internal');
  });
});

describe('the versions that words name', () => {
  const chosen = (...words: readonly string[]): Result<readonly string[]> => chosenVersions(song, words);

  it.each([
    { words: ['instrumental'], means: ['instrumental'] },
    { words: ['Acapella', 'acappella'], means: ['acappella'] },
    { words: ['drums-and-bass'], means: ['drumsAndBass'] },
    { words: ['minus:drums', 'only:Vocals'], means: ['only:vocals', 'minus:drums'] },
    { words: ['each'], means: ['only:vocals', 'only:drums', 'only:bass'] },
    { words: ['minus'], means: ['minus:vocals', 'minus:drums', 'minus:bass'] },
  ])('$words are $means, in the order shown', ({ words, means }) => {
    expect(chosen(...words)).toEqual(ok(means));
  });

  it('are all there are for "all", and none that the song lacks', () => {
    const all = chosen('all');
    expect(all.ok && all.value.length).toBe(9);
    expect(chosen('only:guitar')).toEqual(
      fail('badRequest', 'There is no only:guitar; the stems are vocals, drums, bass'),
    );
  });

  it('name a stem by its id, its name or its kind', () => {
    const [first, second] = session.stems;
    if (first === undefined || second === undefined) throw new Error('no stems');
    const named = { ...second, name: 'Lead, "Vox"', kind: 'backingVocals' } as const;
    const odd = { ...song, session: { ...session, stems: [first, named] } };
    for (const word of ['only:drums', 'only:lead, "vox"', 'only:backing vocals', 'only:backing-vocals']) {
      expect(chosenVersions(odd, [word])).toEqual(ok(['only:drums']));
    }
  });
});
