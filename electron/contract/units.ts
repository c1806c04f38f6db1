declare const unit: unique symbol;
type Measured<Unit extends string> = number & { readonly [unit]: Unit };

/** Level relative to full scale or to unity gain. `-Infinity` is silence. */
export type Decibels = Measured<'dB'>;
/** Linear amplitude factor, 0 is silence, 1 is unity. */
export type Gain = Measured<'gain'>;
export type Seconds = Measured<'s'>;
/** Whole instants of sound on all channels, counted at the song's sample rate. */
export type Frames = Measured<'frames'>;
export type Hertz = Measured<'Hz'>;
/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = Measured<'epoch ms'>;

/** Brands a level in dB, -Infinity for silence; the value is taken as it is. */
export const decibels = (value: number): Decibels => value as Decibels;
/** Brands a linear amplitude factor, 0 or more; the value is taken as it is. */
export const gain = (value: number): Gain => value as Gain;
/** Brands a duration in seconds; the value is taken as it is. */
export const seconds = (value: number): Seconds => value as Seconds;
/** Brands a frequency or sample rate in Hz; the value is taken as it is. */
export const hertz = (value: number): Hertz => value as Hertz;
/** Brands milliseconds since 1970-01-01T00:00Z; the value is taken as it is. */
export const epochMs = (value: number): EpochMs => value as EpochMs;

/** Rounds to the nearest whole frame. */
export const frames = (value: number): Frames => Math.round(value) as Frames;

/** Returns the length of `count` frames at `rate`. */
export const secondsOf = (count: Frames, rate: Hertz): Seconds => seconds(count / rate);
/** Returns a time as whole frames at `rate`, rounded. */
export const framesOf = (time: Seconds, rate: Hertz): Frames => frames(time * rate);
