import { expect, test, vi } from 'vitest';
import { decibels, fail, hertz, ok, type Mix, type Result } from '#contract';
import { chunkFrames } from '../../../renderer/export/chunk-channel.ts';
import { variantMix, variantsOf } from '../../../renderer/mix/variants.ts';
import { lame, noise, wavOf } from '../codecs/fixtures.ts';
import type { Stereo } from '../codecs/open.ts';
import { renderAllHere, renderHere, mixOf, stemInMemory } from './render-here.ts';

// A busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const length = 3 * chunkFrames + 1234;
const noiseWav = (seed: number): Uint8Array => wavOf([noise(seed, length), noise(seed + 50, length)]);
const stems = [
  stemInMemory('Vocals', noiseWav(1), 'wav', 'vocals'),
  stemInMemory('Drums', noiseWav(2), 'wav', 'drums'),
  stemInMemory('Bass', noiseWav(3), 'wav', 'bass'),
  stemInMemory('Piano', noiseWav(4), 'wav', 'piano'),
  stemInMemory('Guitar', noiseWav(5), 'wav', 'guitar'),
];
const named = stems.map(({ id, kind }) => ({ id, kind, name: String(id) }));
const mix = mixOf(
  stems,
  {
    Vocals: { levelDb: decibels(-6), pan: 0.2 },
    Drums: { levelDb: decibels(-9), shiftFrames: 1105 },
    Bass: { levelDb: decibels(-12), pan: -0.7 },
    Piano: { levelDb: decibels(-8), shiftFrames: -300 },
    Guitar: { levelDb: decibels(-14), pan: 1 },
  },
  { masterDb: decibels(-3) },
);
const region = { startFrames: 100, endFrames: length - 50 };

const inDecibels = (ratio: number): number => 20 * Math.log10(ratio);

/** The greatest difference between `sound` and the sum of the others, in dBFS. */
function differenceDb(sound: Stereo, others: readonly Stereo[]): number {
  let worst = 0;
  for (const channel of ['left', 'right'] as const) {
    for (const [frame, sample] of sound[channel].entries()) {
      const sum = others.reduce((so, other) => so + (other[channel][frame] ?? NaN), 0);
      worst = Math.max(worst, Math.abs(sample - sum));
    }
  }
  return inDecibels(worst);
}

test.each([1, 2, 3, 8])('every variant is what it is alone, bit by bit, with %i cores', async (cores) => {
  const mixes = variantsOf(named).map((variant) => variantMix(mix, named, variant));
  const { files, reports, fractions, plan } = await renderAllHere(
    stems,
    mixes.map((of) => ({ mix: of })),
    { region },
    { cores },
  );
  for (const [index, of] of mixes.entries()) {
    const alone = await renderHere(stems, of, region, { cores: 1 });
    expect(
      differenceDb(await (files[index]?.sound() ?? Promise.reject(new Error('no file'))), [await alone.file.sound()]),
    ).toBeLessThan(-140);
    expect(reports[index]).toMatchObject({ ok: true, value: { lengthFrames: length - 150, problems: [] } });
  }
  const writers = plan.workers.filter(({ does }) => does === 'write');
  expect(fractions.filter((fraction) => fraction === 1).length).toBe(writers.length);
});

test('a stem and the song without it null with the song, to -120 dB', async () => {
  const float = { region, format: { kind: 'wav', bits: 32 } } as const;
  const variants = [
    { kind: 'mix' },
    ...stems.flatMap(
      ({ id }) =>
        [
          { kind: 'only', stemId: id },
          { kind: 'minus', stemId: id },
        ] as const,
    ),
  ] as const;
  const targets = variants.map((variant) => ({ mix: variantMix(mix, named, variant) }));
  const { files } = await renderAllHere(stems, targets, float);
  const [whole, ...parts] = await Promise.all(files.map((file) => file.sound()));
  if (whole === undefined) throw new Error('There is no mix.');
  for (let stem = 0; stem < stems.length; stem++) {
    expect(differenceDb(whole, parts.slice(2 * stem, 2 * stem + 2))).toBeLessThan(-120);
  }
});

test('each stem is decoded once for all files, and common submixes are made once', async () => {
  const targets = stems.map(({ id }) => ({ mix: variantMix(mix, named, { kind: 'minus', stemId: id }) }));
  const { plan } = await renderAllHere(stems, targets, { region });
  const decoded = plan.workers.flatMap((worker) => (worker.does === 'decode' ? [worker.task] : []));
  expect(decoded.flatMap(({ stems: own }) => own.map(({ id }) => String(id))).sort()).toEqual(
    stems.map(({ id }) => String(id)).sort(),
  );
  // Three stems: without each of them, and all. Two stems: the same.
  const submixes = decoded.map(({ channels }) => new Set(channels.flat()).size);
  expect(submixes).toEqual([4, 3]);
});

test('targets may differ in shift, speed and level', async () => {
  const mixes: readonly Mix[] = [
    mix,
    mixOf(stems, { Drums: { shiftFrames: 10 } }, { masterDb: decibels(-20) }),
    mixOf(stems, { Drums: { shiftFrames: 500 } }, { speed: 0.5, masterDb: decibels(-20) }),
  ];
  const openShifter = () => Promise.resolve({ latencyFrames: 0, process: copyQuantum });
  const { files, reports } = await renderAllHere(
    stems,
    mixes.map((of) => ({ mix: of })),
    { region },
    { openShifter },
  );
  for (const [index, of] of mixes.entries()) {
    const alone = await renderHere(stems, of, region, { openShifter });
    const [file, report] = [files[index], reports[index]];
    if (file === undefined || report?.ok !== true) throw new Error('It was not written.');
    expect(alone.report).toMatchObject({ ok: true, value: { lengthFrames: report.value.lengthFrames } });
    expect(differenceDb(await file.sound(), [await alone.file.sound()])).toBeLessThan(-130);
  }
});

function copyQuantum(
  left: Float32Array,
  right: Float32Array,
  outLeft: Float32Array,
  outRight: Float32Array,
  at: number,
) {
  outLeft.set(left.subarray(at, at + 128), at);
  outRight.set(right.subarray(at, at + 128), at);
}

test('a file that cannot be written ends the job with its reason', async () => {
  let puts = 0;
  const put = (): Promise<Result<undefined>> => Promise.resolve(++puts === 2 ? fail('diskFull') : ok());
  const { reports } = await renderAllHere(stems, [{ mix }, { mix }, { mix }], { region }, { put });
  const troubles = reports.flatMap((report) => (report.ok ? [] : [report.failure.kind]));
  expect([...new Set(troubles)]).toEqual(['diskFull']);
});

test('a stem that cannot be decoded is missing from the files that should have it, and holds up no other', async () => {
  const broken = stemInMemory('broken', new Uint8Array(3000), 'mp3');
  const some = [...stems.slice(0, 2), stemInMemory('mp3', lame('lame-192.mp3', '-b', '192'), 'mp3'), broken];
  const all = mixOf(some);
  const alone = variantMix(
    all,
    some.map(({ id, kind }) => ({ id, kind, name: '' })),
    { kind: 'only', stemId: broken.id },
  );
  for (const cores of [1, 2]) {
    const { files, reports } = await renderAllHere(some, [{ mix: all }, { mix: alone }], { region }, { cores });
    expect(reports[0]).toMatchObject({ ok: true, value: { problems: [{ stemId: 'broken' }] } });
    expect(reports[1]).toMatchObject({ ok: true, value: { stems: 0, problems: [{ stemId: 'broken' }] } });
    expect(files[1]?.bytes.length).toBe(0);
  }
});

test.each([
  [44_100, 48_000],
  [44_100, 44_100],
])('at another rate a file begins on the sample and is as long as it should be: %i to %i', async (_from, fileRate) => {
  const hz = [997, 15_000] as const;
  const sines = hz.map((one) =>
    Float32Array.from({ length }, (_, frame) => 0.4 * Math.sin((2 * Math.PI * one * frame) / 44_100)),
  );
  const song = [stemInMemory('sines', wavOf(sines))];
  const whole = { startFrames: 0, endFrames: length };
  const job = { region: whole, fileRate: hertz(fileRate), format: { kind: 'wav', bits: 32 } } as const;
  const { files, reports } = await renderAllHere(song, [{ mix: mixOf(song) }], job);
  const { left, right } = await (files[0]?.sound() ?? Promise.reject(new Error('no file')));
  expect(left.length).toBe(Math.round((length * fileRate) / 44_100));
  expect(reports[0]).toMatchObject({ ok: true, value: { lengthFrames: left.length } });
  // 16 bits of the stem itself are the limit; 100 frames at the ends are the filter's.
  for (const [channel, one] of [
    [left, hz[0]],
    [right, hz[1]],
  ] as const) {
    let error = 0;
    for (let frame = 100; frame < channel.length - 100; frame++) {
      error +=
        ((channel[frame] ?? NaN) - 0.4 * (32_767 / 32_768) * Math.sin((2 * Math.PI * one * frame) / fileRate)) ** 2;
    }
    const power = (channel.length - 200) * 0.08;
    expect(10 * Math.log10(power / error)).toBeGreaterThan(85);
  }
});
