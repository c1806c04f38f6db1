import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decibels, flatMix, frames, type Mix } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { MixerState } from '../../../renderer/state/mixer.svelte.ts';

const vocals = stemIdSchema.parse('vocals');
const drums = stemIdSchema.parse('drums');
const bass = stemIdSchema.parse('bass');
const loop = { startFrames: frames(1000), endFrames: frames(9000), isOn: true };

function mixerWithLog(): { readonly mixer: MixerState; readonly heard: Mix[] } {
  const heard: Mix[] = [];
  const mixer = new MixerState({
    mix: flatMix([vocals, drums]),
    nameOf: (id) => id.toUpperCase(),
    onChange: (mix) => heard.push(mix),
  });
  return { mixer, heard };
}

describe('the mixer', () => {
  it('tells of every change, undo and redo included', () => {
    const { mixer, heard } = mixerWithLog();
    mixer.toggleMute(drums);
    mixer.undo();
    mixer.redo();
    expect(heard.map((mix) => mix.strips[1]?.isMuted)).toEqual([true, false, true]);
    expect(mixer.mix).toEqual(heard.at(-1));
  });

  it('makes one drag one step', () => {
    const { mixer } = mixerWithLog();
    for (const level of [-1, -2, -3]) mixer.setLevel(vocals, decibels(level), 'drag 1');
    mixer.undo();
    expect(mixer.mix.strips[0]?.levelDb).toBe(0);
    expect(mixer.undoLabel).toBeNull();
  });

  it('says what would be undone and redone', () => {
    const { mixer } = mixerWithLog();
    mixer.toggleMute(drums);
    expect(mixer.undoLabel).toBe('Mute DRUMS');
    mixer.toggleMute(drums);
    expect(mixer.undoLabel).toBe('Unmute DRUMS');
    mixer.undo();
    expect(mixer.redoLabel).toBe('Unmute DRUMS');
  });

  it('is silent about an undo when there is nothing to undo', () => {
    const { mixer, heard } = mixerWithLog();
    mixer.undo();
    expect(heard).toEqual([]);
  });

  it('resets a strip and nothing else', () => {
    const { mixer } = mixerWithLog();
    mixer.setPan(vocals, 0.5);
    mixer.toggleSolo(drums);
    mixer.resetStrip(vocals);
    expect(mixer.mix.strips.map(({ pan, isSoloed }) => ({ pan, isSoloed }))).toEqual([
      { pan: 0, isSoloed: false },
      { pan: 0, isSoloed: true },
    ]);
  });

  it('keeps the loop when the mix is reset', () => {
    const { mixer } = mixerWithLog();
    mixer.setLoop(loop);
    mixer.setMaster(decibels(-9));
    mixer.resetMix();
    expect(mixer.mix).toEqual({ ...flatMix([vocals, drums]), loop });
  });

  it('turns a loop off and on, and does nothing without one', () => {
    const { mixer, heard } = mixerWithLog();
    mixer.toggleLoop();
    expect(heard).toEqual([]);
    mixer.setLoop(loop);
    mixer.toggleLoop();
    expect(mixer.mix.loop).toEqual({ ...loop, isOn: false });
  });

  it('takes in stems that arrive later, also when going back in time', () => {
    const { mixer } = mixerWithLog();
    mixer.toggleMute(drums);
    mixer.fit([vocals, drums, bass]);
    mixer.toggleMute(bass);
    mixer.undo();
    mixer.undo();
    expect(mixer.mix).toEqual(flatMix([vocals, drums, bass]));
    mixer.redo();
    expect(mixer.mix.strips.map((strip) => strip.isMuted)).toEqual([false, true, false]);
  });

  it('comes back to the same mixes, however one edits, undoes and redoes', () => {
    const edit = fc.constantFrom('mute', 'solo', 'level', 'pan', 'master', 'undo', 'redo', 'reset');
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 40 }), (edits) => {
        const { mixer } = mixerWithLog();
        const acts: Readonly<Record<string, () => void>> = {
          mute: () => {
            mixer.toggleMute(drums);
          },
          solo: () => {
            mixer.toggleSolo(vocals);
          },
          level: () => {
            mixer.setLevel(drums, decibels((mixer.mix.strips[1]?.levelDb ?? 0) - 1));
          },
          pan: () => {
            mixer.setPan(vocals, -0.5);
          },
          master: () => {
            mixer.setMaster(decibels(-3));
          },
          undo: () => {
            mixer.undo();
          },
          redo: () => {
            mixer.redo();
          },
          reset: () => {
            mixer.resetMix();
          },
        };
        for (const name of edits) acts[name]?.();
        const now = mixer.mix;
        let undone = 0;
        while (mixer.undoLabel !== null) {
          mixer.undo();
          undone += 1;
        }
        expect(mixer.mix).toEqual(flatMix([vocals, drums]));
        for (let step = 0; step < undone; step += 1) mixer.redo();
        expect(mixer.mix).toEqual(now);
      }),
      { numRuns: 200 },
    );
  });
});
