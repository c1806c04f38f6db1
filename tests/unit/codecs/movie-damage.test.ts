import { expect, it } from 'vitest';
import { openMedia } from '../../../renderer/codecs/shared/media-stem.ts';
import { bytesIn, ffmpeg } from './fixtures.ts';

it('a movie whose chunk has four billion samples is refused, and not counted through', async () => {
  const file = ffmpeg('movie.m4a', '-c:a', 'alac', '-movflags', '+faststart');
  const opened = await openMedia(bytesIn(file), 'm4a');
  expect(opened.ok).toBe(true);
  const spoilt = Buffer.from(file);
  spoilt.writeUInt32BE(0xffff_ffff, spoilt.indexOf('stsc') + 16);
  expect(await openMedia(bytesIn(spoilt), 'm4a')).toEqual({
    ok: false,
    failure: { kind: 'undecodable', detail: 'Its index contradicts itself.' },
  });
});
