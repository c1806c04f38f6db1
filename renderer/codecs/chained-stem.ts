import { frames, type Hertz } from '#contract';
import { atSongRate } from './resampled-stem.ts';
import type { NativeStem, StemSource } from './stem-source.ts';

type Link = { readonly stem: StemSource; readonly start: number };

/**
 * Stems that sound one after the other as one, such as files that were joined. The rate is that of the longest; parts of another
 * rate are resampled, and where one of them is in stereo, all are. There must be one at least.
 */
export function chainStems(parts: readonly NativeStem[]): NativeStem {
  const [first, ...others] = parts;
  if (first === undefined) throw new Error('There is nothing to chain.');
  if (others.length === 0) return first;
  const rate = longestRate(first, others);
  let end = 0;
  const links = parts.map((part): Link => {
    const stem = atSongRate(part, rate);
    const start = end;
    end += stem.lengthFrames;
    return { stem, start };
  });
  const mixedFrom = parts.find(({ facts }) => facts.mixedFrom !== undefined)?.facts.mixedFrom;
  const lengthFrames = end;
  return {
    facts: {
      sampleRate: rate,
      channels: parts.some(({ facts }) => facts.channels === 2) ? 2 : 1,
      lengthFrames: frames(lengthFrames),
      ...(mixedFrom === undefined ? {} : { mixedFrom }),
    },
    concealedFrames: () => parts.reduce((sum, part) => sum + part.concealedFrames(), 0),
    concealedSeconds: () => parts.reduce((sum, part) => sum + part.concealedSeconds(), 0),
    read: async (startFrame, left, right) => {
      const count = Math.max(0, Math.min(left.length, lengthFrames - startFrame));
      left.fill(0);
      right.fill(0);
      for (const { stem, start } of links) {
        const from = Math.max(startFrame, start);
        const until = Math.min(startFrame + count, start + stem.lengthFrames);
        if (from >= until) continue;
        const [at, to] = [from - startFrame, until - startFrame];
        await stem.read(from - start, left.subarray(at, to), right.subarray(at, to));
      }
      return count;
    },
    close: () => {
      for (const part of parts) part.close();
    },
  };
}

function longestRate(first: NativeStem, others: readonly NativeStem[]): Hertz {
  const secondsAt = new Map<Hertz, number>();
  for (const { facts } of [first, ...others])
    secondsAt.set(facts.sampleRate, (secondsAt.get(facts.sampleRate) ?? 0) + facts.lengthFrames / facts.sampleRate);
  const [longest] = [...secondsAt].sort(([, one], [, other]) => other - one);
  return longest?.[0] ?? first.facts.sampleRate;
}
