import { describe, expect, it } from 'vitest';
import { decibels, emptySheet, flatMix, frames } from '#contract';
import { songSheetSchema, stemIdSchema } from '#contract/schemas';
import type { BeatGrid } from '../../../renderer/song/beat-grid.ts';
import { MixerState } from '../../../renderer/state/song/mixer.svelte.ts';
import { SheetEditor } from '../../../renderer/state/sheet/sheet-editor.ts';

const estimate: BeatGrid = { bpm: 120, beatSeconds: [0.5, 1, 1.5, 2, 2.5, 3] };

function editorOf(heard: BeatGrid | null = estimate) {
  const mixer = new MixerState({
    ...{ mix: flatMix([]), sheet: emptySheet, nameOf: String },
    ...{ onHeard: () => undefined, onChange: () => undefined, onSheet: () => undefined },
  });
  let returns = 0;
  const editor = new SheetEditor({
    mixer,
    grid: () => mixer.sheet.grid ?? heard,
    estimate: () => heard,
    onEstimate: () => (returns += 1),
  });
  const labels = (): readonly (string | null)[] => {
    const all: (string | null)[] = [];
    while (mixer.undoLabel !== null) {
      all.unshift(mixer.undoLabel);
      mixer.undo();
    }
    return all;
  };
  return { mixer, editor, labels, returns: () => returns };
}

describe('the song sheet', () => {
  it('keeps the estimate until something is said, and each edit is one named step', () => {
    const { mixer, editor, labels } = editorOf();
    editor.editGrid({ does: 'double' });
    editor.editGrid({ does: 'halve' });
    editor.editGrid({ does: 'nudge', seconds: 0.005 });
    editor.editGrid({ does: 'oneAt', seconds: 1.02 });
    editor.editGrid({ does: 'setMeter', meter: { beats: 3, unit: 4 }, seconds: 0, fromStart: true });
    expect(mixer.sheet.grid).toMatchObject({ bpm: 120, downbeat: 1, meters: [{ bar: 1, beats: 3, unit: 4 }] });
    expect(labels()).toEqual(['Twice the tempo', 'Half the tempo', 'Nudge beats', 'This is 1', 'Time signature 3/4']);
    expect(mixer.sheet).toEqual(emptySheet);
  });

  it('makes quick nudges one step', () => {
    const { mixer, editor } = editorOf();
    for (let press = 0; press < 3; press += 1) editor.editGrid({ does: 'nudge', seconds: 0.005 }, 'keys 1');
    expect(mixer.sheet.grid?.beatSeconds[0]).toBeCloseTo(0.515, 9);
    mixer.undo();
    expect(mixer.sheet.grid).toBeNull();
  });

  it('goes back to the estimate in one step that can be taken back', () => {
    const { mixer, editor, returns } = editorOf();
    editor.editGrid({ does: 'setTempo', bpm: 97 });
    expect(mixer.sheet.grid).toMatchObject({ bpm: 97, beatSeconds: [0.5] });
    editor.editGrid({ does: 'toEstimate' });
    expect([mixer.sheet.grid, returns()]).toEqual([null, 1]);
    mixer.undo();
    expect(mixer.sheet.grid?.bpm).toBe(97);
  });

  it('follows taps from the fourth on, in one step', () => {
    const { mixer, editor, labels } = editorOf(null);
    for (const tap of [1, 1.6, 2.2, 2.8, 3.4]) editor.tap(tap);
    expect(mixer.sheet.grid).toMatchObject({ bpm: 100, downbeat: 0 });
    expect(labels()).toEqual(['Tapped tempo']);
  });

  it('without any beats takes a tempo and nothing else', () => {
    const { mixer, editor } = editorOf(null);
    editor.editGrid({ does: 'double' });
    editor.editGrid({ does: 'oneAt', seconds: 1 });
    expect(mixer.undoLabel).toBeNull();
    editor.editGrid({ does: 'setTempo', bpm: 90 });
    expect(mixer.sheet.grid?.bpm).toBe(90);
  });

  it('makes, names, colours, moves and removes sections, each in one named step', () => {
    const { mixer, editor, labels } = editorOf();
    const songFrames = frames(1_000_000);
    expect(editor.addSection(frames(0), songFrames)).toBe(0);
    expect(editor.addSection(frames(400_000), songFrames)).toBe(1);
    expect(editor.addSection(frames(400_000), songFrames)).toBe(1);
    editor.renameSection(1, 'Chorus');
    editor.recolourSection(1);
    for (const to of [410_000, 420_000]) editor.moveSectionEdge(1, 'start', frames(to), songFrames, 'drag 1');
    expect(mixer.sheet.sections).toEqual([
      { name: 'Intro', startFrames: 0, endFrames: 420_000, colour: 0 },
      { name: 'Chorus', startFrames: 420_000, endFrames: 1_000_000, colour: 2 },
    ]);
    editor.removeSection(0);
    expect(labels()).toEqual([
      ...['New section', 'New section', 'Rename section', 'Colour of sections', 'Move section', 'Remove section'],
    ]);
  });

  it('switches click and count-in, the count-in from one length to the next', () => {
    const { mixer, editor, labels } = editorOf();
    editor.toggleClick();
    const bars = [0, 1, 2, 3].map(() => {
      editor.nextCountIn();
      return mixer.sheet.countIn.bars;
    });
    expect(bars).toEqual([1, 2, 4, 0]);
    expect(mixer.sheet.click.isOn).toBe(true);
    expect(labels()).toEqual(['Click on', 'Count-in 1 bar', 'Count-in 2 bars', 'Count-in 4 bars', 'Count-in off']);
  });
});

describe('automation', () => {
  const stem = stemIdSchema.parse('drums');
  const stretch = (startFrames: number, endFrames: number, levelDb = -Infinity) => ({
    ...{ stemId: stem, startFrames: frames(startFrames), endFrames: frames(endFrames), levelDb: decibels(levelDb) },
  });

  it('drawn by a drag is one step, and leaves what it only passed as it was', () => {
    const { mixer, editor } = editorOf();
    editor.addStretch(stretch(0, 20_000, -6), 'Drums');
    editor.addStretch(stretch(30_000, 60_000), 'Drums', 'drag 1');
    editor.addStretch(stretch(10_000, 30_000, -12), 'Drums', 'drag 1');
    editor.addStretch(stretch(25_000, 30_000, -12), 'Drums', 'drag 1');
    expect(mixer.sheet.stretches).toEqual([stretch(0, 20_000, -6), stretch(25_000, 30_000, -12)]);
    mixer.undo();
    expect(mixer.sheet.stretches).toEqual([stretch(0, 20_000, -6)]);
  });

  it('is moved, levelled and removed in named steps', () => {
    const { editor, labels } = editorOf();
    editor.addStretch(stretch(0, 20_000), 'Drums');
    editor.moveStretchEdge(0, 'end', frames(30_000), frames(90_000), 'drag 1');
    editor.setStretchLevel(0, decibels(-6), 'drag 2');
    editor.removeStretch(0);
    expect(labels()).toEqual(['Automation of Drums', 'Move stretch', 'Level of a stretch', 'Remove stretch']);
  });

  it('mutes a stem in a region, and takes that back', () => {
    const { mixer, editor } = editorOf();
    const loop = { startFrames: frames(44_100), endFrames: frames(88_200), isOn: true };
    editor.toggleMutedIn(stem, loop, 'Drums');
    expect(mixer.sheet.stretches).toEqual([stretch(44_100, 88_200)]);
    editor.toggleMutedIn(stem, loop, 'Drums');
    expect(mixer.sheet.stretches).toEqual([]);
  });
});

describe('chords', () => {
  it('are typed, moved, read with a capo and removed in named steps', () => {
    const { mixer, editor, labels } = editorOf();
    editor.setChord(0.5, 'Am7');
    editor.setChord(2.5, 'F');
    editor.moveChord(1, 3, 60, 'drag 1');
    editor.moveChord(1, 3.5, 60, 'drag 1');
    editor.setCapo(3);
    editor.setChord(0.5, null);
    expect(mixer.sheet).toMatchObject({ chords: [{ startSeconds: 3.5, symbol: 'F' }], capo: 3 });
    editor.setCapo(3);
    editor.setChord(9, null);
    expect(labels()).toEqual(['Chord Am7', 'Chord F', 'Move chord', 'Capo 3', 'Remove chord']);
    expect(mixer.sheet).toEqual(emptySheet);
  });

  it('of a sheet from before there was a capo are kept', () => {
    const sheet = { ...emptySheet, chords: [{ startSeconds: 1, symbol: 'Gm' }] };
    const older: Record<string, unknown> = { ...sheet };
    delete older.capo;
    expect(songSheetSchema.parse(older)).toEqual({ ...sheet, capo: 0 });
  });
});
