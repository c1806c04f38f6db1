import type { Hertz, StemKind } from '#contract';

/** A track of the DAW: one file that begins at 0, and what its strip does to it. */
export type HandoffTrack = {
  readonly name: string;
  readonly kind: StemKind;
  /** `#rrggbb`, the hue the stem has in Stemroom. */
  readonly colour: string;
  /** Same range as a strip's level. */
  readonly levelDb: number;
  /** -1 to +1. */
  readonly pan: number;
  readonly isMuted: boolean;
  readonly isSoloed: boolean;
  /** Relative to the project's file, with forward slashes. */
  readonly fileName: string;
  readonly lengthFrames: number;
};

/**
 * What a DAW is given: stereo files of equal length, untouched in level and pan, and a project that sets its faders as the mix
 * does. Shift, speed and key are in the files, so every time here is one of the files, in frames at their rate.
 */
export type Handoff = {
  readonly title: string;
  readonly artist: string | null;
  readonly appVersion: string;
  readonly sampleRate: Hertz;
  readonly lengthFrames: number;
  /** At the speed of the files; null while nobody knows. */
  readonly bpm: number | null;
  /** As read, such as "A minor", after transposition; null while nobody knows. */
  readonly key: string | null;
  readonly loop: { readonly startFrames: number; readonly endFrames: number; readonly isOn: boolean } | null;
  /** Where the first beat is; null while nobody knows, or when it is not in the files. */
  readonly firstBeatFrames: number | null;
  readonly masterDb: number;
  readonly tracks: readonly HandoffTrack[];
};

/** A place in the song that a DAW's ruler shows. */
export type HandoffMarker = { readonly name: string; readonly seconds: number };

export const secondsIn = ({ sampleRate }: Handoff, lengthFrames: number): number => lengthFrames / sampleRate;

/** One line that says where the project comes from and what is known of the song. */
export function handoffRemark({ appVersion, key, bpm }: Handoff): string {
  const tempo = bpm === null ? null : `${String(Math.round(bpm * 100) / 100)} bpm`;
  const facts = [key, tempo].filter((fact) => fact !== null);
  return [`Made by Stemroom ${appVersion}.`, ...(facts.length > 0 ? [`${facts.join(', ')}.`] : [])].join(' ');
}
