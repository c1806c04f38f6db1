import { expect, type TestInfo } from '@playwright/test';
import type { AudioContainer, ExportFormat, FileTags } from '#contract';
import { lagOf, signalToNoise } from '../../unit/decoding/alignment.ts';
import { fixtureLength, sourceLeft, sourceRight, sourceWav } from '../../unit/decoding/fixtures.ts';
import { readers, tagsOf } from '../../integration/encoding/read-back.ts';
import { serve, test, type Bench } from './decoding-page.ts';

const tags: FileTags = { title: 'Fähre „7“', artist: 'Ferry', comment: 'minus drums', bpm: 120, key: 'Am' };

const rows = [
  ['wav', 'wav', { kind: 'wav', bits: 24 }, 44_100],
  ['flac', 'flac', { kind: 'flac', bits: 16 }, 48_000],
  ['mp3', 'mp3', { kind: 'mp3', quality: '192' }, 44_100],
  ['mp3', 'mp3', { kind: 'mp3', quality: 'V0' }, 48_000],
  ['opus', 'ogg', { kind: 'opus', kbps: 192 }, 48_000],
  ['m4a', 'm4a', { kind: 'aac', kbps: 256 }, 44_100],
  ['m4a', 'm4a', { kind: 'aac', kbps: 192 }, 48_000],
] as const;

for (const [ending, container, format, rate] of rows) {
  test(`x ${ending} ${JSON.stringify(format)} at ${rate}`, async ({ bench }) => {
    const fileName = `${format.kind}-${rate}.${ending}`;
    const source = serve(bench, 'source.wav', sourceWav(), 'wav');
    const request = { format, rate, tags, fileName };
    const t = performance.now();
    const encoded = await bench.page.evaluate(([one, to]) => decoding.encode(one, to), [source, request] as const);
    console.log(performance.now() - t);
    expect(encoded).toEqual({ ok: true });
    const path = bench.server.exported(fileName);
    const file = serve(bench, fileName, path, container);
    const say = (who: string, left: Float32Array, right: Float32Array) =>
      console.log(
        who,
        left.length - fixtureLength,
        lagOf(left, sourceLeft),
        lagOf(right, sourceRight),
        signalToNoise(left, sourceLeft),
        signalToNoise(left.subarray(-2000), sourceLeft.subarray(-2000)),
      );
    await bench.page.evaluate(([name, at]) => decoding.decodeByChromium(name, at), [fileName, rate] as const);
    say('chromium', bench.server.result(`${fileName}-left`), bench.server.result(`${fileName}-right`));
    await bench.page.evaluate((one) => decoding.decode(one, null), file);
    say('ours', bench.server.result(`${fileName}-left`), bench.server.result(`${fileName}-right`));
    const f = readers.ffmpeg(path);
    say('ffmpeg', f.left, f.right);
    console.log(tagsOf(path));
    expect(bench.complaints).toEqual([]);
  });
}
