import { expect, it } from 'vitest';
import { openMedia } from '../../../../renderer/codecs/shared/media-stem.ts';
import { bytesIn, ffmpeg } from '../fixtures.ts';

it.each([
  ['a movie whose chunk has four billion samples', () => undefined],
  [
    'such a movie whose samples have no sizes',
    (movie: Buffer) => {
      movie.write('free', movie.indexOf('stsz'), 'latin1');
    },
  ],
])('%s is refused, and not counted through', async (_name, spoil) => {
  const file = ffmpeg('movie.m4a', '-c:a', 'alac', '-movflags', '+faststart');
  const opened = await openMedia(bytesIn(file), 'm4a');
  expect(opened.ok).toBe(true);
  const spoilt = Buffer.from(file);
  spoilt.writeUInt32BE(0xffff_ffff, spoilt.indexOf('stsc') + 16);
  spoil(spoilt);
  expect(await openMedia(bytesIn(spoilt), 'm4a')).toEqual({
    ok: false,
    failure: { kind: 'undecodable', detail: 'Its index contradicts itself.' },
  });
});
