import { expect, it } from 'vitest';
import { failure } from '#contract';
import { concealedIn, leftOutOf } from '../../../../renderer/state/export/left-out.ts';
import { session } from './a-song.ts';

const [vocals, , , guitar] = session.stems;
if (vocals === undefined || guitar === undefined) throw new Error('the song lacks stems');

it('a stem whose file is missing is left out for that, whatever the decoder said of it before', () => {
  const troubles = new Map([vocals, guitar].map(({ id }) => [id, failure('undecodable', 'It ends too early.')]));
  const leftOut = leftOutOf(session, new Set([vocals.id, guitar.id]), troubles);
  expect(leftOut.map(({ name, failure: { kind, detail } }) => [name, kind, detail])).toEqual([
    [vocals.name, 'undecodable', 'It ends too early.'],
    [guitar.name, 'notFetched', ''],
  ]);
});

it('of several files the longest silence of a damaged stem counts', () => {
  const outcomes = [0.5, 2, 0].map((seconds) => ({ concealed: [{ stemId: vocals.id, seconds }] }));
  expect(concealedIn(session, outcomes)).toEqual([{ stemId: vocals.id, name: vocals.name, seconds: 2 }]);
});
