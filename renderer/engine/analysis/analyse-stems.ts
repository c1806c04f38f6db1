import { fail, ok, type AudioContainer, type Hertz, type Result } from '#contract';
import type { ByteSource } from '../../codecs/byte-source.ts';
import { atRate, openStemSource } from '../../codecs/open-stem-source.ts';
import type { StemSource } from '../../codecs/stem-source.ts';
import { majorityRate } from '../opened-stems.ts';
import type { AnalysisResult, SongOf } from './analyse-song.ts';
import { chunkFrames, SongAnalyser } from './song-analyser.ts';

/** The files are read from end to end, many side by side. */
const blockBytes = 2 ** 17;

type FileToAnalyse = { readonly container: AudioContainer; readonly bytes: ByteSource };
/** A song's files with their bytes. */
export type SongFiles = SongOf<FileToAnalyse>;

/** Called after each piece of work with the time it took; the next one starts when it resolves. */
export type Rest = (workedMs: number) => Promise<void>;

/**
 * Decodes all stems of a song once, side by side, and measures them. Leaves out stems, and an original, that cannot be decoded.
 * `onProgress` gets fractions up to 1. Fails with `undecodable` when no stem is left. Rejects when bytes cannot be read.
 */
export async function analyseStems(
  files: SongFiles,
  onProgress: (fraction: number) => void,
  rest: Rest,
): Promise<Result<AnalysisResult>> {
  const native = await Promise.all(files.stems.map(async (stem) => ({ ...stem, source: await open(stem) })));
  const decodable = native.flatMap(({ source, ...stem }) => (source === null ? [] : [{ ...stem, source }]));
  const sampleRate = majorityRate(decodable.map(({ source }) => source.facts.sampleRate));
  const stems = decodable.map((stem) => ({ ...stem, source: atSongRate(stem.source, sampleRate) }));
  if (stems.length === 0) return fail('undecodable');
  const nativeOriginal = files.original === null ? null : await open(files.original);
  const original = nativeOriginal === null ? null : atSongRate(nativeOriginal, sampleRate);

  const lengthFrames = Math.max(original?.lengthFrames ?? 0, ...stems.map(({ source }) => source.lengthFrames));
  const analyser = new SongAnalyser({
    stems: stems.map(({ kind, source }) => ({ kind, facts: source.facts })),
    hasOriginal: original !== null,
    sampleRate,
    lengthFrames,
  });
  const left = new Float32Array(chunkFrames);
  const right = new Float32Array(chunkFrames);
  for (let frame = 0; frame < lengthFrames; frame += chunkFrames) {
    let began = performance.now();
    if (original !== null) {
      await original.read(frame, left, right);
      analyser.original(left, right);
    }
    for (const [index, { source }] of stems.entries()) {
      analyser.stem(index, left, right, await source.read(frame, left, right));
      await rest(performance.now() - began);
      began = performance.now();
    }
    analyser.endChunk();
    onProgress(Math.min(1, (frame + chunkFrames) / lengthFrames));
  }
  const figures = analyser.finish();
  for (const { source } of stems) source.close();
  original?.close();
  return ok({
    ...figures,
    stems: figures.stems.flatMap((stem, index) => {
      const own = stems[index];
      return own === undefined ? [] : [{ stemId: own.id, sha256: own.sha256, ...stem }];
    }),
  });
}

async function open({ bytes, container }: FileToAnalyse): Promise<StemSource | null> {
  const opened = await openStemSource(bytes, container, null, blockBytes);
  return opened.ok ? opened.value : null;
}

function atSongRate(source: StemSource, songRate: Hertz): StemSource {
  return source.songRate === songRate ? source : atRate(source, songRate);
}
