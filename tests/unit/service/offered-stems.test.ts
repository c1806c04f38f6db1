import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unknownSeparated, type TaskId } from '../../../electron/contract/index.ts';
import { sessionSchema, stemSchema } from '../../../electron/contract/schemas.ts';
import { parseRecordInfo, type RouteAnswer } from '../../../electron/main/service/record-info.ts';
import { scriptPayloads } from '../../fakes/script-payloads.ts';

const taskId = 'e649edb7abfd759285bd41a47a634b10' as TaskId;
const link = (name: string): string => `https://file.aiquickdraw.com/s/${name}.mp3`;

const older = (data: object): RouteAnswer =>
  parseRecordInfo({ code: 200, msg: 'success', data: { taskId, successFlag: 'SUCCESS', ...data } }, taskId);
const newer = (resultJson: unknown, rest: object = {}): RouteAnswer =>
  parseRecordInfo(
    { code: 200, data: { taskId, model: 'ai-music-api/separate-vocals', state: 'success', resultJson, ...rest } },
    taskId,
  );

function stemsOf(answer: RouteAnswer) {
  if (answer.state !== 'ready') throw new Error(`not ready but ${JSON.stringify(answer)}`);
  return answer.song.stems;
}
const names = (answer: RouteAnswer): readonly string[] => stemsOf(answer).map(({ name }) => name);
const told = (answer: RouteAnswer): readonly string[] =>
  stemsOf(answer).map(({ id, kind, name }) => `${id} | ${kind} | ${name}`);
const part = (name: unknown, url: string, rest: object = {}): object => ({
  ...{ duration: 120, audio_url: url, stem_type_group_name: name },
  ...rest,
});

const camel = { originUrl: null, vocalUrl: link('v'), backingVocalsUrl: link('b'), fxUrl: null };
const snake = { origin_url: '', vocal_url: link('v'), backing_vocals_url: link('b') };
const parts = [part('Vocals', link('v')), part('Backing Vocals', link('b'))];
const camelParts = parts.map((_part, index) => ({
  stemTypeGroupName: ['Vocals', 'Backing Vocals'][index],
  audioUrl: link(['v', 'b'][index] ?? ''),
}));
const contents: readonly (readonly [string, unknown])[] = [
  ['camel case', camel],
  ['snake case', snake],
  ['originData', { originData: parts }],
  ['origin_data', { origin_data: parts }],
  ['originData in camel case', { originData: camelParts }],
  ['originData as text', { originData: JSON.stringify(parts) }],
];
const boxes = ['response', 'vocal_removal_info', 'vocal_separation_info', 'separation_info', 'resultObject'] as const;
const wanted = ['vocals | vocals | Vocals', 'backing-vocals | backingVocals | Backing vocals'];

describe('one song, whatever it comes in', () => {
  describe.each(contents)('%s', (_what, content) => {
    it.each(boxes)('in %s of record-info, as an object and as text', (box) => {
      expect(told(older({ [box]: content }))).toEqual(wanted);
      expect(told(older({ [box]: JSON.stringify(content) }))).toEqual(wanted);
    });

    it('at the top of the record', () => {
      expect(told(older(content as object))).toEqual(wanted);
    });

    it('at the top of resultJson, which is text, text in text, or an object', () => {
      const text = JSON.stringify(content);
      for (const resultJson of [text, JSON.stringify(text), content]) expect(told(newer(resultJson))).toEqual(wanted);
    });

    it.each(boxes)('in %s of resultJson: at the top, under data, under resultObject', (box) => {
      const inner = { [box]: content };
      for (const result of [
        inner,
        { code: 200, data: inner },
        { resultObject: inner },
        { data: { resultObject: inner } },
      ])
        expect(told(newer(JSON.stringify(result)))).toEqual(wanted);
    });
  });

  it.each(['separate-vocal', 'split-stem'])('the example %s is the same by both routes', (name) => {
    const text = readFileSync(new URL(`../../fixtures/record-info/${name}.json`, import.meta.url), 'utf8');
    const { data } = JSON.parse(text) as { readonly data: { readonly taskId: TaskId; readonly response: object } };
    const byOlder = parseRecordInfo(JSON.parse(text), data.taskId);
    expect(stemsOf(byOlder).length).toBeGreaterThan(1);
    expect(stemsOf(newer(JSON.stringify(data.response)))).toEqual(stemsOf(byOlder));
  });

  it.each([
    ['waiting', 'separating'],
    ['queuing', 'separating'],
    ['generating', 'separating'],
    ['GENERATING', 'separating'],
    ['success', 'ready'],
    ['fail', 'failed'],
    ['', 'ready'],
    ['something new', 'separating'],
  ])('the state %j is %s', (state, outcome) => {
    expect(newer(JSON.stringify(camel), { state }).state).toBe(outcome);
  });

  it.each([
    [{ failCode: '501', failMsg: 'no vocals' }, 'no vocals (code 501)'],
    [{ failCode: 501, failMsg: '' }, '(code 501)'],
    [{ fail_code: 'internal', fail_msg: 'why' }, 'why (code internal)'],
    [{ failCode: '', failMsg: null }, 'fail'],
  ])('a failure says why: %j', (rest, detail) => {
    expect(newer('', { state: 'fail', ...rest })).toMatchObject({ failure: { kind: 'separationFailed', detail } });
  });

  it('done without a link is empty, and a song or a picture is no separation', () => {
    for (const result of ['', '{}', 'no json', null, '[]']) expect(newer(result)).toEqual({ state: 'empty' });
    expect(newer(JSON.stringify({ resultUrls: [link('song')] }), { model: 'ai-music-api/generate' })).toMatchObject({
      failure: { kind: 'taskRejected', detail: 'The service says it is a task of ai-music-api/generate.' },
    });
  });

  it('of several records takes the one that was asked for', () => {
    const record = (id: string, url: string) => ({ taskId: id, successFlag: 'SUCCESS', response: { vocalUrl: url } });
    const data = [record('a'.repeat(32), link('other')), record(taskId.toUpperCase(), link('ours'))];
    expect(stemsOf(parseRecordInfo({ code: 200, data }, taskId))).toMatchObject([{ url: link('ours') }]);
  });
});

describe('split_stem_advanced', () => {
  const pair = (one: unknown, other: unknown, at = ''): object => ({
    extract: part(one, link(`x${at}`)),
    remove: part(other, link(`r${at}`)),
  });

  it.each([
    [
      'Lead Vocal',
      'Lead Vocal',
      ['lead-vocal | vocals | Lead vocal', 'lead-vocal-removed | other | Without lead vocal'],
    ],
    ['Vocals', 'Vocals', ['vocals | vocals | Vocals', 'vocals-removed | instrumental | Without vocals']],
    ['Guitar', 'Guitar (Removed)', ['guitar | guitar | Guitar', 'guitar-removed | other | Without guitar']],
    ['FX', null, ['fx | fx | FX', 'fx-removed | other | Without FX']],
    [null, '808 (Removed)', ['808 | bass | 808', '808-removed | other | Without 808']],
    ['Vocals', 'Instrumental', ['vocals | vocals | Vocals', 'instrumental | instrumental | Instrumental']],
  ])('gives both halves of %j and %j names of their own', (one, other, stems) => {
    for (const originData of [[pair(one, other)], pair(one, other)]) {
      expect(told(older({ response: { originData } }))).toEqual(stems);
      expect(told(newer(JSON.stringify({ data: { vocal_removal_info: { origin_data: originData } } })))).toEqual(stems);
    }
  });

  it('keeps every pair of a list, and a pair without one of its halves', () => {
    const originData = [pair('Kick', 'Kick', '1'), pair('Kick', 'Kick', '2'), { extract: part('Snare', link('s')) }];
    expect(names(older({ response: { originData } }))).toEqual([
      'Kick',
      'Kick 2',
      'Snare',
      'Without kick',
      'Without kick 2',
    ]);
  });
});

describe('no offered stem is lost', () => {
  it.each([
    ['Kick', 'drums'],
    ['Snare', 'drums'],
    ['Hi-Hat', 'drums'],
    ['Drum Kit', 'drums'],
    ['808', 'bass'],
    ['Choir', 'backingVocals'],
    ['Lead Vocal', 'vocals'],
    ['Acoustic Guitar', 'guitar'],
    ['Electric Guitar', 'guitar'],
    ['Woodwinds', 'woodwinds'],
    ['No Vocals', 'instrumental'],
    ['Guitar (Removed)', 'other'],
    ['Without Drums', 'other'],
    ['Theremin', 'other'],
    ['三味線', 'other'],
  ])('%s is of kind %s and keeps its name', (name, kind) => {
    expect(stemsOf(older({ response: { originData: [part(name, link('1'))] } }))).toMatchObject([{ name, kind }]);
  });

  it('a second link under one name is a stem of its own, the same link twice is one', () => {
    const originData = ['1', '2', '1', '3'].map((at) => part('Vocals', link(at)));
    expect(told(older({ response: { originData } }))).toEqual([
      'vocals | vocals | Vocals',
      'vocals-2 | vocals | Vocals 2',
      'vocals-3 | vocals | Vocals 3',
    ]);
    expect(
      names(older({ response: { vocalUrl: link('Lead Vocal'), originData: [part('A', link('Lead%20Vocal'))] } })),
    ).toEqual(['Vocals']);
  });

  it('what a field and originData both name is one stem, unless the ids in their links differ', () => {
    const [one, other] = ['3d7021c9-fa8b-4eda-91d1-3b9297ddb172', 'd92a13bf-c6f4-4ade-bb47-f69738435528'];
    const vocalUrl = link(`${one}_Vocals`);
    const mirrored = part('Vocals', 'https://mirror.example.com/1.mp3', { id: one });
    expect(names(older({ response: { vocalUrl, originData: [mirrored] } }))).toEqual(['Vocals']);
    const another = part('Vocals', link(`${other}_Vocals`), { id: other });
    expect(names(older({ response: { vocalUrl, originData: [another] } }))).toEqual(['Vocals', 'Vocals 2']);
  });

  it.each([
    ['a list of links', { resultUrls: [link('3d7021c9-fa8b-4eda-91d1-3b9297ddb172_Lead%20Vocal'), link('b_Kick')] }],
    ['stems by name', { stems: { 'Lead Vocal': link('1'), 'b Kick': link('2') } }],
    ['parts by name', { originData: { 'Lead Vocal': { url: link('1') }, 'b Kick': { url: link('2') } } }],
  ])('%s is read', (_what, result) => {
    expect(names(newer(JSON.stringify(result)))).toEqual(['Lead Vocal', 'b Kick']);
  });

  it('five hundred are named, each in its own way, with ids that a song can keep', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      part('A name as long as a name can be in a song', link(`${index}`)),
    );
    const stems = stemsOf(older({ response: { originData: many } }));
    expect([stems.length, new Set(stems.map(({ id }) => id)).size]).toEqual([500, 500]);
    expect(new Set(stems.map(({ name }) => name)).size).toBe(500);
    for (const { id, kind, name } of stems) {
      const stem = { id, kind, name, file: { state: 'missing', failure: null }, facts: null, hasOverview: false };
      expect(stemSchema.safeParse(stem).success).toBe(true);
    }
  });

  it('asks for ids that are the same each time', () => {
    const originData = [part('Choir', link('1')), part('Choir', link('2')), part('Kick', link('3'))];
    const ids = [1, 2].map(() => stemsOf(older({ response: { originData } })).map(({ id }) => id));
    expect(ids[0]).toEqual(['choir', 'choir-2', 'kick']);
    expect(ids[1]).toEqual(ids[0]);
  });

  it.each([
    ['a raw space', 'https://file.aiquickdraw.com/s/a_Lead Vocal.mp3', '/s/a_Lead%20Vocal.mp3'],
    ['other letters', 'https://file.aiquickdraw.com/s/Gëige 弦.mp3', '/s/G%C3%ABige%20%E5%BC%A6.mp3'],
    ['a percent sign', 'https://file.aiquickdraw.com/s/100% Kick.mp3', '/s/100%25%20Kick.mp3'],
    ['a number sign', 'https://file.aiquickdraw.com/s/Take #2.mp3', '/s/Take%20%232.mp3'],
  ])('a link with %s is written out', (_what, url, path) => {
    expect(new URL(stemsOf(older({ response: { vocalUrl: url } }))[0]?.url ?? '').pathname).toBe(path);
  });

  it('a long query stays as it is', () => {
    const url = `${link('v')}?sig=${'a%2Fb+'.repeat(2000)}#t=1`;
    expect(stemsOf(older({ response: { vocalUrl: url } }))[0]?.url).toBe(url);
  });

  it('markup in every text is text, and makes no id', () => {
    const originData = scriptPayloads.map((text, index) => part(text, link(String(index)), { title: text }));
    const answer = older({ response: { title: scriptPayloads[0], originData } });
    for (const { id, name } of stemsOf(answer)) {
      expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
      expect(name.length).toBeLessThanOrEqual(70);
    }
    expect(stemsOf(answer)).toHaveLength(scriptPayloads.length);
  });
});

it('a song that was saved before there were two routes is read, and its route is open', () => {
  const origin = { from: 'task', taskId, expiresAt: null, note: null };
  const song = {
    ...{ id: '0'.repeat(26), title: 'Old', origin, addedAt: 1, arrival: { state: 'complete' }, stems: [] },
    ...{ original: null, cover: null, byteLength: 0, isReadOnly: false },
  };
  expect(sessionSchema.parse(song).origin).toEqual({ ...origin, route: null, separated: unknownSeparated });
});
