import { expect, test } from 'vitest';
import { ok } from '#contract';
import { chunkFrames } from '../../../renderer/export/chunk-channel.ts';
import { TemporarySound } from '../../../renderer/export/stages/temporary-sound.ts';
import { LimitedStream } from '../../../renderer/export/stages/loudness-normalisation.ts';
import type { SoundStream } from '../../../renderer/export/stages/sound-stream.ts';
import { noise } from '../codecs/fixtures.ts';
import { valueOf } from '../library/rig.ts';
import { MemoryTemporaryFile, rate } from './render-here.ts';

const tailFrames = 700;
const length = chunkFrames + tailFrames;
/** Soft noise, but for one loud beat where the last chunk's end would be if it were whole: right behind the tail. */
const sound = noise(1, length).map((sample, frame) =>
  frame >= tailFrames && frame < tailFrames + 40 ? 0.99 : sample * 0.1,
);

/** Sound in one piece, with silence behind it. */
function inOnePiece(samples: Float32Array): SoundStream {
  let at = 0;
  return {
    read: (left, right) => {
      for (let i = 0; i < left.length; i++) left[i] = right[i] = samples[at + i] ?? 0;
      at += left.length;
      return Promise.resolve(ok());
    },
  };
}

async function readAll(stream: SoundStream, frames: number): Promise<Float64Array> {
  const all = new Float64Array(frames);
  for (let at = 0; at < frames; at += chunkFrames) {
    const left = all.subarray(at, Math.min(frames, at + chunkFrames));
    valueOf(await stream.read(left, new Float64Array(left.length)));
  }
  return all;
}

async function held(): Promise<TemporarySound> {
  const keeper = new TemporarySound(valueOf(await new MemoryTemporaryFile().open('')));
  for (let at = 0; at < length; at += chunkFrames) {
    const chunk = Float64Array.from(sound.subarray(at, at + chunkFrames));
    valueOf(keeper.write(chunk, chunk, chunk.length));
  }
  return keeper;
}

test('behind its end temporary sound is silent, whatever came before', async () => {
  const all = await readAll((await held()).play(), 2 * chunkFrames + 5000);
  expect(Float32Array.from(all.subarray(0, length))).toEqual(sound);
  expect(all.subarray(length).every((sample) => sample === 0)).toBe(true);
});

test('a limiter makes of temporary sound what it makes of the same sound in one piece, to the last frame', async () => {
  const ofHeld = await readAll(new LimitedStream((await held()).play(), 6, -1, rate), length);
  const reference = await readAll(new LimitedStream(inOnePiece(sound), 6, -1, rate), length);
  expect(ofHeld).toEqual(reference);
});
