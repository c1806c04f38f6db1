import type { Session } from '#contract';

/** How often each word occurs, by word. */
function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const stateOf = ({ arrival }: Session): string =>
  'failure' in arrival ? `${arrival.state}: ${arrival.failure.kind}` : arrival.state;

/** What lies in the library in numbers, without a word that the user or the service wrote. */
export function librarySummary(sessions: readonly Session[]) {
  const stems = sessions.flatMap((session) => session.stems);
  const saved = stems.flatMap(({ file }) => (file.state === 'saved' ? [file.audio] : []));
  return {
    songs: sessions.length,
    bytes: sessions.reduce((sum, session) => sum + session.byteLength, 0),
    origins: countBy(sessions.map(({ origin }) => origin.from)),
    arrivals: countBy(sessions.map(stateOf)),
    readOnly: sessions.filter(({ isReadOnly }) => isReadOnly).length,
    stems: countBy(stems.map(({ file }) => file.state)),
    containers: countBy(saved.map(({ container }) => container)),
    sampleRates: countBy(stems.flatMap(({ facts }) => (facts === null ? [] : [String(facts.sampleRate)]))),
    stemsPerSong: sessions.map((session) => session.stems.length).sort((one, other) => one - other),
    largestStemBytes: saved.reduce((largest, { byteLength }) => Math.max(largest, byteLength), 0),
  };
}
