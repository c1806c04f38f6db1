import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decibels,
  defaultExportChoices,
  fail,
  failure,
  emptySheet,
  flatMix,
  frames,
  hertz,
  ok,
  type ExportRequest,
  type NewExport,
  type Mix,
  type RequestReport,
  type Result,
  type Session,
  type SongSheet,
} from '#contract';
import { exportTicketSchema, requestReportSchema } from '#contract/schemas';
import type { RenderJob, RenderReport } from '../../../../renderer/export/render-job.ts';
import type { StemFileJob } from '../../../../renderer/export/stem-file/render-stem-file.ts';
import type { MeasuredSong } from '../../../../renderer/engine/opened-stems.ts';
import {
  exportForCommandLine,
  chosenVersions,
  type CommandLinePorts,
  reportedFile,
} from '../../../../renderer/state/export/command-line-export.ts';
import { withStrip, withStripAt } from '../../../../renderer/mix/mix-edits.ts';
import { sceneOf } from '../../../../renderer/mix/scenes.ts';
import { session, song } from './a-song.ts';

const ticketOf = (digit: number) => exportTicketSchema.parse(String(digit).repeat(26));
const loudness = { integratedLufs: -14, rangeLu: 3, truePeakDb: -1, samplePeakDb: -Infinity };
const outcome: RenderReport = {
  ...{ peakDb: -1, clippedSamples: 0, lengthFrames: 96_000, before: loudness, after: loudness },
  ...{ gainDb: 2, limitedDb: 0.5, problems: [], stems: 3, concealed: [] },
};

const request: ExportRequest = {
  ...{
    locale: 'en',
    appVersion: '1.0.0',
    sessionId: session.id,
    mix: 'saved',
    isLoopOnly: false,
    section: null,
    scene: null,
    isStrict: false,
    reportTicket: ticketOf(9),
  },
  choices: { ...defaultExportChoices, rate: 48_000 },
};

const measured: MeasuredSong = { sampleRate: hertz(48_000), lengthFrames: frames(96_000), undecodable: new Map() };
const [vocals, drums, bass] = session.stems;
if (vocals === undefined || drums === undefined || bass === undefined) throw new Error('no stems');
/** The whole of the song is here. */
const whole: Session = { ...session, stems: [vocals, drums, bass] };
const heard = flatMix(whole.stems.map(({ id }) => id));

/** What a page without a window does with a request, on ports that only remember. */
async function exported(
  change: Partial<ExportRequest>,
  ports: Partial<Pick<CommandLinePorts, 'renderFiles' | 'measure'>> & {
    readonly verified?: Session;
    readonly saved?: Mix;
    readonly sheet?: SongSheet;
  } = {},
) {
  const news: RequestReport[] = [];
  const wishes: NewExport[] = [];
  const jobs: RenderJob[] = [];
  const stemFiles: StemFileJob[] = [];
  const ended: boolean[] = [];
  await exportForCommandLine(
    { ...request, ...change },
    {
      api: {
        openSession: () =>
          Promise.resolve(
            ok({ session: whole, mix: ports.saved ?? heard, sheet: ports.sheet ?? null, analysis: null }),
          ),
        verifySession: () => Promise.resolve(ok(ports.verified ?? whole)),
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
      renderStemFile: (job) => {
        stemFiles.push(job);
        return Promise.resolve(ok(outcome));
      },
      measure: ports.measure ?? (() => Promise.resolve(measured)),
      renderFiles:
        ports.renderFiles ??
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

const troubleOf = (end: RequestReport | undefined): string =>
  end?.state === 'failed' ? end.failure.kind : String(end?.state);

describe('a request', () => {
  it('is exported as in the window, and its news keep the contract', async () => {
    const { news, wishes, jobs, ended, end } = await exported({});
    expect(wishes.map(({ names }) => names)).toEqual([['Night Drive.wav']]);
    expect(jobs[0]).toMatchObject({ region: { startFrames: 0, endFrames: 96_000 }, targets: [{ mix: heard }] });
    expect(ended).toEqual([true]);
    expect(news[0]).toEqual({ state: 'planned', songRate: 48_000, fileRate: 48_000 });
    expect(news[1]).toEqual({ state: 'running', fraction: 0.5 });
    const silent = { ...loudness, samplePeakDb: null };
    expect(end).toMatchObject({
      ...{ state: 'done', title: 'Night Drive', documents: [] },
      files: [{ ticket: ticketOf(0), version: 'Mix', lengthSeconds: 2, before: silent, after: silent, gainDb: 2 }],
    });
    for (const one of news) expect(requestReportSchema.safeParse(JSON.parse(JSON.stringify(one))).success).toBe(true);
  });

  it('takes the mix that is asked for, fitted to the stems', async () => {
    const flat = flatMix(whole.stems.map(({ id }) => id));
    expect((await exported({ mix: 'flat' })).jobs[0]?.targets[0]?.mix).toEqual(flat);
    const foreign: Mix = { ...flat, masterDb: decibels(-3), strips: flat.strips.slice(0, 1) };
    const { jobs } = await exported({ mix: foreign });
    expect(jobs[0]?.targets[0]?.mix).toMatchObject({ masterDb: -3, strips: flat.strips });
  });

  it('calls stems as their strips are called, in the order of these, and knows them by either name', async () => {
    const named = withStrip(heard, vocals.id, { name: 'Lead', levelDb: decibels(-6), shiftMs: 40 });
    const saved = withStripAt(named, drums.id, 0);
    const stems = { ...request.choices, kind: 'stems', nameTemplate: '{variant}' } as const;
    const inOrder = ['drums.wav', 'Lead.wav', 'bass.wav'];
    expect((await exported({ choices: stems }, { saved })).wishes[0]?.names).toEqual(inOrder);
    const flat = await exported({ mix: 'flat', choices: stems }, { saved });
    expect(flat.wishes[0]?.names).toEqual(inOrder);
    expect(flat.jobs[0]?.targets[0]?.mix.strips[1]).toMatchObject({ name: 'Lead', levelDb: 0, shiftMs: 0 });
    for (const word of ['minus:lead', 'minus:VOCALS']) {
      const choices = { ...request.choices, kind: 'versions', versions: [word], nameTemplate: '{variant}' } as const;
      expect((await exported({ choices }, { saved })).wishes[0]?.names).toEqual(['No Lead.wav']);
    }
    const groups = { ...request.choices, kind: 'stemFile', groups: { Lead: 'bass' } } as const;
    expect((await exported({ choices: groups }, { saved })).stemFiles[0]?.groups.get(vocals.id)).toBe('bass');
    const unknown = { ...request.choices, kind: 'versions', versions: ['only:kazoo'] } as const;
    expect((await exported({ choices: unknown }, { saved })).end).toMatchObject({
      failure: { kind: 'badRequest', detail: 'There is no only:kazoo; the stems are drums, vocals, bass' },
    });
  });

  it('takes the loop alone, when the mix has one', async () => {
    const loop = { startFrames: frames(1000), endFrames: frames(50_000), isOn: false };
    const { jobs } = await exported({ isLoopOnly: true }, { saved: { ...song.mix, loop } });
    expect(jobs[0]?.region).toEqual({ startFrames: 1000, endFrames: 50_000 });
    expect(troubleOf((await exported({ isLoopOnly: true }, { saved: { ...song.mix, loop: null } })).end)).toBe(
      'badRequest',
    );
  });

  it('takes the section of a name alone, and says so when there is none', async () => {
    const sections = [{ name: 'Chorus', startFrames: frames(2000), endFrames: frames(60_000), colour: 1 }];
    const sheet = { ...emptySheet, sections };
    const { jobs } = await exported({ section: 'chorus' }, { sheet });
    expect(jobs[0]?.region).toEqual({ startFrames: 2000, endFrames: 60_000 });
    expect(troubleOf((await exported({ section: 'Solo' }, { sheet })).end)).toBe('badRequest');
  });

  it('takes the mix of a scene, by name or key, for whatever it writes, and says which there are', async () => {
    const quiet = withStrip(heard, drums.id, { levelDb: decibels(-20) });
    const scenes = [sceneOf(heard, 1, 'All'), sceneOf(quiet, 5, 'Practice')];
    const sheet = { ...emptySheet, scenes };
    const asScenes = { ...request.choices, kind: 'scenes', nameTemplate: '{variant}' } as const;
    const { wishes, jobs } = await exported({ scene: 'all', choices: asScenes }, { sheet });
    expect(wishes[0]?.names).toEqual(['All.wav', 'Practice.wav']);
    expect(jobs[0]?.targets.map(({ mix }) => mix)).toEqual([heard, quiet]);
    const one = await exported({ scene: 'practice', choices: asScenes }, { sheet });
    expect(one.wishes[0]?.names).toEqual(['Practice.wav']);
    const stems = await exported({ scene: '5', choices: { ...request.choices, kind: 'stems' } }, { sheet });
    expect(stems.jobs[0]?.targets[1]?.mix.strips[1]?.levelDb).toBe(-20);
    const none = await exported({ scene: 'Encore', choices: asScenes }, { sheet });
    expect(none.end).toMatchObject({
      state: 'failed',
      failure: { kind: 'badRequest', detail: 'This song has no scene "Encore"; its scenes are All, Practice' },
    });
  });

  it('writes the click of its sheet, and a count-in before every file', async () => {
    const grid = { bpm: 120, beatSeconds: [0], downbeat: 0, meters: [] };
    const choices = { ...request.choices, click: 'ownFile', countInBars: 1 } as const;
    const { jobs, wishes, end } = await exported({ choices }, { sheet: { ...emptySheet, grid } });
    expect(wishes[0]?.names).toHaveLength(2);
    expect(wishes[0]?.names[1]).toContain('Click');
    expect(jobs[0]?.targets.map(({ leadFrames, isClickAlone }) => [leadFrames, isClickAlone])).toEqual([
      [96_000, false],
      [96_000, true],
    ]);
    expect(jobs[0]?.targets[1]?.click?.countIn?.beatsPerBar).toBe(4);
    expect(end?.state).toBe('done');
  });

  it('makes a stem file, whose groups words name', async () => {
    const choices = { ...request.choices, kind: 'stemFile', groups: { Bass: 'vocals' } } as const;
    const { stemFiles, jobs, wishes, end } = await exported({ choices });
    expect(jobs).toEqual([]);
    expect(wishes[0]?.names).toEqual(['Night Drive.stem.mp4']);
    expect([...(stemFiles[0]?.groups ?? [])]).toEqual([
      ['vocals', 'vocals'],
      ['drums', 'drums'],
      ['bass', 'vocals'],
    ]);
    expect(end).toMatchObject({ state: 'done', files: [{ ticket: ticketOf(0) }] });
    const unknown = await exported({ choices: { ...choices, groups: { kazoo: 'bass' } } });
    expect([troubleOf(unknown.end), unknown.wishes]).toEqual(['badRequest', []]);
  });

  it('tells of documents beside the files', async () => {
    const { end } = await exported({ choices: { ...request.choices, kind: 'daw', writesReport: true } });
    expect(end).toMatchObject({ state: 'done', documents: [ticketOf(3), ticketOf(4), ticketOf(8)] });
  });

  const harmedBass = { ...bass, file: { state: 'damaged', failure: failure('damaged', 'Bass.wav') } } as const;
  const harmed = { ...whole, stems: [vocals, drums, harmedBass] };
  const noDrums = {
    measure: () =>
      Promise.resolve({ ...measured, undecodable: new Map([[drums.id, failure('undecodable', 'ALAC.')]]) }),
  };

  it('goes on without stems that are damaged or cannot be decoded, and tells them', async () => {
    const { jobs, ended, end } = await exported({}, { verified: harmed, ...noDrums });
    expect(jobs[0]?.stems.map(({ id }) => id)).toEqual(['vocals']);
    expect(ended).toEqual([true]);
    expect(end).toMatchObject({
      ...{ state: 'done', files: [{ ticket: ticketOf(0) }], concealed: [] },
      leftOut: [
        { stem: 'drums', reason: 'ALAC.' },
        { stem: 'bass', reason: 'A saved file has changed on disk. (Bass.wav)' },
      ],
    });
    expect(requestReportSchema.safeParse(JSON.parse(JSON.stringify(end))).success).toBe(true);
  });

  it('does not ask for stems that are in none of its mixes', async () => {
    const choices = { ...request.choices, kind: 'versions', versions: ['only:vocals'] } as const;
    const { end } = await exported({ choices, isStrict: true }, { verified: harmed, ...noDrums });
    expect(end).toMatchObject({ state: 'done', leftOut: [], concealed: [] });
  });

  it('that is strict, or of nothing else, fails with the names and the reasons of its stems', async () => {
    const strict = await exported({ isStrict: true }, { verified: harmed, ...noDrums });
    expect(strict.jobs).toEqual([]);
    expect(strict.ended).toEqual([false]);
    expect(strict.end).toMatchObject({
      failure: {
        kind: 'stemsUnreadable',
        detail: 'drums: ALAC; bass: A saved file has changed on disk. (Bass.wav)',
      },
    });
    const choices = { ...request.choices, kind: 'versions', versions: ['only:drums'] } as const;
    const nothing = await exported({ choices }, noDrums);
    expect([troubleOf(nothing.end), nothing.wishes]).toEqual(['stemsUnreadable', []]);
    const late: RenderReport = {
      ...{ ...outcome, stems: 0, lengthFrames: 0 },
      problems: [{ stemId: vocals.id, failure: failure('undecodable', 'No sound.') }],
    };
    const unreadable = await exported({}, { renderFiles: () => Promise.resolve(ok([late])) });
    expect([unreadable.end, unreadable.ended]).toMatchObject([
      { failure: { kind: 'stemsUnreadable', detail: 'vocals: No sound' } },
      [false, false],
    ]);
  });

  it('tells what was damaged in a stem, once, however many files it is in', async () => {
    const renderFiles: CommandLinePorts['renderFiles'] = ({ targets }) =>
      Promise.resolve(
        ok(targets.map((_, at) => ({ ...outcome, concealed: [{ stemId: drums.id, seconds: 0.5 + at }] }))),
      );
    const { end } = await exported(
      { choices: { ...request.choices, kind: 'versions', versions: ['minus'] } },
      { renderFiles },
    );
    expect(end).toMatchObject({ concealed: [{ stem: 'drums', seconds: 2.5 }] });
  });

  it('fails in words: silence, unknown stems, a full disk, bugs', async () => {
    const off = await exported({}, { saved: { ...song.mix, masterDb: decibels(-Infinity) } });
    expect(troubleOf(off.end)).toBe('allSilent');
    const unknown = await exported({ choices: { ...request.choices, kind: 'versions', versions: ['only:kazoo'] } });
    expect([troubleOf(unknown.end), unknown.wishes]).toEqual(['badRequest', []]);
    const full = await exported({}, { renderFiles: () => Promise.resolve(fail('diskFull')) });
    expect([troubleOf(full.end), full.ended]).toEqual(['diskFull', [false]]);
    const bug = await exported({}, { measure: () => Promise.reject(new Error('a bug')) });
    expect(troubleOf(bug.end)).toBe('internal');
  });
});

describe('the news of a request', () => {
  const anyNumber = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e-320, 1e300));
  const level = fc.option(anyNumber, { nil: null });
  const figures = fc.record({ integratedLufs: level, rangeLu: level, truePeakDb: anyNumber, samplePeakDb: anyNumber });

  it('can be read by main whatever was measured, and whatever names and reasons there are', async () => {
    const outcomes = fc.record({ before: figures, after: figures, gainDb: anyNumber, limitedDb: anyNumber });
    const text = fc.string({ maxLength: 5000, unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(outcomes, text, text, async (measures, name, reason) => {
        const named = { ...drums, name };
        const renderFiles: CommandLinePorts['renderFiles'] = () =>
          Promise.resolve(
            ok([
              {
                ...{ ...outcome, ...measures, concealed: [{ stemId: drums.id, seconds: 1 }] },
                problems: [{ stemId: drums.id, failure: failure('undecodable', reason) }],
              },
            ]),
          );
        const verified = { ...whole, title: `${name}x`, stems: [vocals, named, bass] };
        const { end } = await exported({}, { renderFiles, verified });
        const read = requestReportSchema.parse(JSON.parse(JSON.stringify(end)));
        expect(read.state).toBe('done');
        const strict = await exported({ isStrict: true }, { renderFiles, verified });
        expect(requestReportSchema.parse(JSON.parse(JSON.stringify(strict.end))).state).toBe('failed');
      }),
      { numRuns: 200 },
    );
  });

  it('have no level where there is none', () => {
    const silent = { ...loudness, truePeakDb: NaN, samplePeakDb: -Infinity, integratedLufs: Infinity };
    const odd = { ...outcome, before: silent, after: silent, gainDb: NaN, limitedDb: Infinity };
    const region = { startFrames: frames(0), endFrames: frames(1) };
    const file = {
      ticket: ticketOf(1),
      fileName: '',
      variant: 'Mix',
      stemId: null,
      region,
      loudness: null,
      missing: [],
    };
    expect(reportedFile({ ...file, outcome: odd }, 48_000)).toMatchObject({
      ...{ gainDb: null, limitedDb: null },
      before: { integratedLufs: null, rangeLu: 3, truePeakDb: null, samplePeakDb: null },
    });
  });
});

describe('the versions that words name', () => {
  const chosen = (...words: readonly string[]): Result<readonly string[]> => chosenVersions(song, words);

  it.each([
    { words: ['instrumental'], means: ['instrumental'] },
    { words: ['Acapella', 'acappella'], means: ['acappella'] },
    { words: ['drums-and-bass'], means: ['drumsAndBass'] },
    { words: ['minus:drums', 'only:Vocals'], means: ['only:vocals', 'minus:drums'] },
    { words: ['each'], means: ['only:vocals', 'only:drums', 'only:bass', 'only:guitar'] },
    {
      words: ['forward', 'forward:drums'],
      means: ['forward:vocals', 'forward:drums', 'forward:bass', 'forward:guitar'],
    },
    { words: ['forward:BASS'], means: ['forward:bass'] },
    { words: ['minus'], means: ['minus:vocals', 'minus:drums', 'minus:bass', 'minus:guitar'] },
  ])('$words are $means, in the order shown', ({ words, means }) => {
    expect(chosen(...words)).toEqual(ok(means));
  });

  it('are all there are for "all", and none that the song lacks', () => {
    const all = chosen('all');
    expect(all.ok && all.value.length).toBe(11);
    expect(chosen('only:kazoo')).toEqual(
      fail('badRequest', 'There is no only:kazoo; the stems are vocals, drums, bass, guitar'),
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
