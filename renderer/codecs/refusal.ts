import { fail, type Failure } from '#contract';
import { mostChannels } from './downmix.ts';

/** Below and above, nothing that is played has such a rate, and the sound device of the system may refuse it for good. */
export const lowestRate = 8000;
export const highestRate = 384_000;

type Refused = { readonly ok: false; readonly failure: Failure };

/** The bytes are not what they should be. `reason` is a sentence. */
export const damaged = (reason: string): Refused => fail('undecodable', reason);

/** The bytes may well be in order, but Stemroom cannot play what they are. `reason` is a sentence that names it. */
export const unsupported = (reason: string): Refused => fail('unsupportedCodec', reason);

/** `codec`: what its makers call it, such as `AC-3`. */
export const unsupportedSound = (codec: string): Refused =>
  unsupported(`Its sound is ${codec}, which cannot be decoded here.`);

/** Returns why sound of this rate (Hz) and channel count cannot be played; null when it can. */
export function refuseShape(sampleRate: number, channels: number): Refused | null {
  if (!(sampleRate >= lowestRate)) return unsupported(`Its rate of ${kilohertz(sampleRate)} is below 8 kHz.`);
  if (sampleRate > highestRate) return unsupported(`Its rate of ${kilohertz(sampleRate)} is above 384 kHz.`);
  if (channels < 1) return unsupported('It has no channels.');
  if (channels <= mostChannels) return null;
  return unsupported(`It has ${String(channels)} channels; up to ${String(mostChannels)} can be mixed down.`);
}

const kilohertz = (rate: number): string => `${String(Math.round(rate) / 1000)} kHz`;
