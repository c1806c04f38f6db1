import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { decibels, fail, ok, type Result, type StemId } from '#contract';
import { wavHeader } from '../../../renderer/codecs/wav/wav-header.ts';
import { scaledMatrix } from '../../../renderer/export/plan/submix-plan.ts';
import { StemGroup } from '../../../renderer/export/workers/decode-stems.ts';
import { withReadAhead } from '../../../renderer/codecs/read-ahead.ts';
import { gainOf } from '../../../renderer/mix/levels.ts';
import { stripMatrix } from '../../../renderer/mix/audibility.ts';
import { bytesIn, fixtureLength, lame, noise, wavOf } from '../codecs/fixtures.ts';
import { open, readAll } from '../codecs/open.ts';
import { valueOf } from '../library/rig.ts';
import { renderHere, mixOf, rate, stemInMemory } from './render-here.ts';

const noiseWav = (seed: number): Uint8Array => wavOf([noise(seed, fixtureLength), noise(seed + 50, fixtureLength)]);
const stems = [
  stemInMemory('vocals', lame('lame-192.mp3', '-b', '192'), 'mp3'),
  stemInMemory('drums', noiseWav(1)),
  stemInMemory('bass', noiseWav(2)),
  stemInMemory('guitar', noiseWav(3)),
];
const mix = mixOf(
  stems,
  {
    vocals: { levelDb: decibels(-6), shiftMs: 30 },
    drums: { levelDb: decibels(-9), pan: -0.7, shiftMs: -25 },
    bass: { isMuted: true },
    guitar: { levelDb: decibels(-15), pan: 1, shiftFrames: -700, shiftMs: 13 },
  },
  { masterDb: decibels(-1.5) },
);

/** The offset of each stem in whole frames at 44.1 kHz, counted by hand: -1102.5 is rounded up, 573.3 down. */
const offsets = [1323, -1102, 0, 573 - 700];

/** The mix in plain float64, stem by stem, written for this test. */
async function reference(startFrame: number, lengthFrames: number) {
  const left = new Float64Array(lengthFrames);
  const right = new Float64Array(lengthFrames);
  for (const [index, { file, audio }] of stems.entries()) {
    const sound = await readAll(await open(bytesIn(file), audio.container));
    const strip = mix.strips[index];
    if (strip === undefined) continue;
    const matrix = scaledMatrix(stripMatrix(strip, mix), gainOf(mix.masterDb));
    const offset = offsets[index] ?? NaN;
    for (let frame = 0; frame < lengthFrames; frame++) {
      const one = sound.left[startFrame + frame - offset] ?? 0;
      const other = sound.right[startFrame + frame - offset] ?? 0;
      left[frame] = (left[frame] ?? 0) + one * matrix.leftToLeft + other * matrix.rightToLeft;
      right[frame] = (right[frame] ?? 0) + one * matrix.leftToRight + other * matrix.rightToRight;
    }
  }
  return { left, right };
}

const inDecibels = (ratio: number): number => 20 * Math.log10(ratio);

test.each([
  ['whole, in one group', 0, fixtureLength, 1],
  ['whole, in three groups', 0, fixtureLength, 3],
  ['a region within', 65_000, 1000, 2],
  ['a region that reaches beyond the end', 150_001, 100_000, 2],
  ['less than a shift', 0, 500, 2],
] as const)('the file is the sum of the shifted stems: %s', async (_name, startFrame, lengthFrames, groupCount) => {
  const region = { startFrames: startFrame, endFrames: startFrame + lengthFrames };
  const { file, report, fractions } = await renderHere(stems, mix, region, { cores: groupCount });
  const wanted = await reference(startFrame, lengthFrames);
  const { left, right } = await file.sound();
  expect(left.length).toBe(lengthFrames);
  let worst = 0;
  let peak = 0;
  for (let frame = 0; frame < lengthFrames; frame++) {
    const [one = 0, other = 0] = [wanted.left[frame], wanted.right[frame]];
    worst = Math.max(worst, Math.abs((left[frame] ?? NaN) - one), Math.abs((right[frame] ?? NaN) - other));
    peak = Math.max(peak, Math.abs(one), Math.abs(other));
  }
  expect(inDecibels(worst)).toBeLessThan(-130);
  expect(report).toMatchObject({
    ok: true,
    value: {
      peakDb: expect.closeTo(inDecibels(peak), 5) as number,
      clippedSamples: 0,
      lengthFrames,
      stems: 3,
      concealed: [],
      problems: [],
    },
  });
  expect(fractions.at(-1)).toBe(1);
  expect(file.mostUnderWay).toBe(1);
});

const broken = stemInMemory('broken', new Uint8Array(3000), 'mp3');
const start = { startFrames: 0, endFrames: 1000 };

test('a stem that cannot be decoded is left out and told', async () => {
  const some = [...stems.slice(0, 1), broken];
  for (const groupCount of [1, 2]) {
    const { report } = await renderHere(some, mixOf(some), start, { cores: groupCount });
    expect(report).toMatchObject({
      ok: true,
      value: { problems: [{ stemId: 'broken', failure: { kind: 'undecodable' } }] },
    });
  }
});

test('if no stem can be decoded there is no file, and the report says which and why', async () => {
  const none = await renderHere([broken], mixOf([broken]), start);
  expect(none.report).toMatchObject({
    ok: true,
    value: { stems: 0, lengthFrames: 0, problems: [{ stemId: 'broken', failure: { kind: 'undecodable' } }] },
  });
  expect(none.file.bytes.length).toBe(0);
  expect(none.fractions.at(-1)).toBe(1);
});

test('the damage of each stem is told in seconds, whatever worker decodes it, and shifts nothing', async () => {
  const file = Uint8Array.from(lame('lame-192.mp3', '-b', '192'));
  file.fill(0, file.length / 2, file.length / 2 + 2000);
  const damaged = stemInMemory('damaged', file, 'mp3');
  for (const cores of [1, 3]) {
    const whole = { startFrames: 0, endFrames: fixtureLength };
    const { report } = await renderHere([damaged, ...stems], mixOf([damaged, ...stems]), whole, { cores });
    const { concealed } = valueOf(report);
    expect(concealed.map(({ stemId }) => stemId)).toEqual(['damaged']);
    // 2000 bytes are three to nine frames of 1152.
    expect(concealed[0]?.seconds).toBeGreaterThan((2 * 1152) / 44_100);
    expect(concealed[0]?.seconds).toBeLessThan((9.5 * 1152) / 44_100);
    const before = await renderHere([damaged], mixOf([damaged]), { startFrames: 0, endFrames: 44_100 }, { cores });
    expect(valueOf(before.report).concealed).toEqual([]);
  }
});

test('a stem whose bytes cannot be had as it is opened is left out; later they end the job by its name', async () => {
  const sends = [{ submix: 0, matrix: { leftToLeft: 1, rightToRight: 1, leftToRight: 0, rightToLeft: 0 } }];
  const wav = noiseWav(1);
  let isGone = true;
  const source = {
    byteLength: wav.length,
    read: (offset: number, length: number) =>
      isGone ? Promise.reject(new Error('no disk')) : bytesIn(wav).read(offset, length),
  };
  const stem = { container: 'wav', shiftFrames: 0, stretches: [], sends } as const;
  const opened = () =>
    StemGroup.open(
      [
        { ...stem, id: 'gone' as StemId, bytes: withReadAhead(source) },
        { ...stem, id: 'here' as StemId, bytes: withReadAhead(bytesIn(noiseWav(2))) },
      ],
      rate,
      1000,
    );
  expect((await opened()).membersOf(0)).toMatchObject({
    stems: 1,
    problems: [{ stemId: 'gone', failure: { kind: 'diskError', detail: 'no disk' } }],
  });
  isGone = false;
  const group = await opened();
  isGone = true;
  const sum = { left: new Float64Array(1000), right: new Float64Array(1000) };
  await expect(group.fill(150_000, 1000, [sum])).resolves.toEqual(fail('diskError', 'gone: no disk'));
});

test('when the disk is full the export stops and says so', async () => {
  let puts = 0;
  const put = (): Promise<Result<undefined>> => Promise.resolve(++puts === 2 ? fail('diskFull') : ok());
  const { report } = await renderHere(stems, mix, { startFrames: 0, endFrames: 30 * 44_100 }, { put });
  expect(report).toMatchObject({ ok: false, failure: { kind: 'diskFull' } });
  expect(puts).toBe(2);
});

test('at the recorded speed and pitch nothing but the plain sum is written', async () => {
  const plain = [1, 2, 3].map((seed) =>
    stemInMemory(`noise-${String(seed)}`, wavOf([noise(seed, 60_000), noise(seed + 50, 60_000)])),
  );
  const pans = mixOf(
    plain,
    {
      'noise-1': { levelDb: decibels(-6) },
      'noise-2': { levelDb: decibels(-9), pan: -0.7 },
      'noise-3': { levelDb: decibels(-12), pan: 0.4 },
    },
    { masterDb: decibels(-1.5) },
  );
  const { file, plan } = await renderHere(plain, pans, { startFrames: 500, endFrames: 59_500 });
  expect(plan.workers.map(({ does }) => does)).toEqual(['decode', 'decode', 'write']);
  // The sums that were written before there were speed and pitch, under the dither of today.
  const asThen = createHash('sha256')
    .update(wavHeader(24, rate, 59_000))
    .update(file.bytes.subarray(-59_000 * 6));
  expect(asThen.digest('hex')).toBe('2d828d9956e8a33f9650d4bbd5aaaf49cd06f698b7c2eee7755b8383f66e3d98');
});
