import { expect, test } from 'vitest';
import { mp3Qualities } from '#contract';
import { encodeHere, noiseOf } from '../../unit/codecs/writers/encode-here.ts';
import { bytesIn } from '../../unit/codecs/fixtures.ts';
import { open, readAll } from '../../unit/codecs/open.ts';
import { closeness, keep, output, readers, tagsOf } from './read-back.ts';

const lengthFrames = 100_003;
const sound = noiseOf(lengthFrames);
const exact = { lagFrames: 0, lengthFrames };

test.each(mp3Qualities)('an MP3 at %s is on the sample and as long as the sound for every decoder', async (quality) => {
  const { bytes } = await encodeHere({ kind: 'mp3', quality }, sound);
  const path = keep(`${quality}.mp3`, bytes);
  const ours = await readAll(await open(bytesIn(bytes), 'mp3'));
  const read = [readers.ffmpeg(path), readers.mpg123(path), readers.lame(path), ours];
  for (const stereo of read) {
    const found = closeness(stereo, sound);
    expect(found).toMatchObject(exact);
    // One frame late this noise would be at 3 dB.
    for (const decibels of [found.all, found.start, found.end]) expect(decibels).toBeGreaterThan(6);
  }
});

test('so it is at 48 kHz', async () => {
  for (const quality of ['128', '320', 'V0'] as const) {
    const { bytes } = await encodeHere({ kind: 'mp3', quality }, sound, { rate: 48_000 });
    const path = keep(`48-${quality}.mp3`, bytes);
    for (const read of Object.values(readers)) expect(closeness(read(path), sound)).toMatchObject(exact);
  }
});

test('it is, be the sound as short as can be', async () => {
  for (const length of [1, 2, 575, 576, 1151, 1152, 1153, 4000]) {
    const { bytes } = await encodeHere({ kind: 'mp3', quality: '192' }, noiseOf(length));
    const path = keep(`short-${length}.mp3`, bytes);
    const lengths = Object.values(readers).map((read) => read(path).left.length);
    expect(lengths).toEqual([length, length, length]);
  }
});

test('no sound at all is a file without sound', async () => {
  const { bytes } = await encodeHere({ kind: 'mp3', quality: 'V2' }, noiseOf(0));
  const path = keep('none.mp3', bytes);
  expect([readers.ffmpeg(path), readers.mpg123(path)].map(({ left }) => left.length)).toEqual([0, 0]);
});

test('what is over full scale is held there', async () => {
  const loud = { left: sound.left.map((sample) => sample * 8), right: sound.right.map((sample) => sample * 8) };
  const held = { left: loud.left.map(hold), right: loud.right.map(hold) };
  const { bytes } = await encodeHere({ kind: 'mp3', quality: '320' }, loud);
  const { bytes: wanted } = await encodeHere({ kind: 'mp3', quality: '320' }, held);
  expect(Buffer.compare(bytes, wanted)).toBe(0);
});

const hold = (sample: number): number => Math.max(-1, Math.min(1, sample));

test('its tags are those of ID3v2.4, and the frames say what the tag frame says', async () => {
  const tags = { title: 'Fähre „7“ 🎚', artist: 'Ferry', comment: 'minus drums', bpm: 120.5, key: 'Bbm' };
  const path = keep('tagged.mp3', (await encodeHere({ kind: 'mp3', quality: 'V0' }, sound, { tags })).bytes);
  expect(tagsOf(path)).toEqual({
    title: tags.title,
    artist: 'Ferry',
    comment: 'minus drums',
    tbpm: '121',
    tkey: 'Bbm',
    encoded_by: 'Stemroom',
    encoder: 'LAME3.100',
  });
  // A long title makes a length of more than seven bits.
  const long = keep(
    'long.mp3',
    (await encodeHere({ kind: 'mp3', quality: '128' }, sound, { tags: { ...tags, title: 'x'.repeat(300) } })).bytes,
  );
  expect(tagsOf(long).title).toBe('x'.repeat(300));
  expect(closeness(readers.mpg123(long), sound)).toMatchObject(exact);
  expect(output('mpg123', '-q', '-t', '-v', path).toString()).toBe('');
});
