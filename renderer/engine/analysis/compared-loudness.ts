import {
  type AudioContainer,
  fail,
  frames,
  type Hertz,
  type LevelStretch,
  type Mix,
  ok,
  type Result,
  type StemId,
} from '#contract';
import type { ByteSource } from '../../codecs/byte-source.ts';
import { atRate, openStemSource } from '../../codecs/open-stem-source.ts';
import type { StemSource } from '../../codecs/stem-source.ts';
import { LoudnessMeter } from '../../dsp/loudness.ts';
import { audibleGain, stripMatrix } from '../../mix/audibility.ts';
import { applyGains, gainCurve } from '../../mix/automation.ts';
import { offsetFrames } from '../../mix/strip-stems.ts';
import { majorityRate } from '../opened-stems.ts';
import type { Rest } from './analyse-stems.ts';

type FileToMeasure = { readonly container: AudioContainer; readonly bytes: ByteSource };

/** A mix with the files of its stems and that of its original. */
export type ComparedFiles = {
  readonly stems: readonly (FileToMeasure & { readonly id: StemId })[];
  readonly original: FileToMeasure;
  readonly mix: Mix;
  readonly stretches: readonly LevelStretch[];
};

/** Integrated loudness over the whole song, in LUFS; null for silence. */
export type ComparedLoudness = { readonly mixLufs: number | null; readonly originalLufs: number | null };

const blockBytes = 2 ** 17;
const chunkFrames = 16_384;

/**
 * Measures how loud a mix, its master aside, and its original are over the whole song. Stems that cannot be decoded are left out. Fails with
 * `undecodable` when the original cannot be. Rejects when bytes cannot be read.
 */
export async function compareLoudness(files: ComparedFiles, rest: Rest): Promise<Result<ComparedLoudness>> {
  const { mix, stretches } = files;
  const original = await open(files.original);
  if (original === null) return fail('undecodable');
  const heard = await Promise.all(
    files.stems.map(async (stem) => {
      const strip = mix.strips.find(({ stemId }) => stemId === stem.id);
      const source = strip === undefined || audibleGain(strip, mix) === 0 ? null : await open(stem);
      return strip === undefined || source === null ? [] : [{ id: stem.id, strip, source }];
    }),
  );
  const rate = majorityRate(heard.flat().map(({ source }) => source.facts.sampleRate));
  const stems = heard.flat().map(({ id, strip, source }) => ({
    source: atSongRate(source, rate),
    shift: offsetFrames(strip, rate),
    matrix: stripMatrix(strip, mix),
    curve: gainCurve(stretches, id, rate),
  }));
  const ends = stems.map(({ source, shift }) => source.lengthFrames + shift);
  const own = original.songRate === rate || stems.length === 0 ? original : atRate(original, rate);
  const lengthFrames = Math.max(own.lengthFrames, ...ends);
  const meters = { mix: new LoudnessMeter(rate), original: new LoudnessMeter(own.songRate) };
  const [left, right] = [new Float32Array(chunkFrames), new Float32Array(chunkFrames)];
  const [sumLeft, sumRight] = [new Float32Array(chunkFrames), new Float32Array(chunkFrames)];
  try {
    for (let frame = 0; frame < lengthFrames; frame += chunkFrames) {
      const count = Math.min(chunkFrames, lengthFrames - frame);
      let began = performance.now();
      await own.read(frame, left, right);
      meters.original.push(left, right, count);
      sumLeft.fill(0);
      sumRight.fill(0);
      for (const { source, shift, matrix, curve } of stems) {
        await readAt(source, frame - shift, left, right);
        if (curve !== null) applyGains(curve, frame, chunkFrames, left, right);
        for (let at = 0; at < count; at++) {
          const [l, r] = [left[at] ?? 0, right[at] ?? 0];
          sumLeft[at] = (sumLeft[at] ?? 0) + l * matrix.leftToLeft + r * matrix.rightToLeft;
          sumRight[at] = (sumRight[at] ?? 0) + l * matrix.leftToRight + r * matrix.rightToRight;
        }
        await rest(performance.now() - began);
        began = performance.now();
      }
      meters.mix.push(sumLeft, sumRight, count);
    }
  } finally {
    for (const { source } of stems) source.close();
    own.close();
  }
  return ok({ mixLufs: meters.mix.integratedLufs(), originalLufs: meters.original.integratedLufs() });
}

/** Reads from a frame that may lie before the start of the file, where there is silence. */
async function readAt(source: StemSource, from: number, left: Float32Array, right: Float32Array): Promise<void> {
  const before = Math.min(Math.max(0, -from), left.length);
  left.fill(0, 0, before);
  right.fill(0, 0, before);
  if (before < left.length) await source.read(frames(from + before), left.subarray(before), right.subarray(before));
}

async function open({ bytes, container }: FileToMeasure): Promise<StemSource | null> {
  const opened = await openStemSource(bytes, container, null, blockBytes);
  return opened.ok ? opened.value : null;
}

function atSongRate(source: StemSource, songRate: Hertz): StemSource {
  return source.songRate === songRate ? source : atRate(source, songRate);
}
