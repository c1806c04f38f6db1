import {
  type Click,
  countInBars,
  type CountIn,
  decibels,
  type Decibels,
  type Frames,
  type LevelStretch,
  type LoopRegion,
  type LyricLine,
  type Meter,
  type PlacedChord,
  type Practice,
  type Section,
  sectionColours,
  type SongSheet,
  type SpeedRamp,
  type StatedGrid,
  type StemId,
  words,
} from '#contract';
import { withStretch, withStretchEdge } from '../../mix/automation.ts';
import type { BeatGrid } from '../../song/beat-grid.ts';
import { movedChord, withChordAt, withoutChordAt } from '../../song/chords.ts';
import { followedChain, nextPasses, passesText } from '../../song/practice.ts';
import {
  atTempo,
  doubled,
  halved,
  meterText,
  nudged,
  nudgedByBeats,
  tappedGrid,
  withMeter,
  withOneAt,
  withTapAt,
} from '../../song/grid-edits.ts';
import {
  nextSectionName,
  recolouredSection,
  renamedSection,
  withoutSection,
  withSectionAt,
  withSectionEdge,
} from '../../song/sections.ts';
import type { MixerState } from '../song/mixer.svelte.ts';

/** What the user can say of a song beside its mix. */
export type GridEdit =
  | { readonly does: 'setTempo'; readonly bpm: number }
  | { readonly does: 'double' | 'halve' | 'toEstimate' }
  | { readonly does: 'nudge'; readonly seconds: number }
  | { readonly does: 'nudgeBeats'; readonly beats: number }
  /** At a time of the song, in seconds. */
  | { readonly does: 'oneAt'; readonly seconds: number }
  | {
      readonly does: 'setMeter';
      readonly meter: Pick<Meter, 'beats' | 'unit'>;
      readonly seconds: number;
      readonly fromStart: boolean;
    };

type SheetPorts = {
  readonly mixer: MixerState;
  /** The grid as it stands, and the estimate of the analysis; null when unknown. */
  readonly grid: () => BeatGrid | null;
  readonly estimate: () => BeatGrid | null;
  /** Called when the user returns to the estimate. */
  readonly onEstimate: () => void;
};

const steps = () => words().notices.steps;

/** Edits the song sheet of the open song, each edit one named step of its history. */
export class SheetEditor {
  readonly #ports: SheetPorts;
  #taps: readonly number[] = [];
  /** The stretches before the drag that draws one. */
  #drawn: { readonly gesture: string; readonly before: readonly LevelStretch[] } | null = null;

  constructor(ports: SheetPorts) {
    this.#ports = ports;
  }

  get sheet(): SongSheet {
    return this.#ports.mixer.sheet;
  }

  /** Changes the click. `gesture` names one drag, which becomes one step of undo. */
  setClick(change: Partial<Click>, label: string, gesture: string | null = null): void {
    this.#ports.mixer.changeSheet({ click: { ...this.sheet.click, ...change } }, label, gesture);
  }

  /** Turns the click on or off. */
  toggleClick(): void {
    const isOn = !this.sheet.click.isOn;
    this.setClick({ isOn }, steps().click[isOn ? 'on' : 'off']);
  }

  /** Changes the bars of the count-in, or whether every pass has one. */
  setCountIn(change: Partial<CountIn>): void {
    const countIn = { ...this.sheet.countIn, ...change };
    const { click } = steps();
    this.#ports.mixer.changeSheet({ countIn }, countIn.bars === 0 ? click.countInOff : click.countIn(countIn.bars));
  }

  /** The next length of the count-in: off, 1, 2, 4 bars and off again. */
  nextCountIn(): void {
    const at = countInBars.indexOf(this.sheet.countIn.bars);
    this.setCountIn({ bars: countInBars[(at + 1) % countInBars.length] ?? 0 });
  }

  /** Carries out an edit of the beat grid. Without a grid only a tempo can be set. `gesture` as in `setClick`. */
  editGrid(edit: GridEdit, gesture: string | null = null): void {
    const grid = this.#ports.grid();
    if (edit.does === 'toEstimate') {
      this.#ports.onEstimate();
      if (this.sheet.grid !== null) this.#ports.mixer.changeSheet({ grid: null }, steps().beats.asEstimated);
      return;
    }
    if (edit.does === 'setTempo') {
      this.#setGrid(atTempo(this.#ports.estimate(), grid, edit.bpm), steps().beats.tempo, gesture);
      return;
    }
    if (grid === null) return;
    switch (edit.does) {
      case 'double':
        this.#setGrid(doubled(grid), steps().beats.twice, gesture);
        break;
      case 'halve':
        this.#setGrid(halved(grid), steps().beats.half, gesture);
        break;
      case 'nudge':
        this.#setGrid(nudged(grid, edit.seconds), steps().beats.nudge, gesture);
        break;
      case 'nudgeBeats':
        this.#setGrid(nudgedByBeats(grid, edit.beats), steps().beats.moveOne, gesture);
        break;
      case 'oneAt':
        this.#setGrid(withOneAt(grid, edit.seconds), steps().beats.thisIsOne, gesture);
        break;
      case 'setMeter':
        this.#setGrid(
          withMeter(grid, edit.meter, edit.seconds, edit.fromStart),
          steps().beats.meter(meterText(edit.meter)),
          gesture,
        );
        break;
    }
  }

  /** Takes a tap on the beat at a time of the song, in seconds. From the fourth tap of a row on the grid follows, in one step of undo. */
  tap(seconds: number): void {
    this.#taps = withTapAt(this.#taps, seconds);
    const grid = tappedGrid(this.#taps, this.#ports.estimate());
    if (grid !== null) this.#setGrid(grid, steps().beats.tapped, `tap ${String(this.#taps[0])}`);
  }

  /** Adds a section from a frame on and returns its index, or that of the one which begins there already; -1 when there is no room. */
  addSection(startFrames: Frames, songFrames: Frames): number {
    const name = nextSectionName(this.sheet.sections);
    this.#setSections(withSectionAt(this.sheet.sections, name, startFrames, songFrames), steps().sections.add);
    return this.sheet.sections.findIndex((section) => section.startFrames === startFrames);
  }

  /** Gives a section another name, by its place among them from 0. */
  renameSection(index: number, name: string): void {
    this.#setSections(renamedSection(this.sheet.sections, index, name), steps().sections.rename);
  }

  /** Gives a section and all of its kind the next colour. */
  recolourSection(index: number): void {
    const colour = ((this.sheet.sections[index]?.colour ?? 0) + 1) % sectionColours;
    this.#setSections(recolouredSection(this.sheet.sections, index, colour), steps().sections.recolour);
  }

  /** Removes a section, by its place among them from 0. */
  removeSection(index: number): void {
    this.#setSections(withoutSection(this.sheet.sections, index), steps().sections.remove);
  }

  /** Moves an edge of a section to a frame. `gesture` as in `setClick`. */
  moveSectionEdge(index: number, edge: 'start' | 'end', to: Frames, songFrames: Frames, gesture: string): void {
    this.#setSections(
      withSectionEdge(this.sheet.sections, index, edge, to, songFrames),
      steps().sections.move,
      gesture,
    );
  }

  /** Sets how often the loop plays, and what comes then. */
  setRepeats(change: Partial<Pick<Practice, 'passes' | 'after'>>): void {
    const practice = { ...this.sheet.practice, ...change };
    const { after, repeats } = steps().loop;
    const label = change.passes === undefined ? after : repeats(passesText(change.passes));
    this.#ports.mixer.changeSheet({ practice }, label);
  }

  /** The next number of repeats: without end, 2, 4, 8 and without end again. */
  nextRepeats(): void {
    if (this.#ports.mixer.mix.loop === null) return;
    this.setRepeats({ passes: nextPasses(this.sheet.practice.passes) });
  }

  /** Changes the climb of the speed. `gesture` as in `setClick`. */
  setRamp(change: Partial<SpeedRamp>, gesture: string | null = null): void {
    const { practice } = this.sheet;
    const ramp = { ...practice.ramp, ...change };
    const label = steps().loop[change.isOn === undefined ? 'ramp' : change.isOn ? 'rampOn' : 'rampOff'];
    this.#ports.mixer.changeSheet({ practice: { ...practice, ramp } }, label, gesture);
  }

  /** Turns the speed ramp of the loop on or off; without a loop nothing happens. */
  toggleRamp(): void {
    if (this.#ports.mixer.mix.loop === null) return;
    this.setRamp({ isOn: !this.sheet.practice.ramp.isOn });
  }

  /** Mutes or lowers a stretch of a stem, in place of what it had there. `gesture` as in `setClick`. */
  addStretch(stretch: LevelStretch, name: string, gesture: string | null = null): void {
    const label = steps().stretches.add(name);
    // A drag draws its stretch anew with each move, over what was there before it.
    const before = gesture !== null && this.#drawn?.gesture === gesture ? this.#drawn.before : this.sheet.stretches;
    this.#drawn = gesture === null ? null : { gesture, before };
    this.#setStretches(withStretch(before, stretch), label, gesture);
  }

  /** Moves an edge of a stretch to a frame. `gesture` as in `setClick`. */
  moveStretchEdge(index: number, edge: 'start' | 'end', to: Frames, songFrames: Frames, gesture: string): void {
    this.#setStretches(
      withStretchEdge(this.sheet.stretches, index, edge, to, songFrames),
      steps().stretches.move,
      gesture,
    );
  }

  /** Sets the level of a stretch in dB, by its place among them from 0. `gesture` as in the mixer's `setLevel`. */
  setStretchLevel(index: number, levelDb: Decibels, gesture: string): void {
    if (this.sheet.stretches[index]?.levelDb === levelDb) return;
    const stretches = this.sheet.stretches.map((stretch, at) => (at === index ? { ...stretch, levelDb } : stretch));
    this.#setStretches(stretches, steps().stretches.level, gesture);
  }

  /** Removes a stretch, by its place among them from 0. */
  removeStretch(index: number): void {
    this.#setStretches(
      this.sheet.stretches.filter((_, at) => at !== index),
      steps().stretches.remove,
    );
  }

  /** Mutes a stem in a region, or takes that back where it is muted just there. */
  toggleMutedIn(stemId: StemId, { startFrames, endFrames }: LoopRegion | Section, name: string): void {
    const at = this.sheet.stretches.findIndex(
      (one) => one.stemId === stemId && one.startFrames === startFrames && one.endFrames === endFrames,
    );
    if (at >= 0) this.removeStretch(at);
    else this.addStretch({ stemId, startFrames, endFrames, levelDb: decibels(-Infinity) }, name);
  }

  #setStretches(stretches: readonly LevelStretch[], label: string, gesture: string | null = null): void {
    if (stretches !== this.sheet.stretches) this.#ports.mixer.changeSheet({ stretches }, label, gesture);
  }

  /** Puts these lyrics in place of those there are. `label` names the step of undo, `gesture` as in `setClick`. */
  setLyrics(lyrics: readonly LyricLine[], label: string, gesture: string | null = null): void {
    this.#ports.mixer.changeSheet({ lyrics }, label, gesture);
  }

  /** Puts a chord, as it is recorded, at a time in seconds; `symbol` null takes the one there away. */
  setChord(startSeconds: number, symbol: string | null): void {
    const { chords } = this.sheet;
    if (symbol === null) this.#setChords(withoutChordAt(chords, startSeconds), steps().chords.remove);
    else this.#setChords(withChordAt(chords, { startSeconds, symbol }), steps().chords.set(symbol));
  }

  /** Moves a chord to a time, in seconds. `gesture` as in `setClick`. */
  moveChord(index: number, seconds: number, songSeconds: number, gesture: string): void {
    this.#setChords(movedChord(this.sheet.chords, index, seconds, songSeconds), steps().chords.move, gesture);
  }

  /** Sets the fret of the capo; 0: none. */
  setCapo(capo: number): void {
    if (capo === this.sheet.capo) return;
    this.#ports.mixer.changeSheet({ capo }, capo === 0 ? steps().chords.noCapo : steps().chords.capo(capo));
  }

  /** Puts chords, capo and lyrics in place of those there are. `label` names the step of undo. */
  takeChords(taken: Pick<SongSheet, 'chords' | 'capo' | 'lyrics'>, label: string): void {
    this.#ports.mixer.changeSheet(taken, label);
  }

  #setChords(chords: readonly PlacedChord[], label: string, gesture: string | null = null): void {
    if (chords !== this.sheet.chords) this.#ports.mixer.changeSheet({ chords }, label, gesture);
  }

  #setSections(sections: readonly Section[], label: string, gesture: string | null = null): void {
    const { sections: before, practice } = this.sheet;
    if (sections === before) return;
    const { chain } = practice;
    const followed = { ...practice, chain: followedChain(chain, before, sections) };
    const change = chain.length === 0 ? { sections } : { sections, practice: followed };
    this.#ports.mixer.changeSheet(change, label, gesture);
  }

  #setGrid(grid: StatedGrid, label: string, gesture: string | null): void {
    this.#ports.mixer.changeSheet({ grid }, label, gesture);
  }
}
