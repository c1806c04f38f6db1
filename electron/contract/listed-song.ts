import type { Session, Stem } from './session.ts';

/** What the list shows of a song. A library may hold many thousands of these. */
export type ListedSong = Omit<Session, 'stems' | 'original' | 'cover'> & {
  readonly stemCount: number;
  readonly savedCount: number;
  readonly hasOriginal: boolean;
  /** Length of the longest stem; null until one is decoded. */
  readonly lengthSeconds: number | null;
  /** The stems of a song that is queued, separated or fetched, for their progress; none of any other song. */
  readonly arrivingStems: readonly Stem[];
};

/** Whether a song is queued, being separated or being fetched. */
export const isArriving = ({ arrival }: Pick<Session, 'arrival'>): boolean =>
  arrival.state === 'queued' || arrival.state === 'separating' || arrival.state === 'fetching';

/** Returns what the list shows of a song. */
export function listedSong(session: Session): ListedSong {
  const { id, title, origin, addedAt, arrival, stems, byteLength, isPinned, lastPlayedAt, skipped, isReadOnly } =
    session;
  const lengths = stems.flatMap(({ facts }) => (facts === null ? [] : [facts.lengthFrames / facts.sampleRate]));
  return {
    ...{ id, title, origin, addedAt, arrival, byteLength, isPinned, lastPlayedAt, skipped, isReadOnly },
    stemCount: stems.length,
    hasOriginal: session.original !== null,
    savedCount: stems.filter(({ file }) => file.state === 'saved').length,
    lengthSeconds: lengths.length === 0 ? null : Math.max(...lengths),
    arrivingStems: isArriving(session) ? stems : [],
  };
}

/** Songs as one text: the bridge copies a text at once, and objects property by property. */
export const packSongs = (songs: readonly ListedSong[]): string => JSON.stringify(songs);

/** As `packSongs`, of songs that are JSON already. */
export const packedSongs = (songs: readonly string[]): string => `[${songs.join()}]`;

/** Returns the songs that `packSongs` packed. */
export const unpackSongs = (packed: string): readonly ListedSong[] => JSON.parse(packed) as readonly ListedSong[];
