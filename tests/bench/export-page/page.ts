import {
  endingOf,
  exportUrl,
  flatMix,
  hertz,
  ok,
  stemUrl,
  type Mix,
  type Result,
  type Session,
  unpackSongs,
} from '#contract';
import { startWorker } from '../../../renderer/export/export-workers.ts';
import { prepareToRender, renderFiles } from '../../../renderer/export/render-files.ts';
import { chunkFrames } from '../../../renderer/export/chunk-channel.ts';
import type { PlannedWorker } from '../../../renderer/export/plan/worker-plan.ts';
import { encoderBehind } from '../../../renderer/export/workers/remote-encoder.ts';
import type { FileEncoder } from '../../../renderer/codecs/shared/file-encoder.ts';
import { variantMix } from '../../../renderer/mix/variants.ts';
import type { Exporter } from './exporter.ts';

// Runs in the page of the app, beside the app's own scripts: the same road to the same files, but without anybody's clicks.

const rate = hertz(44_100);

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.kind} ${result.failure.detail}`);
  return result.value;
}

async function songCalled(title: string): Promise<Session | null> {
  const song = unpackSongs(valueOf(await stemroom.listSongs())).find((one) => one.title === title);
  return song === undefined ? null : valueOf(await stemroom.openSession(song.id)).session;
}

const exporter: Exporter = {
  async export({ title, lengthFrames, sampleRate, mixes, format, loudness }) {
    const song = await songCalled(title);
    if (song === null) throw new Error(`There is no song called ${title}.`);
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
    const songRate = hertz(sampleRate);
    const job = { stems, region, sampleRate: songRate, fileRate: songRate, format, targets };
    const began = performance.now();
    const reports = valueOf(await renderFiles(job, () => undefined, new AbortController().signal));
    for (const { ticket } of begun.files) valueOf(await stemroom.endExport({ ticket, isKept: true }));
    const tookMs = performance.now() - began;
    // As the list of exports does.
    prepareToRender();
    return { tookMs, reports };
  },

  async encode({ title, format }) {
    const song = await songCalled(title);
    const [stem] = song?.stems ?? [];
    if (stem?.file.state !== 'saved') throw new Error(`There is no song called ${title}.`);
    const wav = await (await fetch(stemUrl(stem.file.audio.sha256))).arrayBuffer();
    const lengthFrames = (wav.byteLength - 44) / 4;
    const begun = valueOf(
      await stemroom.beginExport({ names: [`alone.${endingOf(format)}`], report: null, expectedBytes: null }),
    );
    const [place] = begun?.files ?? [];
    if (place === undefined) throw new Error('No place was given.');
    const tags = { title, artist: null, comment: null, bpm: null, key: null };
    const file = { format, sampleRate: rate, lengthFrames, tags };
    const { port1, port2 } = new MessageChannel();
    const began = performance.now();
    const worker = startWorker('encode');
    const planned: PlannedWorker = {
      does: 'encode',
      task: { files: [{ file, urlPrefix: exportUrl(place.ticket, 0).replace(/0$/, '') }] },
    };
    worker.postMessage(planned, [port1]);
    const encoder = valueOf(await encoderBehind(port2)(file, () => Promise.resolve(ok())));
    await encodeAll(encoder, wav);
    valueOf(await stemroom.endExport({ ticket: place.ticket, isKept: true }));
    const tookMs = performance.now() - began;
    worker.terminate();
    return { tookMs };
  },
};

/** Encodes the samples of a WAV of 16 bits, two channels and the plainest head; gives their memory back. */
async function encodeAll(encoder: FileEncoder, wav: ArrayBuffer): Promise<void> {
  const samples = new Int16Array(wav, 44);
  const [left, right] = [new Float64Array(chunkFrames), new Float64Array(chunkFrames)];
  for (let at = 0; at < samples.length; at += 2 * chunkFrames) {
    const count = Math.min(chunkFrames, (samples.length - at) / 2);
    for (let frame = 0; frame < count; frame++) {
      left[frame] = (samples[at + 2 * frame] ?? 0) / 32_768;
      right[frame] = (samples[at + 2 * frame + 1] ?? 0) / 32_768;
    }
    valueOf(await encoder.encode(left, right, count));
  }
  valueOf(await encoder.finish());
  wav.transfer(0);
}

Object.assign(globalThis, { exporter });
