import { expect, test } from 'vitest';
import { decibels, fail, flatMix, hertz, ok, type Mix, type Result, type StemId } from '#contract';
import { chunkFrames, type GroupMessage, type MixedChunk } from '../../../renderer/bounce/bounce-protocol.ts';
import { scaledMatrix } from '../../../renderer/bounce/mix-kernel.ts';
import { StemGroup } from '../../../renderer/bounce/stem-group.ts';
import { writeMix, type Feed } from '../../../renderer/bounce/write-mix.ts';
import { gainOf } from '../../../renderer/mix/decibels.ts';
import { stripMatrix } from '../../../renderer/mix/strip-gains.ts';
import { bytesIn, fixtureLength, lame, noise, wavOf } from '../decoding/fixtures.ts';
import { open, readAll } from '../decoding/open.ts';

const rate = hertz(44_100);
const ids = ['vocals', 'drums', 'bass', 'guitar'] as StemId[];
const stems = ids.map((id, index) =>
  index === 0
    ? { id, container: 'mp3' as const, bytes: bytesIn(lame('lame-192.mp3', '-b', '192')) }
    : {
        id,
        container: 'wav' as const,
        bytes: bytesIn(wavOf([noise(index, fixtureLength), noise(index + 50, fixtureLength)])),
      },
);
const mix: Mix = {
  ...flatMix(ids),
  strips: flatMix(ids).strips.map((strip, index) => ({
    ...strip,
    levelDb: decibels(-3 * index - 6),
    pan: [0, -0.7, 0.4, 1][index] ?? 0,
    isMuted: index === 2,
  })),
  masterDb: decibels(-1.5),
};

const matrixOf = (id: StemId) => {
  const strip = mix.strips.find((one) => one.stemId === id);
  if (strip === undefined) throw new Error(id);
  return scaledMatrix(stripMatrix(strip, mix), gainOf(mix.masterDb));
};

/** A group in this thread, in place of one in a worker. */
async function feedOf(chosen: typeof stems, startFrame: number, lengthFrames: number): Promise<Feed> {
  const ordered = chosen.map((stem) => ({ ...stem, matrix: matrixOf(stem.id) }));
  const { group, problems } = await StemGroup.open(ordered, rate, chunkFrames);
  const handedBack: MixedChunk[] = [];
  let done = 0;
  let isOpened = false;
  return {
    next: async (): Promise<GroupMessage> => {
      if (!isOpened) {
        isOpened = true;
        return { about: 'opened', stems: group.size, problems };
      }
      const count = Math.min(chunkFrames, lengthFrames - done);
      if (count === 0) return { about: 'end', concealedFrames: group.concealedFrames() };
      const { left, right } = handedBack.pop() ?? {
        left: new Float64Array(chunkFrames),
        right: new Float64Array(chunkFrames),
      };
      await group.fill(startFrame + done, count, left, right);
      done += count;
      return { about: 'chunk', chunk: { left, right, count } };
    },
    handBack: (chunk) => {
      handedBack.push(chunk);
    },
  };
}

class MemoryFile {
  bytes = new Uint8Array(0);
  underWay = 0;
  mostUnderWay = 0;

  put = async (offset: number, piece: Uint8Array): Promise<Result<undefined>> => {
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const longer = new Uint8Array(Math.max(this.bytes.length, offset + piece.length));
    longer.set(this.bytes);
    longer.set(piece, offset);
    this.bytes = longer;
    this.underWay--;
    return ok();
  };
}

async function bounced(groups: readonly (typeof stems)[], startFrame: number, lengthFrames: number) {
  const file = new MemoryFile();
  const feeds = await Promise.all(groups.map((group) => feedOf(group, startFrame, lengthFrames)));
  const fractions: number[] = [];
  const order = { format: 24, sampleRate: rate, lengthFrames } as const;
  const report = await writeMix(order, feeds, file.put, (fraction) => fractions.push(fraction));
  return { file, report, fractions };
}

/** The mix in plain float64, stem by stem, written for this test. */
async function reference(startFrame: number, lengthFrames: number) {
  const left = new Float64Array(lengthFrames);
  const right = new Float64Array(lengthFrames);
  for (const { id, bytes, container } of stems) {
    const sound = await readAll(await open(bytes, container));
    const matrix = matrixOf(id);
    for (let frame = 0; frame < lengthFrames; frame++) {
      const one = sound.left[startFrame + frame] ?? 0;
      const other = sound.right[startFrame + frame] ?? 0;
      left[frame] = (left[frame] ?? 0) + one * matrix.leftToLeft + other * matrix.rightToLeft;
      right[frame] = (right[frame] ?? 0) + one * matrix.leftToRight + other * matrix.rightToRight;
    }
  }
  return { left, right };
}

const inDecibels = (ratio: number): number => 20 * Math.log10(ratio);

test.each([
  ['whole, in one group', 0, fixtureLength, [stems]],
  ['whole, in two groups', 0, fixtureLength, [stems.slice(0, 2), stems.slice(2)]],
  ['a region that reaches beyond the end', 150_001, 100_000, [stems]],
] as const)('the file is the sum of the stems: %s', async (_name, startFrame, lengthFrames, groups) => {
  const { file, report, fractions } = await bounced(
    groups.map((group) => [...group]),
    startFrame,
    lengthFrames,
  );
  const wanted = await reference(startFrame, lengthFrames);
  const stem = await open(bytesIn(file.bytes), 'wav');
  expect(stem.lengthFrames).toBe(lengthFrames);
  const { left, right } = await readAll(stem);
  let worst = 0;
  let peak = 0;
  for (let frame = 0; frame < lengthFrames; frame++) {
    const [one = 0, other = 0] = [wanted.left[frame], wanted.right[frame]];
    worst = Math.max(worst, Math.abs((left[frame] ?? NaN) - one), Math.abs((right[frame] ?? NaN) - other));
    peak = Math.max(peak, Math.abs(one), Math.abs(other));
  }
  expect(inDecibels(worst)).toBeLessThan(-130);
  expect(report).toEqual({
    ok: true,
    value: {
      peakDb: expect.closeTo(inDecibels(peak), 6) as number,
      clippedSamples: 0,
      lengthFrames,
      concealedFrames: 0,
      problems: [],
    },
  });
  expect(fractions.at(-1)).toBe(1);
  expect(file.mostUnderWay).toBe(1);
});

test('a stem that cannot be decoded is left out and told; if none can, there is no file', async () => {
  const broken = { id: 'bass' as StemId, container: 'mp3' as const, bytes: bytesIn(new Uint8Array(3000)) };
  const { report } = await bounced([[...stems.slice(0, 1), broken]], 0, 1000);
  expect(report).toMatchObject({
    ok: true,
    value: { problems: [{ stemId: 'bass', failure: { kind: 'undecodable' } }] },
  });
  const none = await bounced([[broken]], 0, 1000);
  expect(none.report).toMatchObject({ ok: false, failure: { kind: 'undecodable' } });
  expect(none.file.bytes.length).toBe(0);
});

test('when the disk is full the bounce stops and says so', async () => {
  const feed = await feedOf(stems, 0, 30 * 44_100);
  const order = { format: 24, sampleRate: rate, lengthFrames: 30 * 44_100 } as const;
  let puts = 0;
  const put = (): Promise<Result<undefined>> => Promise.resolve(++puts === 2 ? fail('diskFull') : ok());
  const report = await writeMix(order, [feed], put, () => undefined);
  expect(report).toMatchObject({ ok: false, failure: { kind: 'diskFull' } });
  expect(puts).toBe(2);
});
