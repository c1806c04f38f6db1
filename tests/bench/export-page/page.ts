import { endingOf, flatMix, hertz, type Mix, type Result } from '#contract';
import { bounceFiles } from '../../../renderer/bounce/bounce-files.ts';
import { variantMix } from '../../../renderer/mix/variants.ts';
import type { Exporter } from './exporter.ts';

// Runs in the page of the app, beside the app's own scripts: the same road to the same files, but without anybody's clicks.

const rate = hertz(44_100);

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.kind} ${result.failure.detail}`);
  return result.value;
}

const exporter: Exporter = {
  async export({ title, lengthFrames, mixes, format, loudness }) {
    const song = valueOf(await stemroom.listSessions()).find((one) => one.title === title);
    if (song === undefined) throw new Error(`There is no song called ${title}.`);
    const stems = song.stems.flatMap(({ id, kind, file }) =>
      file.state === 'saved' ? [{ id, kind, audio: file.audio }] : [],
    );
    const mix = flatMix(stems.map(({ id }) => id));
    const minus = song.stems.map(({ id }): Mix => variantMix(mix, song.stems, { kind: 'minus', stemId: id }));
    const wanted = mixes === 'one' ? [mix] : minus;
    const names = wanted.map((_, index) => `${String(index)}.${endingOf(format)}`);
    const begun = valueOf(await stemroom.beginExport({ names, report: null, expectedBytes: null }));
    if (begun === null) throw new Error('No place was given.');
    const tags = { title, artist: null, comment: null, bpm: null, key: null };
    const targets = begun.files.flatMap(({ ticket }, index) => {
      const of = wanted[index];
      return of === undefined ? [] : [{ ticket, mix: of, loudness, tags }];
    });
    const region = { startFrames: 0, endFrames: lengthFrames };
    const job = { stems, region, sampleRate: rate, fileRate: rate, format, targets };
    const began = performance.now();
    const reports = valueOf(await bounceFiles(job, () => undefined, new AbortController().signal));
    for (const { ticket } of begun.files) valueOf(await stemroom.endExport({ ticket, isKept: true }));
    return { tookMs: performance.now() - began, reports };
  },
};

Object.assign(globalThis, { exporter });
