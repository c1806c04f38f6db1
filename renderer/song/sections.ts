import { frames, type Frames, longestSectionName, mostSections, type Section, sectionColours, words } from '#contract';
import { beatAt, type BeatGrid, barOfBeat, secondsOfBar } from './beat-grid.ts';

/** The index of the section that a frame lies in; -1 for none. */
export const sectionIndexAt = (sections: readonly Section[], frame: number): number =>
  sections.findIndex(({ startFrames, endFrames }) => frame >= startFrames && frame < endFrames);

/** What repeats of a section have in common: "Verse 2" is a verse. */
const kindOf = (name: string): string =>
  name
    .trim()
    .replace(/[\s.]*\d+$/, '')
    .toLowerCase();

/** The hue of a section's colour in degrees. */
export const sectionHue = (colour: number): number => colour * 45 + 20;

/** The colour of a name: that of the sections of the same kind, else the first that none has. */
export function colourOf(name: string, sections: readonly Section[]): number {
  const same = sections.find((section) => kindOf(section.name) === kindOf(name));
  if (same !== undefined) return same.colour;
  const used = new Set(sections.map(({ colour }) => colour));
  const free = Array.from({ length: sectionColours }, (_, colour) => colour).find((colour) => !used.has(colour));
  return free ?? new Set(sections.map((section) => kindOf(section.name))).size % sectionColours;
}

/** A name for the next section: the first usual one that is not there yet, else a counted one. */
export function nextSectionName(sections: readonly Section[]): string {
  const kinds = new Set(sections.map(({ name }) => kindOf(name)));
  const { usualSections, sectionNumber } = words().transport.song;
  const usual = Object.values(usualSections);
  return usual.find((name) => !kinds.has(kindOf(name))) ?? sectionNumber(sections.length + 1);
}

/** The frame of the bar line nearest to a frame, within the song; the frame itself without a grid. */
export function nearestBarFrame(grid: BeatGrid | null, frame: number, songFrames: number, rate: number): Frames {
  if (grid === null) return frames(frame);
  const { bar } = barOfBeat(grid, Math.floor(beatAt(grid, frame / rate) + 1e-6));
  const lines = [bar, bar + 1].map((one) => Math.min(Math.max(0, secondsOfBar(grid, one) * rate), songFrames));
  const [before = 0, after = 0] = lines;
  return frames(frame - before <= after - frame ? before : after);
}

/** The frame of the bar line some bars after the one nearest to a frame (before it for negative bars); a second for a bar without a grid. */
export function barFrameFrom(grid: BeatGrid | null, frame: number, bars: number, rate: number): Frames {
  if (grid === null) return frames(Math.max(0, frame + bars * rate));
  const { bar } = barOfBeat(grid, Math.round(beatAt(grid, frame / rate)));
  return frames(Math.max(0, secondsOfBar(grid, bar + bars) * rate));
}

/**
 * A new section from a frame on, to the start of the next one or the end of the song; it cuts the section that it begins in. The same
 * sections when one begins there already, or when there is no room.
 */
export function withSectionAt(
  sections: readonly Section[],
  name: string,
  startFrames: Frames,
  songFrames: Frames,
): readonly Section[] {
  const isTaken = sections.some((section) => section.startFrames === startFrames);
  if (isTaken || startFrames >= songFrames || sections.length >= mostSections) return sections;
  const endFrames = frames(
    Math.min(songFrames, ...sections.map((section) => section.startFrames).filter((start) => start > startFrames)),
  );
  const cut = sections.map((section) =>
    section.startFrames < startFrames && section.endFrames > startFrames
      ? { ...section, endFrames: startFrames }
      : section,
  );
  const added = { name: cleanName(name), startFrames, endFrames, colour: colourOf(name, sections) };
  return [...cut, added].sort((one, other) => one.startFrames - other.startFrames);
}

/** A section under another name, in the colour of that name. An empty name changes nothing. */
export function renamedSection(sections: readonly Section[], index: number, name: string): readonly Section[] {
  const clean = cleanName(name);
  if (clean === '') return sections;
  if (clean === sections[index]?.name) return sections;
  const others = sections.filter((_, at) => at !== index);
  return sections.map((section, at) =>
    at === index ? { ...section, name: clean, colour: colourOf(clean, others) } : section,
  );
}

const cleanName = (name: string): string => name.trim().slice(0, longestSectionName);

/** All sections of the kind of this one in another colour. */
export function recolouredSection(sections: readonly Section[], index: number, colour: number): readonly Section[] {
  const kind = kindOf(sections[index]?.name ?? '');
  return sections.map((section) => (kindOf(section.name) === kind ? { ...section, colour } : section));
}

/** Without one section; the one that ends where it begins takes its place. */
export function withoutSection(sections: readonly Section[], index: number): readonly Section[] {
  const gone = sections[index];
  return sections.flatMap((section, at) => {
    if (at === index) return [];
    const isBefore = at === index - 1 && section.endFrames === gone?.startFrames;
    return [isBefore ? { ...section, endFrames: gone.endFrames } : section];
  });
}

/** Shorter than this is no section: 50 ms at 44.1 kHz, as the shortest loop. */
const shortestFrames = 2205;

/** Moves the start or the end of a section. A neighbour that touches it there moves along; neither may vanish. */
export function withSectionEdge(
  sections: readonly Section[],
  index: number,
  edge: 'start' | 'end',
  to: number,
  songFrames: number,
): readonly Section[] {
  const section = sections[index];
  if (section === undefined) return sections;
  const neighbourIndex = edge === 'start' ? index - 1 : index + 1;
  const neighbour = sections[neighbourIndex];
  const at = edge === 'start' ? section.startFrames : section.endFrames;
  const touches = neighbour !== undefined && (edge === 'start' ? neighbour.endFrames : neighbour.startFrames) === at;
  const least =
    edge === 'end'
      ? section.startFrames + shortestFrames
      : neighbour === undefined
        ? 0
        : touches
          ? neighbour.startFrames + shortestFrames
          : neighbour.endFrames;
  const most =
    edge === 'start'
      ? section.endFrames - shortestFrames
      : neighbour === undefined
        ? songFrames
        : touches
          ? neighbour.endFrames - shortestFrames
          : neighbour.startFrames;
  if (least > most) return sections;
  const moved = frames(Math.min(Math.max(to, least), most));
  return sections.map((one, place) => {
    if (place === index) return edge === 'start' ? { ...one, startFrames: moved } : { ...one, endFrames: moved };
    if (place === neighbourIndex && touches) {
      return edge === 'start' ? { ...one, endFrames: moved } : { ...one, startFrames: moved };
    }
    return one;
  });
}
