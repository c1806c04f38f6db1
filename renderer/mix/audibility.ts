import type { ChannelStrip, Mix } from '#contract';

/** Mute beats solo; otherwise any solo silences every strip that is not soloed. */
export function isAudible(strip: ChannelStrip, mix: Mix): boolean {
  if (strip.isMuted) return false;
  return strip.isSoloed || !mix.strips.some((other) => other.isSoloed);
}

/** Whether a bounce of this mix would hold nothing but silence. */
export function isSilent(mix: Mix): boolean {
  return mix.masterDb === -Infinity || !mix.strips.some((strip) => isAudible(strip, mix) && strip.levelDb > -Infinity);
}
