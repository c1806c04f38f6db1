import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { flatMix, type Mix, type StemId } from '#contract';
import { fixturePath, lame } from '../../unit/codecs/fixtures.ts';
import { serve, test, type Bench } from './decoding-page.ts';
import type { Break, FilesRequest } from './page/decoding-api.ts';

// A worker that fails, whatever way it does, ends its export with a failure and takes the temporary files with it; the next
// export works. Real workers, really broken.

test.afterEach(({ bench }) => {
  bench.complaints.splice(0);
});

const ids = ['one', 'two'] as StemId[];
const slow: Mix = { ...flatMix(ids), speed: 0.9 };

/** Long enough for three chunks and a rest. */
const lengthFrames = 66_000;

/** Through every kind of worker: at another speed and as MP3, with a temporary file for its loudness. */
function requestOf(bench: Bench, fileName: string): FilesRequest {
  lame('lame-192.mp3', '-b', '192');
  const stems = ids.map((id) => serve(bench, id, fixturePath('lame-192.mp3'), 'mp3'));
  return {
    ...{ stems, sampleRate: 44_100, region: { startFrames: 0, endFrames: lengthFrames } },
    format: { kind: 'mp3', quality: '128' },
    targets: [{ fileName, mix: slow, loudness: { integratedLufs: -16, ceilingDb: -1 } }],
  };
}

const exported = (bench: Bench, request: FilesRequest) =>
  bench.page.evaluate(async (one) => (await decoding.renderFiles(one)).reports, request);

async function expectToWork(bench: Bench, fileName: string): Promise<void> {
  await bench.page.evaluate(() => {
    decoding.breakWorkers(null);
  });
  expect(await exported(bench, requestOf(bench, fileName))).toMatchObject({ ok: true, value: [{ stems: 2 }] });
}

const noTemporaryFile = (bench: Bench) =>
  expect.poll(() => bench.page.evaluate(() => decoding.temporaryFiles()), { timeout: 60_000 }).toBe(0);

const breaks: readonly Break[] = [
  { worker: 'decode', message: 'opening', after: 0, how: 'throws' },
  { worker: 'decode', message: 'chunk', after: 2, how: 'throws' },
  { worker: 'decode', message: 'closing', after: 0, how: 'throws' },
  { worker: 'decode', message: 'chunk', after: 2, how: 'throws outside of its promises' },
  { worker: 'decode', message: 'chunk', after: 2, how: 'forgets a rejection' },
  { worker: 'decode', message: 'opening', after: 0, how: 'dies' },
  { worker: 'decode', message: 'chunk', after: 2, how: 'dies' },
  { worker: 'decode', message: 'closing', after: 0, how: 'dies' },
  { worker: 'bus', message: 'opening', after: 0, how: 'throws' },
  { worker: 'bus', message: 'chunk', after: 2, how: 'throws' },
  { worker: 'bus', message: 'released', after: 2, how: 'dies' },
  { worker: 'bus', message: 'closing', after: 0, how: 'throws' },
  { worker: 'encode', message: 'released', after: 0, how: 'throws' },
  { worker: 'encode', message: 'released', after: 2, how: 'dies' },
  { worker: 'encode', message: 'finished', after: 0, how: 'throws' },
  { worker: 'encode', message: 'finished', after: 0, how: 'dies' },
  { worker: 'write', message: 'progress', after: 2, how: 'throws' },
  { worker: 'write', message: 'released', after: 2, how: 'forgets a rejection' },
  { worker: 'write', message: 'released', after: 2, how: 'dies' },
  { worker: 'write', message: 'written', after: 0, how: 'throws' },
];

for (const [index, one] of breaks.entries()) {
  const { worker, message, after, how } = one;
  const title = `a worker to ${worker} that ${how} at its "${message}" number ${String(after + 1)}`;
  test(`${title} ends the export, and not the next`, async ({ bench }) => {
    await bench.page.evaluate((next) => {
      decoding.breakWorkers(next);
    }, one);
    const reports = await exported(bench, requestOf(bench, `broken-${String(index)}.mp3`));
    expect(reports).toMatchObject({ ok: false, failure: { kind: 'internal' } });
    expect(reports.ok ? '' : reports.failure.detail).not.toBe('');
    await noTemporaryFile(bench);
    await expectToWork(bench, `next-${String(index)}.mp3`);
  });
}

const countsOf = (bench: Bench) => bench.page.evaluate(() => decoding.countsOfWorkers());

/** Exports to a file; the answer is how many workers were started for it. */
async function startedBy(bench: Bench, fileName: string): Promise<number> {
  const { started } = await countsOf(bench);
  expect(await exported(bench, requestOf(bench, fileName))).toMatchObject({ ok: true, value: [{ stems: 2 }] });
  return (await countsOf(bench)).started - started;
}

test('an export takes the workers that are ready, and gives the same bytes', async ({ bench }) => {
  await bench.page.evaluate(() => {
    decoding.breakWorkers(null);
  });
  const all = await startedBy(bench, 'first.mp3');
  await bench.page.evaluate(() => {
    decoding.prepareWorkers(['decode', 'bus', 'write', 'encode']);
    // Those that are ready count.
    decoding.prepareWorkers(['write', 'encode']);
  });
  expect(await startedBy(bench, 'second.mp3')).toBe(all - 4);
  const [one, other] = ['first.mp3', 'second.mp3'].map((name) => readFileSync(bench.server.exported(name)));
  expect(other).toEqual(one);
  // None is used again.
  expect(await startedBy(bench, 'third.mp3')).toBe(all);
});

test('a worker that fails before it has a task is given none', async ({ bench }) => {
  await bench.page.evaluate(() => {
    decoding.breakWorkers(null);
  });
  const all = await startedBy(bench, 'with-none.mp3');
  const { unloaded } = await countsOf(bench);
  await bench.page.evaluate(() => {
    decoding.breakWorkers({ worker: 'write', how: 'has no script' });
    decoding.prepareWorkers(['write', 'encode']);
  });
  await expect.poll(async () => (await countsOf(bench)).unloaded).toBe(unloaded + 1);
  await bench.page.evaluate(() => {
    decoding.breakWorkers(null, 'stay');
  });
  expect(await startedBy(bench, 'with-one.mp3')).toBe(all - 1);
});

for (const worker of ['decode', 'bus', 'write', 'encode'] as const) {
  test(`a worker to ${worker} that cannot be loaded ends the export, and not the next`, async ({ bench }) => {
    await bench.page.evaluate((does) => {
      decoding.breakWorkers({ worker: does, how: 'has no script' });
    }, worker);
    const reports = await exported(bench, requestOf(bench, `unloaded-${worker}.mp3`));
    expect(reports).toEqual({ ok: false, failure: { kind: 'internal', detail: 'a worker did not start' } });
    await noTemporaryFile(bench);
    await expectToWork(bench, `after-${worker}.mp3`);
  });
}

test('an export with a worker that hangs can be cancelled', async ({ bench }) => {
  await bench.page.evaluate(() => {
    decoding.breakWorkers({ worker: 'encode', message: 'finished', after: 0, how: 'hangs' });
  });
  const reports = await exported(bench, { ...requestOf(bench, 'hung.mp3'), cancelAt: 1 });
  expect(reports).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
  await noTemporaryFile(bench);
  await expectToWork(bench, 'after-hung.mp3');
});
