import type { SongSheet } from '#contract';
import { gainCurve } from '../mix/automation.ts';
import type { BeatGrid } from '../song/beat-grid.ts';
import { clickTrack } from '../song/click.ts';
import { chainedSections } from '../song/practice.ts';
import type { ChangeManner } from './mixer-nodes.ts';
import type { PlayedRoute } from './play-line.ts';
import type { SongGraph } from './song-graph.ts';
import type { OpenSong } from './song-opener.ts';

/** What of a sheet the reader of a graph plays. */
type ReaderSheet = Pick<SongSheet['click'], 'sound' | 'isOn' | 'perBeat'> & {
  readonly graph: SongGraph;
  readonly lengthFrames: number;
  readonly grid: BeatGrid | null;
  readonly countIn: SongSheet['countIn'];
  readonly practice: SongSheet['practice'];
  readonly sections: SongSheet['sections'];
};

type Automation = { readonly graph: SongGraph; readonly stretches: SongSheet['stretches']; readonly rows: string };

/** Gives the graph of the open song what its sheet says of click, route and automation, each only when it has changed. */
export class GraphSheet {
  #given: ReaderSheet | null = null;
  #automation: Automation | null = null;

  /** Brings the graph up to date. Without a grid there is no click. */
  give(song: OpenSong, sheet: SongSheet, grid: BeatGrid | null, manner: ChangeManner): void {
    const { graph, lengthFrames, rate } = song;
    const { click, countIn, practice, sections } = sheet;
    graph.applyClick(click, manner);
    this.#giveAutomation(song, sheet.stretches);
    const { sound, isOn, perBeat } = click;
    const wanted = { graph, lengthFrames, grid, sound, isOn, perBeat, countIn, practice, sections };
    if (isSame(wanted, this.#given)) return;
    this.#given = wanted;
    const track = grid === null ? null : clickTrack(grid, perBeat, lengthFrames, rate);
    graph.setClick({ track, sound, isOn, countIn });
    graph.setRoute(routeOf(sheet));
  }

  #giveAutomation({ graph, stems, rate }: OpenSong, stretches: SongSheet['stretches']): void {
    const rows = stems.map((stem) => stem?.id ?? null);
    const wanted = { graph, stretches, rows: rows.join() };
    const before = this.#automation;
    if (before?.graph === graph && before.stretches === stretches && before.rows === wanted.rows) return;
    const isNew = before?.graph !== graph;
    this.#automation = wanted;
    if (isNew && stretches.length === 0) return;
    graph.setAutomation(rows.map((id) => (id === null ? null : gainCurve(stretches, id, rate))));
  }
}

/** The way through the loop that a sheet describes. */
const routeOf = ({ practice: { passes, after, chain }, sections }: SongSheet): PlayedRoute => ({
  parts: Int32Array.from(
    chainedSections(sections, chain).flatMap(({ startFrames, endFrames }) => [startFrames, endFrames]),
  ),
  passes,
  stopsAfter: after === 'stop',
});

const isSame = (one: ReaderSheet, other: ReaderSheet | null): boolean =>
  other !== null && (Object.keys(one) as (keyof ReaderSheet)[]).every((name) => one[name] === other[name]);
