import { fail, type Failure, type Words, words } from '#contract';
import { mostChannels } from './downmix.ts';

/** Below and above, nothing that is played has such a rate, and the sound device of the system may refuse it for good. */
export const lowestRate = 8000;
export const highestRate = 384_000;

type Refused = { readonly ok: false; readonly failure: Failure };

/** The sentences that say why a stem cannot be played. */
type Reasons = Words['transport']['song']['unplayable'];
type Reason = (text: Reasons) => string;

const reasons = (): Reasons => words().transport.song.unplayable;

/** The bytes are not what they should be. */
export const damaged = (reason: Reason): Refused => fail('undecodable', reason(reasons()));

/** The bytes may well be in order, but Stemroom cannot play what they are. `reason` names it. */
export const unsupported = (reason: Reason): Refused => fail('unsupportedCodec', reason(reasons()));

/** A codec that cannot be decoded: what its makers call it, such as `AC-3`, or a sentence on it. */
export type OtherCodec = string | Reason;

/** A codec in a container in which it is not looked for. */
export const inside =
  (codec: string, container: string): OtherCodec =>
  (text) =>
    text.codecInside(codec, container);

/** A variant of a codec that is decoded otherwise. */
export const variantOf =
  (codec: string): OtherCodec =>
  (text) =>
    text.codecVariant(codec);

/** A codec of which only the name in the file is known. */
export const named =
  (name: string): OtherCodec =>
  (text) =>
    text.codecNamed(name.trim());

/** The file may well be in order; its sound is of a codec that is not decoded here. */
export const unsupportedSound = (codec: OtherCodec): Refused =>
  unsupported((text) => (typeof codec === 'string' ? text.codec(codec) : codec(text)));

/** Returns why sound of this rate (Hz) and channel count cannot be played; null when it can. */
export function refuseShape(sampleRate: number, channels: number): Refused | null {
  if (!(sampleRate >= lowestRate)) return unsupported((text) => text.rateTooLow(kilohertz(sampleRate)));
  if (sampleRate > highestRate) return unsupported((text) => text.rateTooHigh(kilohertz(sampleRate)));
  if (channels < 1) return unsupported((text) => text.noChannels);
  if (channels <= mostChannels) return null;
  return unsupported((text) => text.tooManyChannels(channels, mostChannels));
}

const kilohertz = (rate: number): number => Math.round(rate) / 1000;
