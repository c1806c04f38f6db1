import type { Session, Stem } from '#contract';

/** What `--list` prints. */
export function listing(sessions: readonly Session[]): object {
  return { songs: sessions.map(listedSong) };
}

function listedSong({ id, title, origin, addedAt, arrival, stems, byteLength }: Session): object {
  const addedOn = new Date(addedAt).toISOString();
  return {
    ...{ id, title, from: origin.from, addedAt: addedOn, state: arrival.state, bytes: byteLength },
    seconds: secondsOf(stems),
    stems: stems.map(({ id: stemId, kind, name, file }) => ({ id: stemId, kind, name, state: file.state })),
  };
}

/** That of the longest stem; null before the song was opened once. */
function secondsOf(stems: readonly Stem[]): number | null {
  const lengths = stems.flatMap(({ facts }) => (facts === null ? [] : [facts.lengthFrames / facts.sampleRate]));
  return lengths.length === 0 ? null : Math.round(Math.max(...lengths) * 1000) / 1000;
}
