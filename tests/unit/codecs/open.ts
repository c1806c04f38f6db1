import { hertz, type AudioContainer } from '#contract';
import type { ByteSource } from '../../../renderer/codecs/byte-source.ts';
import { openStemSource } from '../../../renderer/codecs/open-stem-source.ts';
import type { StemSource } from '../../../renderer/codecs/stem-source.ts';

export async function open(bytes: ByteSource, container: AudioContainer, rate?: number): Promise<StemSource> {
  const opened = await openStemSource(bytes, container, rate === undefined ? null : hertz(rate));
  if (!opened.ok) throw new Error(`${opened.failure.kind} ${opened.failure.detail}`);
  return opened.value;
}

export type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

export async function read(stem: StemSource, startFrame: number, count: number): Promise<Stereo> {
  const left = new Float32Array(count).fill(NaN);
  const right = new Float32Array(count).fill(NaN);
  await stem.read(startFrame, left, right);
  return { left, right };
}

export const readAll = (stem: StemSource): Promise<Stereo> => read(stem, 0, stem.lengthFrames);
