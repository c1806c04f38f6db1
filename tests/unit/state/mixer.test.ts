import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decibels, emptySheet, flatMix, frames, type Mix } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { MixerState } from '../../../renderer/state/song/mixer.svelte.ts';

const vocals = stemIdSchema.parse('vocals');
const drums = stemIdSchema.parse('drums');
const bass = stemIdSchema.parse('bass');
const loop = { startFrames: frames(1000), endFrames: frames(9000), isOn: true };

function mixerWithLog(): { readonly mixer: MixerState; readonly heard: Mix[] } {
  const heard: Mix[] = [];
  const mixer = new MixerState({
    mix: flatMix([vocals, drums]),
    nameOf: (id) => id.toUpperCase(),
    sheet: emptySheet,
    onChange: (mix) => heard.push(mix),
    onHeard: () => undefined,
    onSheet: () => undefined,
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

  it('changes speed, key and what the drums do, each a step of its own to take back', () => {
    const { mixer } = mixerWithLog();
    mixer.setSpeed(0.75);
    mixer.setTransposition(-200);
    mixer.toggleDrumPitch();
    expect(mixer.mix).toMatchObject({ speed: 0.75, transposeCents: -200, keepsDrumPitch: false });
    const labels: (string | null)[] = [];
    while (mixer.undoLabel !== null) {
      labels.push(mixer.undoLabel);
      mixer.undo();
    }
    expect(labels).toEqual(['Drums follow the key', 'Key', 'Speed']);
    expect(mixer.mix).toEqual(flatMix([vocals, drums]));
  });

  it('makes one drag of the speed one step, and no step of what changes nothing', () => {
    const { mixer, heard } = mixerWithLog();
    for (const speed of [0.9, 0.8, 0.1, 0.2]) mixer.setSpeed(speed, 'drag 1');
    mixer.setTransposition(0);
    expect(heard.map((mix) => mix.speed)).toEqual([0.9, 0.8, 0.25]);
    mixer.undo();
    expect(mixer.undoLabel).toBeNull();
    mixer.playAsRecorded();
    expect(mixer.undoLabel).toBeNull();
  });

  it('plays as recorded again in one step, the rest of the mix untouched', () => {
    const { mixer } = mixerWithLog();
    mixer.toggleMute(drums);
    mixer.setSpeed(0.5);
    mixer.setTransposition(300);
    mixer.playAsRecorded();
    expect(mixer.mix).toMatchObject({ speed: 1, transposeCents: 0 });
    expect(mixer.mix.strips[1]?.isMuted).toBe(true);
    mixer.undo();
    expect(mixer.mix).toMatchObject({ speed: 0.5, transposeCents: 300 });
  });

  it('aligns a stem and lets it stand again where its file does', () => {
    const { mixer } = mixerWithLog();
    mixer.shiftStem(drums, -1105.4);
    expect(mixer.mix.strips.map((strip) => strip.shiftFrames)).toEqual([0, -1105]);
    expect(mixer.undoLabel).toBe('Align DRUMS');
    mixer.shiftStem(drums, 0);
    expect(mixer.undoLabel).toBe('Unalign DRUMS');
    mixer.shiftStem(drums, 1e6);
    expect(mixer.mix.strips[1]?.shiftFrames).toBe(8192);
  });

  it('keeps a shift when the strip or the mix is reset, and gives speed and key back', () => {
    const { mixer } = mixerWithLog();
    mixer.shiftStem(vocals, -1105);
    mixer.setLevel(vocals, decibels(-9));
    mixer.resetStrip(vocals);
    expect(mixer.mix.strips[0]).toMatchObject({ levelDb: 0, shiftFrames: -1105 });
    mixer.setSpeed(0.5);
    mixer.setTransposition(300);
    mixer.toggleDrumPitch();
    mixer.resetMix();
    expect(mixer.mix).toMatchObject({ speed: 1, transposeCents: 0, keepsDrumPitch: true });
    expect(mixer.mix.strips[0]?.shiftFrames).toBe(-1105);
  });

  it('shifts a stem by hand beside its alignment, in whole milliseconds of half a second at most', () => {
    const { mixer, heard } = mixerWithLog();
    mixer.shiftStem(drums, -1105);
    mixer.shiftByHand(drums, 12.4, 'keys 1');
    mixer.shiftByHand(drums, 13, 'keys 1');
    expect(mixer.mix.strips[1]).toMatchObject({ shiftFrames: -1105, shiftMs: 13 });
    expect(mixer.undoLabel).toBe('Shift DRUMS');
    mixer.shiftByHand(drums, -9000);
    expect(mixer.mix.strips[1]?.shiftMs).toBe(-500);
    mixer.resetStrip(drums);
    mixer.resetMix();
    expect(mixer.mix.strips[1]?.shiftMs).toBe(-500);
    mixer.shiftByHand(drums, 0);
    expect(mixer.undoLabel).toBe('Unshift DRUMS');
    const count = heard.length;
    mixer.shiftByHand(drums, 0.3);
    expect(heard).toHaveLength(count);
    mixer.undo();
    mixer.undo();
    mixer.undo();
    mixer.undo();
    expect(mixer.mix.strips[1]?.shiftMs).toBe(13);
    mixer.undo();
    expect(mixer.mix.strips[1]).toMatchObject({ shiftFrames: -1105, shiftMs: 0 });
  });

  it('names a strip, which every later step is called by, and gives the name of the stem back', () => {
    const { mixer } = mixerWithLog();
    const { looks } = mixer;
    mixer.renameStrip(vocals, '  Lead\u00a0\tvoice ');
    expect(mixer.undoLabel).toBe('Rename VOCALS');
    expect(mixer.nameOf(vocals)).toBe('Lead voice');
    mixer.toggleMute(vocals);
    expect(mixer.undoLabel).toBe('Mute Lead voice');
    mixer.renameStrip(vocals, 'VOCALS');
    expect(mixer.undoLabel).toBe('Rename Lead voice');
    expect(mixer.mix.strips[0]?.name).toBeNull();
    mixer.renameStrip(vocals, ' ');
    expect(mixer.undoLabel).toBe('Rename Lead voice');
    mixer.undo();
    expect(mixer.looks).toEqual([
      { stemId: vocals, name: 'Lead voice' },
      { stemId: drums, name: null },
    ]);
    mixer.undo();
    mixer.undo();
    expect(mixer.looks).toEqual(looks);
  });

  it('moves a strip, one step for quick ones, and not beyond the ends', () => {
    const { mixer, heard } = mixerWithLog();
    mixer.fit([vocals, drums, bass]);
    const order = () => mixer.looks.map(({ stemId }) => stemId);
    expect(mixer.moveStrip(vocals, 1, 'keys 1')).toBe(true);
    expect(mixer.moveStrip(vocals, 2, 'keys 1')).toBe(true);
    const count = heard.length;
    expect(mixer.moveStrip(vocals, 3, 'keys 1')).toBe(false);
    expect(heard).toHaveLength(count);
    expect(order()).toEqual([drums, bass, vocals]);
    expect(mixer.undoLabel).toBe('Move VOCALS');
    mixer.undo();
    expect(order()).toEqual([vocals, drums, bass]);
    expect(mixer.mix.hasOwnOrder).toBe(false);
  });

  it('keeps an order of its own when the mix is reset and when stems arrive, which come last', () => {
    const { mixer } = mixerWithLog();
    mixer.moveStrip(drums, 0);
    mixer.resetMix();
    mixer.fit([bass, vocals, drums]);
    expect(mixer.looks.map(({ stemId }) => stemId)).toEqual([drums, vocals, bass]);
    mixer.undo();
    mixer.undo();
    expect(mixer.looks.map(({ stemId }) => stemId)).toEqual([bass, vocals, drums]);
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
    const edit = fc.constantFrom(
      'mute',
      'solo',
      'level',
      'pan',
      'master',
      'speed',
      'key',
      'align',
      'rename',
      'move',
      'shift',
      'undo',
      'redo',
      'reset',
    );
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
          speed: () => {
            mixer.setSpeed(mixer.mix.speed - 0.1);
          },
          key: () => {
            mixer.setTransposition(mixer.mix.transposeCents + 100);
          },
          align: () => {
            mixer.shiftStem(vocals, -1105);
          },
          rename: () => {
            mixer.renameStrip(drums, mixer.mix.strips[0]?.name === null ? 'Kit' : '');
          },
          move: () => {
            mixer.moveStrip(vocals, mixer.mix.strips[0]?.stemId === vocals ? 1 : 0);
          },
          shift: () => {
            mixer.shiftByHand(vocals, (mixer.mix.strips[0]?.shiftMs ?? 0) + 1);
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
