import { expect, it } from 'vitest';
import { unknownSeparated } from '../../../electron/contract/index.ts';
import { separatedIn } from '../../../electron/main/service/separated-in.ts';

const ids = { task_id: '50f650f650f650f6', audio_id: '376c687e-d439-42c1-b1e4-bcb43b095ec2' };
const service = { from: 'service', taskId: ids.task_id, audioId: ids.audio_id };
const param = (input: object): string => JSON.stringify({ model: 'ai-music-api/separate-vocals', input });

it.each([
  ['nothing', {}, unknownSeparated],
  ['the older record names the song alone', { musicId: ids.audio_id }, { ...unknownSeparated, audioId: ids.audio_id }],
  [
    'the newer record holds the request',
    { param: param({ ...ids, type: 'split_stem_advanced', stem_name: 'Snare' }) },
    { source: service, kind: { split: 'one', instrument: 'Snare' }, audioId: ids.audio_id },
  ],
  [
    'twelve stems of a link',
    { param: param({ audio_url: 'https://a.example/a.mp3', type: 'split_stem' }) },
    { ...unknownSeparated, kind: { split: 'twelve' } },
  ],
  [
    'ids that are none',
    { musicId: '<b>', param: param({ task_id: 'a b', audio_id: 7, type: 'other' }) },
    unknownSeparated,
  ],
  ['a request that is no JSON', { param: '{"input":' }, unknownSeparated],
])('what a record tells of the song: %s', (_, record, separated) => {
  expect(separatedIn(record)).toEqual(separated);
});
