import { flatMix, type Hertz, type Mix, type SongAnalysis, type StemId, type StemKind } from '#contract';
import { keyText, transposedKey } from '../../song/musical-key.ts';
import { playedFrames } from '../../mix/speed-and-key.ts';
import { gridOf } from '../../song/beat-grid.ts';
import type { Handoff } from './handoff.ts';
import { stemColour } from './stem-colour.ts';

/** A song as it is handed to a DAW. */
export type HandoffSong = {
  readonly title: string;
  readonly artist: string | null;
  readonly appVersion: string;
  readonly mix: Mix;
  readonly analysis: SongAnalysis | null;
  /** What of the song the files hold, half open, in frames at the song's rate. */
  readonly region: { readonly startFrames: number; readonly endFrames: number };
  readonly songRate: Hertz;
  readonly fileRate: Hertz;
  /** In the order of the tracks. `fileName` as it was given to the file, relative to the project's. */
  readonly stems: readonly HandoffStem[];
};

export type HandoffStem = {
  readonly id: StemId;
  readonly kind: StemKind;
  readonly name: string;
  readonly fileName: string;
};

/**
 * The mix of one track's file: the stem alone, untouched in level and pan. What no fader of a DAW says the file holds: the
 * stem's shift, and the mix's speed and key.
 */
export function trackFileMix(mix: Mix, stemId: StemId): Mix {
  const { strips, masterDb } = flatMix(mix.strips.map((strip) => strip.stemId));
  return {
    ...mix,
    masterDb,
    strips: strips.map((strip, index) => ({
      ...strip,
      isSoloed: strip.stemId === stemId,
      shiftFrames: mix.strips[index]?.shiftFrames ?? 0,
    })),
  };
}

/** Says a mix in a DAW's terms. A stem without a strip stands at 0 dB, in the middle. */
export function planHandoff(song: HandoffSong): Handoff {
  const { mix, region, analysis } = song;
  const fileFrames = (songFrames: number): number =>
    Math.round((playedFrames(songFrames, mix.speed) * song.fileRate) / song.songRate);
  const lengthFrames = fileFrames(region.endFrames - region.startFrames);
  const inFile = (songFrame: number): number =>
    Math.min(Math.max(fileFrames(songFrame - region.startFrames), 0), lengthFrames);
  const grid = gridOf(analysis);
  const firstBeat = (grid?.beatSeconds ?? []).find((seconds) => seconds * song.songRate >= region.startFrames);
  return {
    ...{ title: song.title, artist: song.artist, appVersion: song.appVersion },
    ...{ sampleRate: song.fileRate, lengthFrames, masterDb: mix.masterDb },
    bpm: grid === null ? null : grid.bpm * mix.speed,
    key: keyOf(analysis, mix),
    loop: loopOf(mix, region, inFile),
    firstBeatFrames: firstBeat === undefined ? null : inFile(firstBeat * song.songRate),
    tracks: song.stems.map(({ id, kind, name, fileName }) => {
      const strip = mix.strips.find(({ stemId }) => stemId === id);
      const { levelDb = 0, pan = 0, isMuted = false, isSoloed = false } = strip ?? {};
      return { name, kind, colour: stemColour(kind), levelDb, pan, isMuted, isSoloed, fileName, lengthFrames };
    }),
  };
}

function keyOf(analysis: SongAnalysis | null, mix: Mix): string | null {
  const key = analysis?.stated.key ?? analysis?.key ?? null;
  const sounding = key === null ? null : transposedKey(key, mix.transposeCents);
  return sounding === null ? null : keyText(sounding);
}

/** The loop where the files have it; null when it lies outside of them. */
function loopOf({ loop }: Mix, region: HandoffSong['region'], inFile: (songFrame: number) => number): Handoff['loop'] {
  if (loop === null || loop.endFrames <= region.startFrames || loop.startFrames >= region.endFrames) return null;
  return { startFrames: inFile(loop.startFrames), endFrames: inFile(loop.endFrames), isOn: loop.isOn };
}
