import {
  fail,
  ok,
  type AudioContainer,
  type Hertz,
  type Result,
  type Sha256,
  type StemId,
  type StemKind,
} from '#contract';
import type { ByteSource } from '../../codecs/byte-source.ts';
import { atRate, openStemSource } from '../../codecs/open-stem-source.ts';
import type { StemSource } from '../../codecs/stem-source.ts';
import { majorityRate } from '../opened-stems.ts';
import type { HeardAnalysis } from './analyse-song.ts';
import { chunkFrames, SongListener } from './song-analyser.ts';

/** Read through from end to end, but many side by side. */
const blockBytes = 2 ** 17;

type FileToHear = { readonly container: AudioContainer; readonly bytes: ByteSource };
export type SongFiles = {
  readonly stems: readonly (FileToHear & { readonly id: StemId; readonly sha256: Sha256; readonly kind: StemKind })[];
  readonly original: FileToHear | null;
};

/** Called between two pieces of work, with what the last one took; the next begins when it resolves. */
export type Rest = (workedMs: number) => Promise<void>;

/**
 * Decodes all stems of a song once, side by side, and listens to them. Stems in which there is no sound are left out, and so is
 * such an original. Fails with `undecodable` when no stem is left. Rejects when bytes cannot be had.
 */
export async function hearSong(
  files: SongFiles,
  onProgress: (fraction: number) => void,
  rest: Rest,
): Promise<Result<HeardAnalysis>> {
  const native = await Promise.all(files.stems.map(async (stem) => ({ ...stem, source: await open(stem) })));
  const decodable = native.flatMap(({ source, ...stem }) => (source === null ? [] : [{ ...stem, source }]));
  const sampleRate = majorityRate(decodable.map(({ source }) => source.facts.sampleRate));
  const stems = decodable.map((stem) => ({ ...stem, source: tuned(stem.source, sampleRate) }));
  if (stems.length === 0) return fail('undecodable');
  const nativeOriginal = files.original === null ? null : await open(files.original);
  const original = nativeOriginal === null ? null : tuned(nativeOriginal, sampleRate);

  const lengthFrames = Math.max(original?.lengthFrames ?? 0, ...stems.map(({ source }) => source.lengthFrames));
  const listener = new SongListener({
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
      listener.original(left, right);
    }
    for (const [index, { source }] of stems.entries()) {
      listener.stem(index, left, right, await source.read(frame, left, right));
      await rest(performance.now() - began);
      began = performance.now();
    }
    listener.endChunk();
    onProgress(Math.min(1, (frame + chunkFrames) / lengthFrames));
  }
  const heard = listener.finish();
  for (const { source } of stems) source.close();
  original?.close();
  return ok({
    ...heard,
    stems: heard.stems.flatMap((stem, index) => {
      const own = stems[index];
      return own === undefined ? [] : [{ stemId: own.id, sha256: own.sha256, ...stem }];
    }),
  });
}

async function open({ bytes, container }: FileToHear): Promise<StemSource | null> {
  const opened = await openStemSource(bytes, container, null, blockBytes);
  return opened.ok ? opened.value : null;
}

function tuned(source: StemSource, songRate: Hertz): StemSource {
  return source.songRate === songRate ? source : atRate(source, songRate);
}
