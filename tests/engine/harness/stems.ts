import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Mix, StemKind } from '#contract';
import type { PlayerStem } from '../../../renderer/engine/player.ts';
import { gainOf } from '../../../renderer/mix/levels.ts';
import { stripMatrix } from '../../../renderer/mix/audibility.ts';
import { noise } from '../../unit/engine/reader-rig.ts';
import { stemOf } from './fixture.ts';
import type { HarnessServer } from './server.ts';

export const rate = 44100;
/** Of each worker its own: two specs at a time may use a name for different sounds. */
const folder = resolve(
  import.meta.dirname,
  `../../fixtures/generated/engine/worker-${process.env.TEST_PARALLEL_INDEX ?? '0'}`,
);

export type KnownStem = { readonly stem: PlayerStem; readonly left: Float32Array; readonly right: Float32Array };

/** A stem of seeded noise within ±0.5, as a float32 WAV, so that what it holds is known to the bit. */
export function noiseStem(server: HarnessServer, id: string, seed: number, lengthFrames: number): KnownStem {
  const left = noise(lengthFrames, seed);
  const right = noise(lengthFrames, seed + 5000);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${id}-${String(seed)}-${String(lengthFrames)}.wav`);
  writeFileSync(path, floatWav(left, right));
  return { stem: stemOf(server, id, path, 'wav'), left, right };
}

/** A stem of known sound, as a float32 WAV under its own name. */
export function soundStem(
  server: HarnessServer,
  id: string,
  left: Float32Array,
  right = left,
  kind: StemKind = 'other',
): KnownStem {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${id}.wav`);
  writeFileSync(path, floatWav(left, right));
  return { stem: stemOf(server, id, path, 'wav', kind), left, right };
}

/** What a mix of the stems is, summed in float64. */
export function exactMix(stems: readonly KnownStem[], mix: Mix): { left: Float64Array; right: Float64Array } {
  const length = Math.max(...stems.map(({ left }) => left.length));
  const sum = { left: new Float64Array(length), right: new Float64Array(length) };
  for (const { stem, left, right } of stems) {
    const strip = mix.strips.find(({ stemId }) => stemId === stem.id);
    if (strip === undefined) continue;
    const matrix = stripMatrix(strip, mix);
    const master = gainOf(mix.masterDb);
    for (let frame = 0; frame < left.length; frame += 1) {
      const [inLeft, inRight] = [left[frame] ?? 0, right[frame] ?? 0];
      sum.left[frame] = (sum.left[frame] ?? 0) + master * (inLeft * matrix.leftToLeft + inRight * matrix.rightToLeft);
      sum.right[frame] =
        (sum.right[frame] ?? 0) + master * (inLeft * matrix.leftToRight + inRight * matrix.rightToRight);
    }
  }
  return sum;
}

/** One channel of what the page delivered. */
export const channelOf = (interleaved: Float32Array, channel: 0 | 1): Float32Array =>
  Float32Array.from({ length: interleaved.length / 2 }, (_, frame) => interleaved[frame * 2 + channel] ?? 0);

/** Signal over error in dB, of `actual` from `at` on against the expected. */
export function snr(
  actual: ArrayLike<number>,
  at: number,
  expected: ArrayLike<number>,
  length = expected.length,
): number {
  let signal = 0;
  let error = 0;
  for (let frame = 0; frame < length; frame += 1) {
    const wanted = expected[frame] ?? 0;
    signal += wanted * wanted;
    error += (wanted - (actual[at + frame] ?? 0)) ** 2;
  }
  return 10 * Math.log10(signal / error);
}

function floatWav(left: Float32Array, right: Float32Array): Buffer {
  const bytes = Buffer.alloc(44 + left.length * 8);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(3, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 8, 28);
  bytes.writeUInt16LE(8, 32);
  bytes.writeUInt16LE(32, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(left.length * 8, 40);
  left.forEach((sample, frame) => {
    bytes.writeFloatLE(sample, 44 + frame * 8);
    bytes.writeFloatLE(right[frame] ?? 0, 48 + frame * 8);
  });
  return bytes;
}
