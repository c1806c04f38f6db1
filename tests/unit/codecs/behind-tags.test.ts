import { expect, test } from 'vitest';
import { probeStem } from '../../../renderer/codecs/open-stem-source.ts';
import { greatestDifference } from './alignment.ts';
import { bytesIn, fixtureLength, noise, wavOf } from './fixtures.ts';
import { open, readAll } from './open.ts';

const id3 = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 1, 0, ...Array<number>(128).fill(0)]);

test('a WAV behind an ID3v2 tag, which makes it look like an MP3, sounds as without', async () => {
  const wav = wavOf([noise(1, fixtureLength), noise(2, fixtureLength)]);
  const plain = await readAll(await open(bytesIn(wav), 'wav'));
  for (const front of [id3, Buffer.concat([id3, id3])]) {
    const stem = await open(bytesIn(Buffer.concat([front, wav])), 'mp3');
    const { left, right } = await readAll(stem);
    expect(stem.lengthFrames).toBe(fixtureLength);
    expect(greatestDifference(left, plain.left)).toBe(0);
    expect(greatestDifference(right, plain.right)).toBe(0);
  }
});

test('a tag with nothing behind it, or with a text, is no sound', async () => {
  for (const rest of ['', 'just some words about the song, and nothing else']) {
    const file = Buffer.concat([id3, Buffer.from(rest)]);
    expect(await probeStem(bytesIn(file), 'mp3')).toMatchObject({ ok: false, failure: { kind: 'undecodable' } });
  }
});
