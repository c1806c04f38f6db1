import { describe, expect, it } from 'vitest';
import { decibels, fail, ok, type ExportTicket, type Result } from '#contract';
import type { RenderJob } from '../../../renderer/export/render-job.ts';
import { renderStemFile, type StemFileTools } from '../../../renderer/export/stem-file/render-stem-file.ts';
import { temporaryPieceAt, temporaryUrlPrefix } from '../../../renderer/export/temporary-files.ts';
import { stemGroupsOf } from '../../../renderer/mix/stem-groups.ts';
import { renderAllHere, mixOf, rate, stemInMemory, type MemoryFile, type StemInMemory } from '../export/render-here.ts';
import { noTags } from '../codecs/writers/encode-here.ts';
import { noise, wavOf } from '../codecs/fixtures.ts';

// Encoders start from WebAssembly, which takes its time where everything runs at once.
const timeout = 60_000;
const lengthFrames = 30_000;
const ticket = '0'.repeat(26) as ExportTicket;
const sound = (seed: number): Uint8Array => wavOf([noise(seed, lengthFrames), noise(seed + 1, lengthFrames)]);
const stems = [
  stemInMemory('vocals', sound(1), 'wav', 'vocals'),
  stemInMemory('drums', sound(3), 'wav', 'drums'),
  stemInMemory('bass', new Uint8Array(100), 'wav', 'bass'),
];

/** What a stem file is made with, in memory; `puts` counts pieces of the whole file. */
function toolsHere(own: readonly StemInMemory[] = stems) {
  const parts = new Map<string, MemoryFile>();
  const removed: string[] = [];
  const jobs: RenderJob[] = [];
  let puts = 0;
  const tools: StemFileTools = {
    renderFiles: async (job, onProgress) => {
      jobs.push(job);
      const { files, reports } = await renderAllHere(own, job.targets, job);
      onProgress(1);
      for (const [index, { part }] of job.targets.entries()) {
        const file = files[index];
        if (part !== undefined && file !== undefined) parts.set(part.temporaryName, file);
      }
      const failed = reports.find((report) => !report.ok);
      return failed ?? ok(reports.flatMap((report) => (report.ok ? [report.value] : [])));
    },
    openPart: (name) => {
      const bytes = parts.get(name)?.bytes;
      if (bytes === undefined) return Promise.reject(new Error('There is no such part.'));
      return Promise.resolve({
        byteLength: bytes.length,
        read: (start, end) => Promise.resolve(bytes.slice(start, end)),
      });
    },
    removeParts: (prefix) => {
      removed.push(prefix);
      return Promise.resolve();
    },
    put: () => {
      puts += 1;
      return Promise.resolve(ok());
    },
  };
  return { tools, jobs, parts, removed, count: () => puts };
}

const jobOf = (own: readonly StemInMemory[]) => ({
  ...{ stems: own, region: { startFrames: 0, endFrames: lengthFrames }, sampleRate: rate, fileRate: rate },
  ...{ ticket, mix: mixOf(own), groups: stemGroupsOf(own), tags: noTags, kara: null },
});
const signal = (): AbortSignal => new AbortController().signal;

describe('a stem file that is rendered', () => {
  it('has five tracks as long as each other, silent where nothing can be heard', { timeout }, async () => {
    const { tools, jobs, parts, removed } = toolsHere();
    const fractions: number[] = [];
    const written = await renderStemFile(jobOf(stems), (one) => fractions.push(one), signal(), tools);
    expect(written).toMatchObject({ ok: true, value: { lengthFrames, problems: [{ stemId: 'bass' }] } });
    expect(jobs[0]).toMatchObject({ format: { kind: 'aac', kbps: 256 } });
    expect(jobs[0]?.targets.map(({ part }) => part?.mayBeSilent)).toEqual([false, true, true, true, true]);
    const [master, drums, bass, melody, vocals] = [...parts.values()].map(({ bytes }) => bytes.length);
    // A packet of silence is a handful of bytes.
    expect([bass, melody].every((length) => (length ?? 0) < 5000)).toBe(true);
    expect(bass).toBe(melody);
    expect([master, drums, vocals].every((length) => (length ?? 0) > 15_000)).toBe(true);
    expect([fractions.at(-1), removed.length]).toEqual([1, 1]);
  });

  it(
    'is not written, and leaves no part, when none of its stems can be opened or a part cannot be made',
    { timeout },
    async () => {
      const only = stems.slice(2);
      const harmed = toolsHere(only);
      expect(await renderStemFile(jobOf(only), () => undefined, signal(), harmed.tools)).toMatchObject({
        ok: true,
        value: { stems: 0, problems: [{ stemId: 'bass' }] },
      });
      const full = toolsHere();
      const renderFiles = (): Promise<Result<never>> => Promise.resolve(fail('diskFull'));
      const tools = { ...full.tools, renderFiles };
      expect(await renderStemFile(jobOf(stems), () => undefined, signal(), tools)).toEqual(fail('diskFull'));
      expect([harmed.count(), full.count(), harmed.removed.length, full.removed.length]).toEqual([0, 0, 1, 1]);
    },
  );

  it('is stopped while its parts are laid into one', { timeout }, async () => {
    const stop = new AbortController();
    const { tools, removed, count } = toolsHere();
    const openPart: StemFileTools['openPart'] = (name) => {
      stop.abort();
      return tools.openPart(name);
    };
    const stopped = await renderStemFile(jobOf(stems), () => undefined, stop.signal, { ...tools, openPart });
    expect(stopped).toEqual(fail('cancelled'));
    expect([count(), removed.length]).toEqual([0, 1]);
  });

  it('keeps the levels of the mix', { timeout }, async () => {
    const { tools, jobs } = toolsHere();
    const mix = { ...mixOf(stems, { drums: { levelDb: decibels(-6) } }), masterDb: decibels(-3), speed: 1 };
    await renderStemFile({ ...jobOf(stems), mix }, () => undefined, signal(), tools);
    for (const target of jobs[0]?.targets ?? []) {
      expect(target.mix.masterDb).toBe(-3);
      expect(target.mix.strips.map(({ levelDb }) => levelDb)).toEqual([0, -6, 0]);
    }
  });
});

describe('an address of a piece of a temporary file', () => {
  it('tells name and offset, and is told from that of an export', () => {
    expect(temporaryPieceAt(`${temporaryUrlPrefix('a-part-1')}2097152`)).toEqual({
      name: 'a-part-1',
      offset: 2_097_152,
    });
    expect(temporaryPieceAt('app://bundle/__export/0?offset=0')).toBeNull();
  });
});
