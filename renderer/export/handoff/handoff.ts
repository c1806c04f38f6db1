import {
  flatMix,
  type Hertz,
  type Mix,
  type SongAnalysis,
  type SongSheet,
  type StemId,
  type StemKind,
} from '#contract';
import { gainAt, gainCurve, type GainCurve } from '../../mix/automation.ts';
import { gridOf } from '../../song/beat-grid.ts';
import { isNoChord, soundingChords } from '../../song/chords.ts';
import type { FileTime } from '../../song/lyrics/kara.ts';
import { englishKeyName, transposedKey } from '../../song/musical-key.ts';
import { playedFrames } from '../../mix/speed-and-key.ts';
import { sectionColour, stemColour } from '../../mix/stem-colours.ts';
import { withoutGroups } from '../../mix/strip-groups.ts';
import { type TempoMap, tempoMapOf } from '../../song/tempo-map.ts';

/** A track of the DAW: one file that begins at 0, and what its strip does to it. */
export type HandoffTrack = {
  readonly name: string;
  readonly kind: StemKind;
  /** `#rrggbb`, as the stem has it in Stemroom. */
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
  /** Linear gains on top of the fader, in straight lines from one to the next, at frames of the file; empty: no automation. */
  readonly gains: readonly { readonly frame: number; readonly gain: number }[];
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
  /** At the speed of the files; null when it is unknown. */
  readonly bpm: number | null;
  /** As read, such as "A minor", after transposition; null when it is unknown. */
  readonly key: string | null;
  readonly loop: { readonly startFrames: number; readonly endFrames: number; readonly isOn: boolean } | null;
  /** Where the first beat is; null when it is unknown or not in the files. */
  readonly firstBeatFrames: number | null;
  /** Null when no beats are known. */
  readonly tempoMap: TempoMap | null;
  /** Ascending, those that are in the files. */
  readonly sections: readonly HandoffSection[];
  /** Ascending, as they sound in the files. Where none sounds, none is there. */
  readonly chords: readonly HandoffChord[];
  readonly masterDb: number;
  readonly tracks: readonly HandoffTrack[];
};

/** A stretch of the files with a name, `[startFrames, endFrames)`. */
type HandoffChord = { readonly name: string; readonly startFrames: number; readonly endFrames: number };
/** `colour`: `#rrggbb`. */
type HandoffSection = HandoffChord & { readonly colour: string };

/** A place in the song that a DAW's ruler shows. */
export type HandoffMarker = { readonly name: string; readonly seconds: number; readonly colour: string | null };

/** Frames of a handoff's files in seconds. */
export const secondsIn = ({ sampleRate }: Handoff, lengthFrames: number): number => lengthFrames / sampleRate;

/** One line that says where the project comes from and what is known of the song. */
export function handoffRemark({ appVersion, key, bpm }: Handoff): string {
  const tempo = bpm === null ? null : `${String(Math.round(bpm * 100) / 100)} bpm`;
  const facts = [key, tempo].filter((fact) => fact !== null);
  return [`Made by Stemroom ${appVersion}.`, ...(facts.length > 0 ? [`${facts.join(', ')}.`] : [])].join(' ');
}

/** A song to hand to a DAW. */
export type HandoffSong = {
  readonly title: string;
  readonly artist: string | null;
  readonly appVersion: string;
  readonly mix: Mix;
  readonly sheet: Pick<SongSheet, 'grid' | 'sections' | 'chords' | 'stretches'>;
  readonly analysis: SongAnalysis | null;
  /** The part of the song in the files: `[startFrames, endFrames)` at the song's rate. */
  readonly region: { readonly startFrames: number; readonly endFrames: number };
  readonly songRate: Hertz;
  readonly fileRate: Hertz;
  /** In the order of the tracks. `fileName` is relative to the project's file. */
  readonly stems: readonly HandoffStem[];
};

type HandoffStem = {
  readonly id: StemId;
  readonly kind: StemKind;
  readonly name: string;
  readonly fileName: string;
};

/**
 * The mix of one track's file: the stem alone, untouched in level and pan. The file holds what no fader of a DAW can set: the
 * stem's shift, and the mix's speed and key.
 */
export function trackFileMix(mix: Mix, stemId: StemId): Mix {
  const { strips, masterDb } = flatMix(mix.strips.map((strip) => strip.stemId));
  return {
    ...mix,
    masterDb,
    groups: [],
    strips: strips.map((strip, index) => ({
      ...strip,
      isSoloed: strip.stemId === stemId,
      shiftFrames: mix.strips[index]?.shiftFrames ?? 0,
      shiftMs: mix.strips[index]?.shiftMs ?? 0,
    })),
  };
}

/** Puts a mix in a DAW's terms. A stem without a strip is at 0 dB, in the middle. */
export function planHandoff(song: HandoffSong): Handoff {
  const { mix, sheet, region, analysis } = song;
  // A track has the level, mute and solo of its group in its own.
  const { strips } = withoutGroups(mix);
  const fileFrames = (songFrames: number): number =>
    Math.round((playedFrames(songFrames, mix.speed) * song.fileRate) / song.songRate);
  const lengthFrames = fileFrames(region.endFrames - region.startFrames);
  const inFile = (songFrame: number): number =>
    Math.min(Math.max(fileFrames(songFrame - region.startFrames), 0), lengthFrames);
  const grid = gridOf(analysis, sheet);
  const firstBeat = (gridOf(analysis)?.beatSeconds ?? []).find(
    (seconds) => seconds * song.songRate >= region.startFrames,
  );
  return {
    ...{ title: song.title, artist: song.artist, appVersion: song.appVersion },
    ...{ sampleRate: song.fileRate, lengthFrames, masterDb: mix.masterDb },
    bpm: grid === null ? null : grid.bpm * mix.speed,
    key: keyOf(analysis, mix),
    loop: loopOf(mix, region, inFile),
    firstBeatFrames: firstBeat === undefined ? null : inFile(firstBeat * song.songRate),
    tempoMap: grid === null ? null : tempoMapOf(grid, partOf(song)),
    ...partsIn(song, inFile),
    tracks: song.stems.map(({ id, kind, name, fileName }) => {
      const strip = strips.find(({ stemId }) => stemId === id);
      const { levelDb = 0, pan = 0, isMuted = false, isSoloed = false } = strip ?? {};
      const gains = gainsIn(gainCurve(sheet.stretches, id, song.songRate), region, inFile);
      return { name, kind, colour: stemColour(kind), levelDb, pan, isMuted, isSoloed, fileName, lengthFrames, gains };
    }),
  };
}

/** The part of the song in the files, as `FileTime`. */
const partOf = ({ region, songRate, mix: { speed } }: HandoffSong): FileTime => {
  return { startSeconds: region.startFrames / songRate, endSeconds: region.endFrames / songRate, speed };
};

/** Sections and chords as far as they are in the files. */
function partsIn(
  { sheet, mix, region, songRate }: HandoffSong,
  inFile: (songFrame: number) => number,
): Pick<Handoff, 'sections' | 'chords'> {
  const within = <Part extends { readonly startFrames: number; readonly endFrames: number }>(part: Part): Part => ({
    ...part,
    startFrames: inFile(part.startFrames),
    endFrames: inFile(part.endFrames),
  });
  const isThere = ({ startFrames, endFrames }: HandoffChord): boolean => endFrames > startFrames;
  const chords = soundingChords(sheet.chords, mix.transposeCents);
  const stretches = chords.flatMap(({ symbol, startSeconds }, index): readonly HandoffChord[] => {
    const end = chords[index + 1]?.startSeconds;
    const endFrames = end === undefined ? region.endFrames : end * songRate;
    return isNoChord(symbol) ? [] : [{ name: symbol, startFrames: startSeconds * songRate, endFrames }];
  });
  const sections = sheet.sections.map(({ colour, ...section }) => ({ ...section, colour: sectionColour(colour) }));
  return { sections: sections.map(within).filter(isThere), chords: stretches.map(within).filter(isThere) };
}

/** A curve at frames of the files, from their start to their end. */
function gainsIn(
  curve: GainCurve | null,
  { startFrames, endFrames }: HandoffSong['region'],
  inFile: (songFrame: number) => number,
): HandoffTrack['gains'] {
  if (curve === null) return [];
  const inside = [...curve.frames].flatMap((frame, index) =>
    frame > startFrames && frame < endFrames ? [{ frame: inFile(frame), gain: curve.gains[index] ?? 1 }] : [],
  );
  const edge = (frame: number) => ({ frame: inFile(frame), gain: gainAt(curve, frame) });
  const points = [edge(startFrames), ...inside, edge(endFrames)];
  return points.every(({ gain }) => gain === 1) ? [] : points;
}

function keyOf(analysis: SongAnalysis | null, mix: Mix): string | null {
  const key = analysis?.stated.key ?? analysis?.key ?? null;
  const sounding = key === null ? null : transposedKey(key, mix.transposeCents);
  return sounding === null ? null : englishKeyName(sounding);
}

/** The loop in frames of the files; null when it lies outside of them. */
function loopOf({ loop }: Mix, region: HandoffSong['region'], inFile: (songFrame: number) => number): Handoff['loop'] {
  if (loop === null || loop.endFrames <= region.startFrames || loop.startFrames >= region.endFrames) return null;
  return { startFrames: inFile(loop.startFrames), endFrames: inFile(loop.endFrames), isOn: loop.isOn };
}

/** One line of text, well formed, with neither control characters nor halves of surrogate pairs. */
export function plainLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/\p{Cs}/gu, '\ufffd');
}
