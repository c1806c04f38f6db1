import { describe, expect, it } from 'vitest';
import { findTaskIds, parseTaskId } from '#contract';

const id = '3e63b4cc88d52611159371f6af5571e7';
const other = 'e649edb7abfd759285bd41a47a634b10';

describe('parseTaskId', () => {
  it('takes an id with blanks around it', () => {
    expect(parseTaskId(`  ${id}\n`)).toEqual({ ok: true, value: id });
  });

  it.each([
    '',
    'short',
    'a'.repeat(65),
    '../../../etc/passwd',
    'with space 1234',
    'id?x=1&y=2',
    '12345678\u0000',
    'änderung1',
  ])('refuses %j', (text) => {
    expect(parseTaskId(text)).toMatchObject({ ok: false, failure: { kind: 'malformedTaskId' } });
  });
});

describe('findTaskIds', () => {
  it.each([
    ['the id alone', id],
    ['a short id of another service', 'task_0042-x'],
    ['a callback', `{"code":200,"data":{"task_id":"${id}","musicId":"376c687e-d439-42c1-b1e4-bcb43b095ec2"}}`],
    ['a record', `{"taskId": "${id}", "musicId": "x"}`],
    ['a log line', `2026-11-23 10:00:01 INFO separation done taskId=${id} in 83 s`],
    ['a link', `https://api.kie.ai/api/v1/vocal-removal/record-info?taskId=${id}&x=1`],
    ['a sentence', `the task is ${id}, please fetch it`],
  ])('finds it in %s', (_, text) => {
    const found = findTaskIds(text);
    expect(found).toEqual({ ok: true, value: [text === 'task_0042-x' ? text : id] });
  });

  it('takes several, each once, in order', () => {
    expect(findTaskIds(`${other}\n${id}, ${other}`)).toEqual({ ok: true, value: [other, id] });
    expect(findTaskIds(`taskId=${id} taskId=${other}`)).toEqual({ ok: true, value: [id, other] });
  });

  it.each([
    ['JSON within JSON', String.raw`"body":"{\"data\":{\"taskId\":\"${id}\"}}"`],
    ['JSON within JSON within JSON', String.raw`{\\\"task_id\\\" : \\\"${id}\\\"}`],
    ['an encoded link', `https://x.example/login?next=%2Frecord-info%3FtaskId%3D${id}%26x`],
    ['words', `Task ID: ${id}`],
    ['a page', `<td>taskId</td> &quot;taskId&quot;:&quot;${id}&quot;`],
    ['a log in which another line has none', `taskId: undefined\ntask_id=null0 here\ntaskId=${id}`],
  ])('finds it in %s', (_, text) => {
    expect(findTaskIds(text)).toEqual({ ok: true, value: [id] });
  });

  const megabyte = 1_048_576;
  it.each([
    ['words', 'lorem ipsum dolor '],
    ['blanks', ' '],
    ['lines', '\n'],
    ['one word', 'x'],
    ['digits', '0123456789'],
    ['ids that are none', 'taskId '],
    ['ids that never end', `taskId=${'a'.repeat(70)} `],
    ['quotes', 'taskId"'],
    ['backslashes', 'taskId\\\\\\\\'],
    ['colons', 'task_id::::'],
    ['hex that is too long', `${'f'.repeat(33)} `],
    ['hyphens', 'a-'],
  ])('finds it anywhere in a megabyte of %s', (_, filler) => {
    const noise = filler.repeat(Math.ceil(megabyte / filler.length)).slice(0, megabyte - 100);
    for (const at of [0, 500_000, noise.length]) {
      const text = `${noise.slice(0, at)} taskId=${id} ${noise.slice(at)}`;
      expect(findTaskIds(text)).toEqual({ ok: true, value: [id] });
    }
    expect(findTaskIds(`${noise} "${id}" `)).toEqual({ ok: true, value: [id] });
  });

  it.each(['', 'nothing here', 'hello wonderful people of earth', 'https://example.com/'])(
    'finds none in %j',
    (text) => {
      expect(findTaskIds(text)).toMatchObject({ ok: false, failure: { kind: 'malformedTaskId' } });
    },
  );
});
