import { describe, expect, it } from 'vitest';
import { decibels, emptySheet, flatMix, type Mix } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { MixerState } from '../../../renderer/state/song/mixer.svelte.ts';
import { ScenesState } from '../../../renderer/state/song/scenes.svelte.ts';

const vocals = stemIdSchema.parse('vocals');
const drums = stemIdSchema.parse('drums');

/** A mixer with a scene on F1 (flat) and one on F2 (vocals at -6 dB), which it stands at. */
function withTwoScenes() {
  const heard: Mix[] = [];
  const saved: Mix[] = [];
  const glides: (number | undefined)[] = [];
  const mixer = new MixerState({
    mix: flatMix([vocals, drums]),
    sheet: emptySheet,
    nameOf: String,
    onChange: (mix) => saved.push(mix),
    onHeard: (mix, glideSeconds) => {
      heard.push(mix);
      glides.push(glideSeconds);
    },
    onSheet: () => undefined,
  });
  const scenes = new ScenesState(mixer);
  scenes.save(1);
  mixer.setLevel(vocals, decibels(-6));
  scenes.save(2);
  return { mixer, scenes, heard, saved, glides };
}

describe('the scenes of the open song', () => {
  it('are saved and recalled in a glide of 50 ms, each one named step of undo', () => {
    const { mixer, scenes, glides } = withTwoScenes();
    expect([scenes.current, mixer.undoLabel]).toEqual([2, 'Save Scene 2']);
    expect(scenes.recall(1)).toBe(true);
    expect([scenes.current, mixer.undoLabel, glides.at(-1)]).toEqual([1, 'Recall Scene 1', 0.05]);
    mixer.undo();
    expect([scenes.current, mixer.mix.strips[0]?.levelDb]).toEqual([2, -6]);
    scenes.rename(2, 'Quiet');
    scenes.save(2);
    expect(mixer.undoLabel).toBe('Save over Quiet');
    expect([scenes.recall(5), scenes.save(null)]).toEqual([false, 3]);
  });

  it('tell which one the mix has left', () => {
    const { mixer, scenes } = withTwoScenes();
    mixer.toggleMute(drums);
    expect([scenes.current, scenes.left]).toEqual([null, 2]);
    mixer.toggleMute(drums);
    expect([scenes.current, scenes.left]).toEqual([2, null]);
  });

  it('are compared two by two, which one undo takes back', () => {
    const { mixer, scenes } = withTwoScenes();
    const seen = [1, 2, 3].map(() => {
      scenes.compare();
      return scenes.current;
    });
    expect(seen).toEqual([1, 2, 1]);
    mixer.undo();
    expect([scenes.current, mixer.undoLabel]).toEqual([2, 'Save Scene 2']);
  });

  it('morph into each other, one drag one step, until one of them goes or another is recalled', () => {
    const { mixer, scenes } = withTwoScenes();
    scenes.openMorph({ from: 1, to: 2 });
    expect([scenes.current, scenes.morph]).toEqual([1, { from: 1, to: 2, at: 0 }]);
    for (const at of [0.25, 0.5, 1.5]) scenes.morphTo(at, 'drag');
    expect([scenes.morph?.at, scenes.current, mixer.undoLabel]).toEqual([1, 2, 'Morph Scene 1 – Scene 2']);
    mixer.undo();
    expect([scenes.morph?.at, scenes.current]).toEqual([0, 1]);
    scenes.remove(2);
    expect([scenes.morph, mixer.undoLabel]).toEqual([null, 'Remove Scene 2']);
    mixer.undo();
    scenes.save(3);
    scenes.recall(3);
    expect(scenes.morph).toBeNull();
  });
});

describe('the preview of a stem forward', () => {
  it('is heard in a glide and is neither saved nor undone', () => {
    const { mixer, heard, saved, glides } = withTwoScenes();
    const label = mixer.undoLabel;
    const before = saved.length;
    mixer.previewForward({ stemId: drums, lowerDb: 12, isSplit: true });
    expect(heard.at(-1)?.strips.map(({ levelDb, pan }) => [levelDb, pan])).toEqual([
      [-18, 1],
      [0, -1],
    ]);
    expect([glides.at(-1), mixer.undoLabel, saved.length, mixer.mix.strips[0]?.levelDb]).toEqual([
      0.05,
      label,
      before,
      -6,
    ]);
    mixer.setLevel(vocals, decibels(-2));
    expect([heard.at(-1)?.strips[0]?.levelDb, saved.at(-1)?.strips[0]?.levelDb]).toEqual([-14, -2]);
    mixer.previewForward(null);
    expect(heard.at(-1)).toBe(mixer.mix);
  });

  it('ends with its stem', () => {
    const { mixer, heard } = withTwoScenes();
    mixer.previewForward({ stemId: drums, lowerDb: 12, isSplit: false });
    mixer.fit([vocals]);
    expect([mixer.preview, heard.at(-1)?.strips[0]?.levelDb]).toEqual([null, -6]);
  });
});
