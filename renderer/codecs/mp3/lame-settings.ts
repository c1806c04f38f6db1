import type { Mp3Quality } from '#contract';
import type { Mp3Rate } from './lame.ts';

/** What LAME 3.100 says in its tag of how it worked. */
export type LameSettings = {
  readonly isVariable: boolean;
  /** 1 is a constant rate, 4 the newer of the two ways to a variable one. */
  readonly method: number;
  /** 100 is the best. */
  readonly scale: number;
  readonly lowpassHertz: number;
  /** How it judges what is heard, and which threshold in quiet it has. */
  readonly psychoacoustics: number;
  readonly lowestKbps: number;
  /** Noise shaping, joint stereo, rate. */
  readonly shaping: number;
  readonly preset: number;
};

const variable = {
  V2: { scale: 80, lowpassHertz: 18_500, preset: 480 },
  V0: { scale: 100, lowpassHertz: 22_100, preset: 500 },
} as const;

const constantLowpass = { 128: 17_000, 160: 17_500, 192: 18_600, 224: 19_400, 256: 19_700, 320: 20_500 } as const;

/** As `lame -b 128` to `-b 320`, `-V 2` and `-V 0` have it. */
export function settingsOf(quality: Mp3Quality, sampleRate: Mp3Rate): LameSettings {
  const shaping = sampleRate === 48_000 ? 0x8d : 0x4d;
  if (quality === 'V0' || quality === 'V2') {
    const { scale, lowpassHertz: usual, preset } = variable[quality];
    const lowpassHertz = quality === 'V0' && sampleRate === 48_000 ? 24_000 : usual;
    return { isVariable: true, method: 4, scale, lowpassHertz, psychoacoustics: 0x35, lowestKbps: 32, shaping, preset };
  }
  const kbps = Number(quality);
  return {
    isVariable: false,
    method: 1,
    scale: 57,
    lowpassHertz: constantLowpass[quality],
    psychoacoustics: kbps < 160 ? 0x14 : 0x34,
    lowestKbps: Math.min(255, kbps),
    shaping: kbps < 192 ? shaping + 1 : shaping,
    preset: kbps,
  };
}
