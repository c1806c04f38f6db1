import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stemKinds, type FailureKind } from '../../../electron/contract/index.ts';
import { keptMs, parseRecordInfo, type RouteAnswer } from '../../../electron/main/service/record-info.ts';
import { parseServiceTime } from '../../../electron/main/service/json.ts';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/record-info/${name}.json`, import.meta.url), 'utf8'));

const parse = (body: unknown): RouteAnswer => parseRecordInfo(body, null);
const host = 'https://file.aiquickdraw.com/s/';
const done = (response: unknown, rest: object = {}): RouteAnswer =>
  parse({ code: 200, data: { successFlag: 'SUCCESS', completeTime: 1753782937000, response, ...rest } });
const withFlag = (successFlag: unknown, rest: object = {}): RouteAnswer =>
  parse({ code: 200, msg: 'success', data: { taskId: 'x', successFlag, ...rest } });

function song(info: RouteAnswer) {
  if (info.state !== 'ready') throw new Error(`not ready but ${JSON.stringify(info)}`);
  return info.song;
}
const names = (info: RouteAnswer): readonly string[] => song(info).stems.map(({ name }) => name);

describe('the examples of the document', () => {
  it('separate_vocal gives vocals and instrumental', () => {
    const { stems, originalUrl, title, expiresAt, note } = song(parse(fixture('separate-vocal')));
    expect(stems).toEqual([
      { id: 'vocals', kind: 'vocals', name: 'Vocals', url: `${host}3d7021c9-fa8b-4eda-91d1-3b9297ddb172_Vocals.mp3` },
      {
        id: 'instrumental',
        kind: 'instrumental',
        name: 'Instrumental',
        url: `${host}d92a13bf-c6f4-4ade-bb47-f69738435528_Instrumental.mp3`,
      },
    ]);
    expect([originalUrl, title, note]).toEqual([null, null, null]);
    expect(expiresAt).toBe(1753782937000 + 14 * 24 * 3600 * 1000);
  });

  it('split_stem gives twelve stems, in mixer order', () => {
    const { stems } = song(parse(fixture('split-stem')));
    expect(stems.map(({ kind }) => kind)).toEqual(
      stemKinds.filter((kind) => !['piano', 'instrumental', 'other'].includes(kind)),
    );
    expect(stems.map(({ id }) => id)).toContain('backing-vocals');
    expect(new Set(stems.map(({ url }) => url)).size).toBe(12);
  });
});

describe('F14 the code in the body', () => {
  const codes: readonly (readonly [number, FailureKind, boolean])[] = [
    [400, 'taskRejected', false],
    [401, 'keyRefused', false],
    [402, 'outOfCredits', false],
    [403, 'keyRefused', false],
    [404, 'taskNotFound', false],
    [408, 'timedOut', true],
    [422, 'taskRejected', false],
    [425, 'serviceError', true],
    [429, 'rateLimited', true],
    [433, 'rateLimited', false],
    [451, 'sourceUnreachable', false],
    [455, 'maintenance', true],
    [500, 'serviceError', true],
    [501, 'separationFailed', false],
    [503, 'serviceError', true],
    [505, 'serviceError', false],
    [418, 'badAnswer', false],
  ];

  it.each(codes)('%d is %s, worth another try: %s', (code, kind, isPassing) => {
    const failure = { kind, detail: `why (code ${code})` };
    const isUnknown = code === 404 || code === 422;
    expect(parse({ code, msg: 'why', data: null })).toEqual(
      isUnknown ? { state: 'unknown', failure } : { state: 'failed', failure, isPassing },
    );
    expect(parse({ code: String(code), msg: 'why' })).toMatchObject({ failure: { kind } });
  });

  it('shows the words of the service as one line of plain text', () => {
    const info = parse({ code: 500, msg: '<b>no\u202Egnp\n\u0000</b>', data: null });
    expect(info).toMatchObject({ failure: { detail: '<b>no gnp </b> (code 500)' } });
  });
});

describe('F19 the status of the task', () => {
  it.each(['PENDING', 'pending', 0, '0', '', null, undefined, 'SOMETHING_NEW', 2, {}])('%j is separating', (flag) => {
    expect(withFlag(flag)).toEqual({ state: 'separating' });
  });

  it.each(['SUCCESS', 'success', 1, '1'])('%j is done', (flag) => {
    expect(withFlag(flag, { response: { vocalUrl: `${host}a.mp3` } }).state).toBe('ready');
  });

  it.each(['CREATE_TASK_FAILED', 'GENERATE_AUDIO_FAILED', 3])(
    '%j has failed, with the reason of the service',
    (flag) => {
      expect(withFlag(flag, { errorCode: 500, errorMessage: 'Internal Error' })).toEqual({
        state: 'failed',
        failure: { kind: 'separationFailed', detail: 'Internal Error' },
        isPassing: false,
      });
      expect(withFlag(flag)).toMatchObject({ failure: { kind: 'separationFailed', detail: String(flag) } });
    },
  );

  it('is taken from `status` where there is no successFlag', () => {
    expect(withFlag(undefined, { status: 'GENERATE_AUDIO_FAILED' }).state).toBe('failed');
  });

  it('CALLBACK_EXCEPTION with links is a success with a note', () => {
    const info = withFlag('CALLBACK_EXCEPTION', { response: { vocalUrl: `${host}a.mp3` } });
    expect(song(info).note).toMatch(/callback/);
  });

  it('CALLBACK_EXCEPTION without links has failed', () => {
    expect(withFlag('CALLBACK_EXCEPTION')).toMatchObject({ failure: { kind: 'separationFailed' } });
  });

  it('an unknown word has failed only when an error comes with it', () => {
    expect(withFlag('BROKEN', { errorCode: 500 }).state).toBe('failed');
    expect(withFlag('BROKEN', { errorMessage: 'no' }).state).toBe('failed');
    expect(withFlag('BROKEN', { errorCode: 200, errorMessage: null })).toEqual({ state: 'separating' });
  });

  it.each([null, undefined, [], [1], 'text', 7, {}, { taskId: null, response: '' }])('data %j is no record', (data) => {
    expect(parse({ code: 200, msg: 'success', data })).toEqual({ state: 'absent' });
  });

  it.each([undefined, null, 'text', 7, [], {}, { code: 'x' }, { msg: 'hi' }])(
    '%j is an answer nobody can read',
    (body) => {
      expect(parse(body)).toMatchObject({
        state: 'failed',
        failure: { kind: 'badAnswer' },
        isPassing: false,
      });
    },
  );

  it.each([[{}], [{ vocalUrl: null }], [{ vocalUrl: '' }], [{ vocalUrl: 7 }], [null], [[]]])(
    'done with %j is empty for now',
    (response) => {
      expect(done(response)).toEqual({ state: 'empty' });
    },
  );

  it.each(['null', 'None', 'NULL', 'undefined', 'nil', 'NaN', 'n/a', 'N/A', '-', '--', '—', '...', 'false', ' ', '0'])(
    'the word %j is no link, no name and no title',
    (word) => {
      expect(done({ vocalUrl: word, drumsUrl: word, originUrl: word, title: word })).toEqual({ state: 'empty' });
      const info = done({ vocalUrl: `${host}v.mp3`, drumsUrl: word, originUrl: word, title: word });
      expect(song(info)).toMatchObject({ stems: [{ id: 'vocals' }], originalUrl: null, title: null });
      const originData = [{ stem_type_group_name: 'Bass', audio_url: word }];
      expect(done({ originData })).toEqual({ state: 'empty' });
    },
  );

  it.each([
    ['an object', (record: object) => record],
    ['a list of one', (record: object) => [record]],
    ['a text of JSON', (record: object) => JSON.stringify(record)],
    ['a list of one in a text', (record: object) => JSON.stringify([record])],
  ])('reads a record that comes as %s', (_what, wrap) => {
    const record = { taskId: 'x', successFlag: 'SUCCESS', response: { vocalUrl: `${host}v.mp3` } };
    expect(names(parse({ code: 200, msg: 'success', data: wrap(record) }))).toEqual(['Vocals']);
    expect(names(parse({ data: wrap(record) }))).toEqual(['Vocals']);
    const failedRecord = { successFlag: 'CREATE_TASK_FAILED', errorMessage: 'no' };
    expect(parse({ code: 200, data: wrap(failedRecord) })).toMatchObject({ failure: { detail: 'no' } });
    expect(parse({ code: 200, data: wrap({ successFlag: 'PENDING' }) })).toEqual({ state: 'separating' });
  });

  it.each(['vocal_removal_info', 'vocal_separation_info'])('reads the shape of a callback with %s', (box) => {
    const links = { instrumental_url: `${host}i.mp3`, origin_url: '', vocal_url: `${host}v.mp3` };
    const carried = { callbackType: 'complete', task_id: 'x', [box]: links };
    expect(names(parse({ code: 200, msg: 'vocal separation done', data: carried }))).toEqual([
      'Vocals',
      'Instrumental',
    ]);
    const { callbackType, ...untold } = carried;
    expect(callbackType).toBe('complete');
    expect(names(parse({ code: 200, msg: 'success', data: untold }))).toEqual(['Vocals', 'Instrumental']);
  });

  it('a callback without links is empty, has failed, or tells nothing yet', () => {
    const carried = (data: object) => parse({ code: 200, data: { task_id: 'x', ...data } });
    expect(carried({ callbackType: 'complete' })).toEqual({ state: 'empty' });
    expect(carried({ callbackType: 'error' })).toMatchObject({
      failure: { kind: 'separationFailed', detail: 'error' },
    });
    expect(carried({ errorCode: 500, errorMessage: 'no' })).toMatchObject({ failure: { kind: 'separationFailed' } });
    expect(carried({})).toEqual({ state: 'separating' });
  });
});

describe('F19 the links', () => {
  it('keeps the original apart', () => {
    const { stems, originalUrl } = song(done({ originUrl: `${host}o.mp3`, vocalUrl: `${host}v.mp3` }));
    expect([originalUrl, stems.map(({ id }) => id)]).toEqual([`${host}o.mp3`, ['vocals']]);
  });

  it('knows every spelling that clients have met', () => {
    const spelled = {
      vocal_url: 'https://a.example/1',
      backing_vocals_url: 'https://a.example/2',
      accompaniment_url: 'https://a.example/3',
      drumsURL: 'https://a.example/4',
      origin_url: 'https://a.example/5',
    };
    const wanted = ['Vocals', 'Backing vocals', 'Drums', 'Instrumental'];
    expect(names(done(spelled))).toEqual(wanted);
    expect(names(done(JSON.stringify(spelled)))).toEqual(wanted);
    expect(names(done(undefined, { vocal_removal_info: spelled }))).toEqual(wanted);
    expect(names(done({ vocal_ur: 'https://a.example/1', instrumentalI_url: 'https://a.example/2' }))).toEqual([
      'Vocals',
      'Instrumental',
    ]);
  });

  it('keeps unknown fields as stems under their own names, after the known ones', () => {
    const info = done({
      kazooUrl: 'https://a.example/k',
      leadGuitarUrl: 'https://a.example/l',
      bassUrl: 'https://a.example/b',
    });
    expect(names(info)).toEqual(['Bass', 'Lead guitar', 'Kazoo']);
    expect(song(info).stems.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'bass bass',
      'lead-guitar guitar',
      'kazoo other',
    ]);
  });

  it('drops no unknown field, not even one that a song cannot hold', () => {
    const many = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`thing${index}Url`, `https://a.example/${index}`]),
      );
    expect(song(done({ ...many(40), vocalUrl: 'https://a.example/v' })).stems).toHaveLength(41);
    expect(song(done({ ...many(99), vocalUrl: 'https://a.example/v' })).stems).toHaveLength(100);
  });

  it('keeps parts without a name', () => {
    const originData = ['null', '', undefined].map((name, index) => ({
      stem_type_group_name: name,
      audio_url: `https://a.example/${index}`,
    }));
    expect(names(done({ originData: originData.slice(0, 1) }))).toEqual(['Stem']);
    expect(names(done({ vocalUrl: 'https://a.example/v', originData }))).toEqual([
      'Vocals',
      'Stem',
      'Stem 2',
      'Stem 3',
    ]);
  });

  it('takes the same link once, and no links that are no sound', () => {
    const response = {
      vocalUrl: 'https://a.example/v',
      fooUrl: 'https://a.example/v',
      callbackUrl: 'https://a.example/c',
      imageUrl: 'https://a.example/i',
      streamAudioUrl: 'https://a.example/s',
    };
    expect(names(done(response))).toEqual(['Vocals']);
  });

  it('gives stems of other scripts ids that differ', () => {
    const originData = [
      { stem_type_group_name: '三味線', audio_url: 'https://a.example/1' },
      { stem_type_group_name: '尺八', audio_url: 'https://a.example/2' },
    ];
    expect(song(done({ originData })).stems.map(({ id, name }) => [id, name])).toEqual([
      ['other', '三味線'],
      ['other-2', '尺八'],
    ]);
  });

  it('merges originData with the fields, in either place', () => {
    const part = (name: string, url: string): object => ({
      duration: 120,
      audio_url: url,
      stem_type_group_name: name,
      id: 'i',
    });
    const originData = [
      part('Vocals', 'https://a.example/other-link'),
      part('Backing Vocals', 'https://a.example/2'),
      part('FX', 'https://a.example/3'),
    ];
    expect(names(done({ vocalUrl: 'https://a.example/1', originData }))).toEqual(['Vocals', 'Backing vocals', 'FX']);
    expect(names(done({ vocalUrl: 'https://a.example/1' }, { origin_data: originData }))).toEqual([
      'Vocals',
      'Backing vocals',
      'FX',
    ]);
    expect(song(done({ vocalUrl: 'https://a.example/1', originData })).stems[0]?.url).toBe('https://a.example/1');
  });

  it('reads split_stem_advanced: what was taken out, and what is left', () => {
    const originData = {
      extract: { stem_type_group_name: 'Guitar', audio_url: 'https://a.example/1' },
      remove: { stem_type_group_name: 'Guitar (Removed)', audio_url: 'https://a.example/2' },
    };
    const info = done({ originData });
    expect(names(info)).toEqual(['Guitar', 'Without guitar']);
    expect(song(info).stems.map(({ id, kind }) => `${id} ${kind}`)).toEqual(['guitar guitar', 'guitar-removed other']);
  });

  it('takes a title from originData when one is there', () => {
    const originData = [
      { stem_type_group_name: 'Bass', audio_url: 'https://a.example/1', title: ' Night\u202E Train ' },
    ];
    expect(song(done({ originData })).title).toBe('Night Train');
  });

  it('gives the same ids each time', () => {
    const twice = [1, 2].map(() => song(parse(fixture('split-stem'))).stems.map(({ id }) => id));
    expect(twice[0]).toEqual(twice[1]);
  });

  it('is not led astray by names out of prototypes', () => {
    const response = JSON.parse(
      '{"__proto__Url":"https://a.example/1","constructorUrl":"https://a.example/2"}',
    ) as unknown;
    expect(names(done(response))).toEqual(['Proto', 'Constructor']);
    expect(withFlag('constructor')).toEqual({ state: 'separating' });
    expect(withFlag('__proto__')).toEqual({ state: 'separating' });
  });

  it.each([1, '1', 'e231****', null])('audioId %j makes no difference', (audioId) => {
    expect(done({ vocalUrl: `${host}a.mp3` }, { audioId }).state).toBe('ready');
  });
});

describe('the times', () => {
  it.each([
    [1753782937000, 1753782937000],
    ['1753782937000', 1753782937000],
    [1753782937, 1753782937000],
    ['1753782937', 1753782937000],
    ['2025-07-29T09:55:37.000Z', 1753782937000],
    ['2025-07-29T11:55:37+02:00', 1753782937000],
    ['2025-07-29 09:55:37', 1753782937000],
    ['2025-07-29T09:55:37', 1753782937000],
  ])('%j is %d', (value, wanted) => {
    expect(parseServiceTime(value)).toBe(wanted);
  });

  it.each([null, undefined, '', 'soon', {}, NaN, -5, 12, '12', '2025-99-99'])('%j is none', (value) => {
    expect(parseServiceTime(value)).toBeNull();
  });

  it('without a complete time there is no expiry', () => {
    expect(song(done({ vocalUrl: 'https://a.example/1' }, { completeTime: null })).expiresAt).toBeNull();
    expect(keptMs).toBe(1_209_600_000);
  });
});
