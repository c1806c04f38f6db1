import type { ChannelStrip, Mix } from '#contract';
import { gainOf } from './levels.ts';
import { groupOf } from './strip-groups.ts';

/**
 * Mute beats solo; otherwise any solo silences every strip that is not soloed. What is done to a group is done to each strip in it, so a
 * strip that is soloed in a soloed group does not silence the others of the group.
 */
export function isAudible(strip: ChannelStrip, mix: Mix): boolean {
  if (strip.isMuted || groupOf(strip, mix)?.isMuted === true) return false;
  return isSoloed(strip, mix) || !mix.strips.some((other) => isSoloed(other, mix));
}

/** Whether a strip is soloed, by itself or by its group. */
export const isSoloed = (strip: ChannelStrip, mix: Pick<Mix, 'groups'>): boolean =>
  strip.isSoloed || groupOf(strip, mix)?.isSoloed === true;

/** Whether anything of a strip is heard: it is audible, and neither its fader nor that of its group is off. */
export const isHeard = (strip: ChannelStrip, mix: Mix): boolean => audibleGain(strip, mix) > 0;

/** Whether an export of this mix would be silent. */
export function isSilent(mix: Mix): boolean {
  return mix.masterDb === -Infinity || !mix.strips.some((strip) => isHeard(strip, mix));
}

/** Linear gains from each input channel to each output channel. */
export type StereoMatrix = {
  readonly leftToLeft: number;
  readonly rightToLeft: number;
  readonly leftToRight: number;
  readonly rightToRight: number;
};

/** The linear gain of a strip's fader, mute and solo, and of those of its group, without the master. */
export function audibleGain(strip: ChannelStrip, mix: Mix): number {
  if (!isAudible(strip, mix)) return 0;
  const group = groupOf(strip, mix);
  return gainOf(strip.levelDb) * (group === null ? 1 : gainOf(group.levelDb));
}

/**
 * Pans a stereo stem, -1 (left) to +1 (right), as StereoPannerNode does (Web Audio API 1.1, section 1.37.5): folds the far channel into the
 * near one with equal power; 0 changes nothing. A mono stem comes as two equal channels.
 */
export function panMatrix(pan: number): StereoMatrix {
  const angle = ((pan <= 0 ? pan + 1 : pan) * Math.PI) / 2;
  if (pan === 0) return { leftToLeft: 1, rightToLeft: 0, leftToRight: 0, rightToRight: 1 };
  return pan < 0
    ? { leftToLeft: 1, rightToLeft: Math.cos(angle), leftToRight: 0, rightToRight: Math.sin(angle) }
    : { leftToLeft: Math.cos(angle), rightToLeft: 0, leftToRight: Math.sin(angle), rightToRight: 1 };
}

/** Everything that a strip does to its stem: fader, mute, solo and pan, without the master. */
export function stripMatrix(strip: ChannelStrip, mix: Mix): StereoMatrix {
  const level = audibleGain(strip, mix);
  const pan = panMatrix(strip.pan);
  return {
    leftToLeft: pan.leftToLeft * level,
    rightToLeft: pan.rightToLeft * level,
    leftToRight: pan.leftToRight * level,
    rightToRight: pan.rightToRight * level,
  };
}
