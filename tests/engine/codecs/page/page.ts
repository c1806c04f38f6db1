import '../../../../renderer/trusted-types.ts';
import { fail, hertz, ok, type ExportTicket, type Mix, type Sha256, type StemId } from '#contract';
import { planClick } from '../../../../renderer/export/plan/click-plan.ts';
import { ExportWorkers } from '../../../../renderer/export/export-workers.ts';
import { renderFiles } from '../../../../renderer/export/render-files.ts';
import type { RenderJob } from '../../../../renderer/export/render-job.ts';
import { peaksSlice } from '../../../../renderer/dsp/waveform-peaks.ts';
import { fetchByteSource } from '../../../../renderer/codecs/fetch-byte-source.ts';
import { openStemSource } from '../../../../renderer/codecs/open-stem-source.ts';
import type { StemSource } from '../../../../renderer/codecs/stem-source.ts';
import { analyseSong } from '../../../../renderer/engine/analysis/analyse-song.ts';
import { makeWaveformPeaks, setPlaybackFlag } from '../../../../renderer/engine/waveform-peaks.ts';
import { readStem } from '../../../unit/codecs/fuzz/read-stem.ts';
import type { ClickRequest } from '../../harness/harness-api.ts';
import { renderOffline } from '../../harness/render-offline.ts';
import { breakWorkers, countsOfWorkers, letWorkersBreak } from './breaking-workers.ts';
import { decodeByChromium, encodeInWorker } from './encode.ts';
import type { DecodingApi, ServedStem } from './decoding-api.ts';

/** Those of all exports; new ones after `breakWorkers`. */
let workers = new ExportWorkers();

letWorkersBreak();

const here = (path: string): string => new URL(path, location.href).href;
const stemAt = (name: string): string => here(`/stem/${name}`);

async function open({ name, byteLength, container }: ServedStem, rate: number | null): Promise<StemSource> {
  const opened = await openStemSource(
    fetchByteSource(stemAt(name), byteLength),
    container,
    rate === null ? null : hertz(rate),
  );
  if (!opened.ok) throw new Error(`${opened.failure.kind} ${opened.failure.detail}`);
  return opened.value;
}

const asStem = ({ name, kind, byteLength, container }: ServedStem) => ({
  id: name as StemId,
  kind,
  audio: { sha256: name as Sha256, byteLength, container },
});

const plannedClick = (
  { grid, click, countIn }: ClickRequest,
  mix: Mix,
  region: RenderJob['region'],
  sampleRate: number,
): ReturnType<typeof planClick> =>
  planClick({ grid, click, isOn: click.isOn, countInBars: countIn.bars, mix, region, sampleRate });

async function deliver(name: string, left: Float32Array, right: Float32Array): Promise<void> {
  await fetch(`/result/${name}-left`, { method: 'PUT', body: new Float32Array(left) });
  await fetch(`/result/${name}-right`, { method: 'PUT', body: new Float32Array(right) });
}

async function readWhole(stem: StemSource): Promise<readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>]> {
  const left = new Float32Array(stem.lengthFrames);
  const right = new Float32Array(stem.lengthFrames);
  await stem.read(0, left, right);
  return [left, right];
}

const api: DecodingApi = {
  async decode(served, rate) {
    const stem = await open(served, rate);
    const [left, right] = await readWhole(stem);
    await deliver(served.name, left, right);
    stem.close();
    return { facts: stem.facts, lengthFrames: stem.lengthFrames, concealedFrames: stem.concealedFrames() };
  },

  async seekError(served, starts) {
    const [left, right] = await readWhole(await open(served, null));
    const stem = await open(served, null);
    const partLeft = new Float32Array(8192);
    const partRight = new Float32Array(8192);
    let worst = 0;
    for (const start of starts) {
      await stem.read(start, partLeft, partRight);
      for (let i = 0; i < 8192; i++) {
        worst = Math.max(worst, Math.abs((partLeft[i] ?? 0) - (left[start + i] ?? 0)));
        worst = Math.max(worst, Math.abs((partRight[i] ?? 0) - (right[start + i] ?? 0)));
      }
    }
    stem.close();
    return worst;
  },

  async failureOf({ name, byteLength, container }) {
    const opened = await openStemSource(fetchByteSource(stemAt(name), byteLength), container, null);
    return opened.ok ? null : opened.failure;
  },

  readSpoilt: (file, container) => readStem(container)(Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0))),

  async render({ stems, mix, region, sampleRate, fileName, click, stretches = [], cancelAt }) {
    const { reports, fractions } = await api.renderFiles({
      ...{ stems, region, sampleRate, format: { kind: 'wav', bits: 24 } },
      targets: [{ fileName, mix, loudness: null, stretches, ...(click === undefined ? {} : { click }) }],
      ...(cancelAt === undefined ? {} : { cancelAt }),
    });
    const [first] = reports.ok ? reports.value : [];
    const report = first === undefined ? (reports.ok ? fail('internal') : reports) : ok(first);
    return { report, fractions };
  },

  async renderFiles({ stems, region, sampleRate, fileRate = sampleRate, format, targets, cancelAt }) {
    const fractions: number[] = [];
    const stop = new AbortController();
    const tags = { title: '', artist: null, comment: null, bpm: null, key: null };
    const job: RenderJob = {
      stems: stems.map(asStem),
      region,
      sampleRate: hertz(sampleRate),
      fileRate: hertz(fileRate),
      format,
      targets: targets.map(({ fileName, click, ...target }) => ({
        ...{ ...target, ticket: fileName as ExportTicket, tags },
        ...(click === undefined ? {} : plannedClick(click, target.mix, region, sampleRate)),
      })),
    };
    const began = performance.now();
    const reports = await renderFiles(
      job,
      (fraction) => {
        fractions.push(fraction);
        if (cancelAt !== undefined && fraction >= cancelAt) stop.abort();
      },
      stop.signal,
      { stem: stemAt, piece: (ticket, offset) => here(`/export/${ticket}?offset=${offset}`), workers },
    );
    return { reports, fractions, tookMs: performance.now() - began };
  },

  breakWorkers: (next, readyOnes = 'too') => {
    breakWorkers(next);
    if (readyOnes === 'too') workers = new ExportWorkers();
  },

  prepareWorkers: (kinds) => {
    workers.prepare(kinds);
  },

  countsOfWorkers,

  async temporaryFiles() {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('scratch', { create: true });
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    return names.length;
  },

  async encode(served, request) {
    const [left, right] = await readWhole(await open(served, null));
    return encodeInWorker(request, left, right);
  },

  async decodeByChromium(name, rate) {
    await deliver(name, ...(await decodeByChromium(stemAt(name), rate)));
  },

  async analyse({ stems, original, isPlaying = false, cancelAt }) {
    const audioOf = ({ name, byteLength, container }: ServedStem) => ({
      sha256: name as Sha256,
      byteLength,
      container,
    });
    const song = {
      stems: stems.map((stem) => ({ id: stem.name as StemId, kind: stem.kind, audio: audioOf(stem) })),
      original: original === null ? null : audioOf(original),
    };
    const fractions: number[] = [];
    const stop = new AbortController();
    const onProgress = (fraction: number): void => {
      fractions.push(fraction);
      if (cancelAt !== undefined && fraction >= cancelAt) stop.abort();
    };
    setPlaybackFlag(isPlaying);
    const began = performance.now();
    const heard = await analyseSong(song, onProgress, stop.signal, stemAt);
    setPlaybackFlag(false);
    return { heard, fractions, tookMs: performance.now() - began };
  },

  async live({ name, stems, mix, sampleRate, lengthFrames, click, stretches = [] }) {
    const { left, right, dropouts } = await renderOffline({
      stems: stems.map(asStem),
      mix,
      sampleRate,
      lengthFrames,
      format: 'float32',
      hasLimiter: false,
      actions: [{ atFrame: 0, isPlaying: true }],
      stretches,
      ...(click === undefined ? {} : { click }),
    });
    await deliver(name, left, right);
    return dropouts;
  },

  async overview({ name, byteLength, container }, pixels) {
    const began = performance.now();
    const made = await makeWaveformPeaks(
      { audio: { sha256: name as Sha256, byteLength, container } },
      undefined,
      stemAt(name),
    );
    if (!made.ok) throw new Error(made.failure.kind);
    const { peaks, facts } = made.value;
    const whole = { startFrames: 0, endFrames: facts.lengthFrames, sampleRate: facts.sampleRate };
    return { facts, slice: [...peaksSlice(peaks, whole, pixels)], tookMs: performance.now() - began };
  },
};

Object.assign(globalThis, { decoding: api });
