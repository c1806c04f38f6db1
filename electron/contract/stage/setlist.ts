import type { SessionId } from '../session.ts';

/** The most setlists there may be, and the most songs in each. */
export const mostSetlists = 100;
export const mostSetSongs = 200;
export const longestSetName = 80;
export const longestSetNote = 200;

/** What follows a song of a setlist: the next one waits for Play, or plays at once. */
export const setEndings = ['stop', 'goOn'] as const;
export type SetEnding = (typeof setEndings)[number];

/** What a setlist changes in the mix of a song while it plays from there. Null: as the song's own mix says. */
export type SetTuning = {
  readonly speed: number | null;
  readonly transposeCents: number | null;
  /** The key of one of the song's scenes, 1 to `mostScenes`. A song without that scene plays as its own mix says. */
  readonly scene: number | null;
};

/** A song in a setlist. The same song may be in it more than once. */
export type SetSong = {
  /** Names this place in the setlist. */
  readonly id: string;
  /** Null: no song of this title was in the library. */
  readonly sessionId: SessionId | null;
  /** The song's title when it was added, to name a song that is gone. */
  readonly title: string;
  readonly tuning: SetTuning;
  readonly ending: SetEnding;
  /** One line, shown beside the song. */
  readonly note: string;
};

/** Songs in the order in which they are played. */
export type Setlist = { readonly id: string; readonly name: string; readonly songs: readonly SetSong[] };

/** All setlists, and which one is shown; null: none. */
export type Setlists = { readonly lists: readonly Setlist[]; readonly shownId: string | null };

export const noTuning: SetTuning = { speed: null, transposeCents: null, scene: null };
export const noSetlists: Setlists = { lists: [], shownId: null };
