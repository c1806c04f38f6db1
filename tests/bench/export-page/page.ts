import { endingOf, exportUrl, flatMix, hertz, ok, stemUrl, type Mix, type Result } from '#contract';
import { bounceFiles } from '../../../renderer/bounce/bounce-files.ts';
import type { EncodeOrder } from '../../../renderer/bounce/bounce-protocol.ts';
import { encoderBehind } from '../../../renderer/bounce/encoder-link.ts';
import type { StereoSum } from '../../../renderer/bounce/mix-kernel.ts';
import { startWorker } from '../../../renderer/bounce/start-worker.ts';
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

  async encode({ title, format }) {
    const song = valueOf(await stemroom.listSessions()).find((one) => one.title === title);
    const [stem] = song?.stems ?? [];
    if (stem?.file.state !== 'saved') throw new Error(`There is no song called ${title}.`);
    const { left, right } = await soundAt(stemUrl(stem.file.audio.sha256));
    const begun = valueOf(
      await stemroom.beginExport({ names: [`alone.${endingOf(format)}`], report: null, expectedBytes: null }),
    );
    const [place] = begun?.files ?? [];
    if (place === undefined) throw new Error('No place was given.');
    const tags = { title, artist: null, comment: null, bpm: null, key: null };
    const file = { format, sampleRate: rate, lengthFrames: left.length, tags };
    const { port1, port2 } = new MessageChannel();
    const began = performance.now();
    const worker = startWorker('encode');
    const order: EncodeOrder = { files: [{ file, urlPrefix: exportUrl(place.ticket, 0).replace(/0$/, '') }] };
    worker.postMessage(order, [port1]);
    const encoder = valueOf(await encoderBehind(port2)(file, () => Promise.resolve(ok())));
    valueOf(await encoder.encode(left, right, left.length));
    valueOf(await encoder.finish());
    valueOf(await stemroom.endExport({ ticket: place.ticket, isKept: true }));
    const tookMs = performance.now() - began;
    worker.terminate();
    return { tookMs };
  },
};

/** The samples of a WAV of 16 bits, two channels and the plainest head. */
async function soundAt(url: string): Promise<StereoSum> {
  const samples = new Int16Array((await (await fetch(url)).arrayBuffer()).slice(44));
  const side = (channel: number): Float64Array<ArrayBuffer> =>
    Float64Array.from({ length: samples.length / 2 }, (_, frame) => (samples[2 * frame + channel] ?? 0) / 32_768);
  return { left: side(0), right: side(1) };
}

Object.assign(globalThis, { exporter });
