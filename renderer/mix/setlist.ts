import {
  type ChannelStrip,
  isArriving,
  type ListedSong,
  longestSetName,
  longestSetNote,
  type Mix,
  mostSetlists,
  mostSetSongs,
  noTuning,
  type Scene,
  type SessionId,
  type Setlist,
  type Setlists,
  type SetSong,
  type SetTuning,
  type StripGroup,
  words,
} from '#contract';
import { type FaderSetting, withScene } from './scenes.ts';

/** The setlist that is shown; null: there is none. */
export const shownSetlist = ({ lists, shownId }: Setlists): Setlist | null =>
  lists.find(({ id }) => id === shownId) ?? lists[0] ?? null;

/** Adds a setlist and shows it. With as many as there may be, nothing changes. */
export function withSetlist(setlists: Setlists, list: Setlist): Setlists {
  if (setlists.lists.length >= mostSetlists) return setlists;
  return { lists: [...setlists.lists, list], shownId: list.id };
}

/** Removes a setlist and shows the one before it. */
export function withoutSetlist({ lists, shownId }: Setlists, id: string): Setlists {
  const at = lists.findIndex((list) => list.id === id);
  const left = lists.filter((list) => list.id !== id);
  return { lists: left, shownId: shownId === id ? (left[Math.max(0, at - 1)]?.id ?? null) : shownId };
}

/** Changes the setlist that is shown. */
export function withShown(setlists: Setlists, change: (list: Setlist) => Setlist): Setlists {
  const shown = shownSetlist(setlists);
  if (shown === null) return setlists;
  return { ...setlists, lists: setlists.lists.map((list) => (list === shown ? change(list) : list)) };
}

/** A name on one line, shortened to what a setlist may have; "Setlist" for an empty one. */
export const setName = (text: string): string => onOneLine(text, longestSetName) || words().mixer.setlists.unnamed;
/** A note on one line, shortened to what a song may have. */
export const setNote = (text: string): string => onOneLine(text, longestSetNote);

const onOneLine = (text: string, longest: number): string =>
  text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, longest)
    // Half of a character that was cut.
    .replace(/[\ud800-\udbff]$/, '')
    .trim();

/** A song as it enters a setlist: as its own mix says, and the next one waits for Play. */
export const newSetSong = (id: string, sessionId: SessionId | null, title: string): SetSong => ({
  ...{ id, sessionId, title, tuning: noTuning, ending: 'stop', note: '' },
});

/** Adds songs at the end, as many as still fit. */
export const withSongs = (list: Setlist, songs: readonly SetSong[]): Setlist => ({
  ...list,
  songs: [...list.songs, ...songs].slice(0, mostSetSongs),
});

/** Moves a song to a place, counted from 0 as it is after the move. The same list when that is where it is. */
export function withSongMoved(list: Setlist, id: string, to: number): Setlist {
  const from = list.songs.findIndex((song) => song.id === id);
  const song = list.songs[from];
  const place = Math.min(Math.max(to, 0), list.songs.length - 1);
  if (song === undefined || place === from) return list;
  return { ...list, songs: list.songs.toSpliced(from, 1).toSpliced(place, 0, song) };
}

/** Takes a song out of a setlist by its id there; without such a song the list is the same. */
export const withoutSong = (list: Setlist, id: string): Setlist => ({
  ...list,
  songs: list.songs.filter((song) => song.id !== id),
});

/** Changes what is said of a song. */
export const withSongChanged = (list: Setlist, id: string, change: Partial<Omit<SetSong, 'id'>>): Setlist => ({
  ...list,
  songs: list.songs.map((song) => (song.id === id ? { ...song, ...change } : song)),
});

/** What is missing of a song of a setlist, for a look before the gig; null: nothing. `song`: null when the library lacks it. */
export function incompleteText(song: ListedSong | null): string | null {
  const texts = words().mixer.setlists;
  if (song === null) return texts.notInLibrary;
  const { savedCount, stemCount, arrival } = song;
  if (isArriving(song) || arrival.state === 'stillProcessing') return texts.onItsWay;
  if (savedCount === 0) return arrival.state === 'evicted' ? texts.stemsRemoved : texts.noStems;
  return savedCount < stemCount ? texts.someStems(savedCount, stemCount) : null;
}

/** The mix as a setlist plays it. `scenes`: those of the song. */
export function tunedMix(mix: Mix, { speed, transposeCents, scene }: SetTuning, scenes: readonly Scene[]): Mix {
  const recalled = scenes.find(({ key }) => key === scene);
  return {
    ...(recalled === undefined ? mix : withScene(mix, recalled)),
    speed: speed ?? mix.speed,
    transposeCents: transposeCents ?? mix.transposeCents,
  };
}

const keptFader = (now: FaderSetting, before: FaderSetting, kept: FaderSetting): FaderSetting => ({
  levelDb: now.levelDb === before.levelDb ? kept.levelDb : now.levelDb,
  isMuted: now.isMuted === before.isMuted ? kept.isMuted : now.isMuted,
  isSoloed: now.isSoloed === before.isSoloed ? kept.isSoloed : now.isSoloed,
});

/** The mix that is kept of one that a setlist tuned: what still is as it was `tuned` becomes what the `own` mix of the song has. */
export function untunedMix(mix: Mix, tuned: Mix, own: Mix): Mix {
  const strips = mix.strips.map((strip): ChannelStrip => {
    const before = tuned.strips.find(({ stemId }) => stemId === strip.stemId);
    const kept = own.strips.find(({ stemId }) => stemId === strip.stemId);
    if (before === undefined || kept === undefined) return strip;
    return {
      ...strip,
      ...keptFader(strip, before, kept),
      pan: strip.pan === before.pan ? kept.pan : strip.pan,
    };
  });
  const groups = mix.groups.map((group): StripGroup => {
    const before = tuned.groups.find(({ key }) => key === group.key);
    const kept = own.groups.find(({ key }) => key === group.key);
    return before === undefined || kept === undefined ? group : { ...group, ...keptFader(group, before, kept) };
  });
  return {
    ...mix,
    strips,
    groups,
    speed: mix.speed === tuned.speed ? own.speed : mix.speed,
    transposeCents: mix.transposeCents === tuned.transposeCents ? own.transposeCents : mix.transposeCents,
  };
}

/** Whether two tunings change the same in a mix: speed, transposition and scene. */
export const sameTuning = (one: SetTuning, other: SetTuning): boolean =>
  one.speed === other.speed && one.transposeCents === other.transposeCents && one.scene === other.scene;
