import { expect } from '@playwright/test';
import type { FileTags } from '#contract';
import { closeness, readers, tagsOf } from '../../integration/codecs/read-back.ts';
import { signalToNoise } from '../../unit/codecs/alignment.ts';
import { fixtureLength, sourceLeft, sourceRight, sourceWav } from '../../unit/codecs/fixtures.ts';
import { serve, test, type Bench } from './decoding-page.ts';

const source = { left: sourceLeft, right: sourceRight };
const tags: FileTags = { title: 'Fähre „7“', artist: 'Ferry', comment: 'minus drums', bpm: 120, key: 'Am' };

/** How close Chromium's own reading is to the sound, in dB: with 16 bits it scales by another step. */
const rows = [
  ['wav', 'wav', { kind: 'wav', bits: 24 }, 44_100, 120],
  ['flac', 'flac', { kind: 'flac', bits: 16 }, 48_000, 80],
  ['mp3', 'mp3', { kind: 'mp3', quality: '192' }, 44_100, 6],
  ['mp3', 'mp3', { kind: 'mp3', quality: 'V0' }, 48_000, 6],
  ['opus', 'ogg', { kind: 'opus', kbps: 192 }, 48_000, 6],
  ['m4a', 'm4a', { kind: 'aac', kbps: 256 }, 44_100, 6],
] as const;

const read = ({ server }: Bench, name: string) => ({
  left: server.result(`${name}-left`),
  right: server.result(`${name}-right`),
});

for (const [ending, container, format, rate, closeDb] of rows) {
  const name = `${Object.values(format).join('-')}.${ending}`;
  test(`${name} is on the sample and as long as the sound, to Chromium and to us`, async ({ bench }) => {
    const stem = serve(bench, 'source.wav', sourceWav(), 'wav');
    const request = { format, rate, tags, fileName: name };
    const encoded = await bench.page.evaluate(([one, to]) => decoding.encode(one, to), [stem, request] as const);
    expect(encoded).toEqual({ ok: true });

    const file = serve(bench, name, bench.server.exported(name), container);
    await bench.page.evaluate(([one, at]) => decoding.decodeByChromium(one, at), [name, rate] as const);
    const heard = closeness(read(bench, name), source);
    expect(heard).toMatchObject({ lagFrames: 0, lengthFrames: fixtureLength });
    for (const decibels of [heard.all, heard.start, heard.end]) expect(decibels).toBeGreaterThan(closeDb);

    await bench.page.evaluate((one) => decoding.decode(one, null), file);
    const ours = read(bench, name);
    expect(ours.left.length).toBe(fixtureLength);
    expect(signalToNoise(ours.left, sourceLeft)).toBeGreaterThan(closeDb);

    // What the other formats are to ffmpeg, tests without a page show.
    if (format.kind === 'opus') {
      const path = bench.server.exported(name);
      expect(closeness(readers.ffmpeg(path), source)).toMatchObject({ lagFrames: 0, lengthFrames: fixtureLength });
      const { title, artist, comment } = tags;
      const said = { title, artist, comment, bpm: '120', initialkey: 'Am', encoded_by: 'Stemroom' };
      expect(tagsOf(path)).toEqual(said);
    }
    expect(bench.complaints).toEqual([]);
  });
}
