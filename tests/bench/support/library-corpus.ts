import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { corpusFolder } from './corpus.ts';

const stemNames = ['Vocals', 'Backing vocals', 'Drums', 'Percussion', 'Bass', 'Guitar', 'Piano', 'Keyboard'];
const moreNames = ['Strings', 'Brass', 'Synth', 'FX'];
const firstWords = ['Ferry', 'Night', 'Paper', 'Silver', 'Winter', 'Harbour', 'Copper', 'Violet', 'Distant', 'Broken'];
const lastWords = ['Lights', 'Drive', 'Lantern', 'Rain', 'Garden', 'Signal', 'Mirror', 'Avenue', 'Letters', 'Tide'];
/** Fewer than any file system allows for one file. */
const linksPerFile = 10_000;
/** Older than an index doubts. */
const madeAt = new Date(2026, 0, 1);

export const titleAt = (index: number): string =>
  `${firstWords[index % 10] ?? ''} ${lastWords[Math.floor(index / 10) % 10] ?? ''} ${String(index + 1)}`;

/**
 * Returns a profile whose library holds the demo song, which was open last, and so many songs of twelve stems. It is made when it is
 * missing: `startOnce` runs the app with a new profile until it has copied and opened the demo song. The stems are links to a few small
 * files, since no song of them is opened.
 */
export async function profileOf(songCount: number, startOnce: (profile: string) => Promise<void>): Promise<string> {
  const profile = join(corpusFolder, `library of ${String(songCount)}`);
  if (existsSync(profile)) return profile;
  const unfinished = `${profile}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await startOnce(unfinished);
  const library = join(unfinished, 'library');
  let links = 0;
  const linkSound = async (path: string): Promise<void> => {
    const sound = join(unfinished, `sound-${String(Math.floor(links / linksPerFile))}`);
    if (links % linksPerFile === 0) await writeFile(sound, 'sound');
    links += 1;
    await link(sound, path);
  };
  for (let index = 0; index < songCount; index += 1) {
    const song = join(library, String(index).padStart(26, '0'));
    await mkdir(join(song, 'stems'), { recursive: true });
    const stems = [...stemNames, ...moreNames].map((name, stem) => storedStem(name, index, stem));
    for (const { file } of stems) await linkSound(join(song, 'stems', `${file.audio.sha256}.mp3`));
    const facts = { origin: { from: 'import' }, addedAt: madeAt.getTime() + index, arrival: { state: 'complete' } };
    const use = { original: null, isPinned: false, lastPlayedAt: null, skipped: [] };
    const document = { version: 1, title: titleAt(index), ...facts, stems, ...use };
    await writeFile(join(song, 'song.json'), `${JSON.stringify(document, null, 1)}\n`);
    await utimes(join(song, 'song.json'), madeAt, madeAt);
  }
  await rename(unfinished, profile);
  return profile;
}

function storedStem(name: string, song: number, stem: number) {
  const sha256 = createHash('sha256')
    .update(`${String(song)}/${String(stem)}`)
    .digest('hex');
  const audio = { sha256, byteLength: 5_760_000 + stem, container: 'mp3' } as const;
  return {
    ...{ id: name.toLowerCase().replace(' ', '-'), kind: 'other', name, file: { state: 'saved', audio } },
    ...{ facts: { sampleRate: 44_100, channels: 2, lengthFrames: 10_584_000 + song }, hasOverview: false },
  };
}
