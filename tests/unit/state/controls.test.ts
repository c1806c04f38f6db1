import { describe, expect, it } from 'vitest';
import {
  type Controls,
  defaultControls,
  defaultSettings,
  ok,
  type Settings,
} from '../../../electron/contract/index.ts';
import { usualStrokes } from '../../../renderer/app/shortcuts.ts';
import { ControlsState } from '../../../renderer/state/controls/controls.svelte.ts';
import { MixerState } from '../../../renderer/state/song/mixer.svelte.ts';
import { SettingsState } from '../../../renderer/state/settings.svelte.ts';
import { Toasts } from '../../../renderer/state/toasts.svelte.ts';
import { emptySheet, flatMix, type StemId } from '../../../electron/contract/index.ts';
import { FakeBridge } from '../../fakes/fake-bridge.ts';
import { FakeMidi } from '../../fakes/fake-midi.ts';

const note = (number: number, velocity = 100) => [0x90, number, velocity] as const;
const turned = (number: number, value: number) => [0xb0, number, value] as const;

async function rig(midi = new FakeMidi(['Pedal']), kept: Partial<Controls> = {}) {
  let saved: Settings = { ...defaultSettings, controls: { ...defaultControls, ...kept } };
  const answer = () => Promise.resolve(ok({ settings: saved, trouble: null, locale: 'en' as const }));
  const settings = new SettingsState(
    new FakeBridge().api({
      readSettings: answer,
      changeSettings: (change) => {
        saved = { ...saved, ...change };
        return answer();
      },
    }),
    new Toasts(),
  );
  await settings.load();
  const mixer = new MixerState({
    mix: flatMix(['drums' as StemId, 'bass' as StemId]),
    sheet: emptySheet,
    nameOf: (id) => id,
    onHeard: () => undefined,
    onChange: () => undefined,
    onSheet: () => undefined,
  });
  const controls = new ControlsState(midi, settings, () => mixer);
  const acts: string[] = [];
  controls.actBy((target, isPressed) => acts.push(isPressed ? target : `${target} up`));
  const level = (strip: number) => mixer.mix.strips[strip]?.levelDb;
  return { midi, controls, mixer, acts, level };
}

describe('learning', () => {
  it('gives a note to a button: it acts once for each press, on its own device, channel and number', async () => {
    const { midi, controls, acts } = await rig();
    controls.startLearning();
    midi.play('Pedal', ...note(60));
    midi.play('Pedal', 0x80, 60, 0);
    await controls.choose('nextSection', usualStrokes);
    expect(controls.learning).toMatchObject({ step: 'learned', target: 'nextSection' });
    expect(acts).toEqual([]);
    controls.stopLearning();
    midi.play('Pedal', ...note(60));
    midi.play('Pedal', ...note(60, 0));
    midi.play('Other', ...note(60));
    midi.play('Pedal', 0x91, 60, 100);
    midi.play('Pedal', ...note(61));
    expect(acts).toEqual(['nextSection', 'nextSection up']);
  });

  it('gives a pedal that is a controller to a button, which acts on its way down only', async () => {
    const { midi, controls, acts } = await rig();
    controls.startLearning();
    midi.play('Pedal', ...turned(64, 127));
    await controls.choose('mute:1', usualStrokes);
    // It is let go, which is nothing new to learn.
    midi.play('Pedal', ...turned(64, 0));
    expect(controls.learning.step).toBe('learned');
    controls.stopLearning();
    for (const value of [20, 64, 90, 127, 63, 0]) midi.play('Pedal', ...turned(64, value));
    expect(acts).toEqual(['mute:1', 'mute:1 up']);
  });

  it('refuses a fader to a note or a key, and waits for another control', async () => {
    const { midi, controls } = await rig();
    controls.startLearning();
    midi.play('Pedal', ...note(60));
    await controls.choose('level:0', usualStrokes);
    expect(controls.learning).toMatchObject({ step: 'choose', isRefused: true });
    controls.hearKey('PageDown');
    await controls.choose('master', usualStrokes);
    expect(controls.learning).toMatchObject({ step: 'choose', isRefused: true });
    expect(controls.controls).toEqual(defaultControls);
  });

  it('gives a knob to a fader, which it moves once it has passed it, as one step of undo', async () => {
    const { midi, controls, mixer, level } = await rig();
    controls.startLearning();
    for (const value of [10, 12, 13]) midi.play('Pedal', ...turned(7, value));
    await controls.choose('level:1', usualStrokes);
    controls.stopLearning();
    midi.play('Pedal', ...turned(7, 20));
    midi.play('Pedal', ...turned(7, 60));
    expect(level(1)).toBe(0);
    midi.play('Pedal', ...turned(7, 127));
    midi.play('Pedal', ...turned(7, 64));
    expect([level(0), level(1)]).toEqual([0, -12]);
    mixer.undo();
    expect(level(1)).toBe(0);
    // The fader went elsewhere, so the knob has to pass it again.
    midi.play('Pedal', ...turned(7, 60));
    expect(level(1)).toBe(0);
  });

  it('gives an encoder to a fader, in steps from where it stands', async () => {
    const { midi, controls, level } = await rig();
    controls.startLearning();
    for (const value of [65, 65, 65]) midi.play('Pedal', ...turned(7, value));
    await controls.choose('level:0', usualStrokes);
    controls.stopLearning();
    for (const value of [63, 63]) midi.play('Pedal', ...turned(7, value));
    expect(level(0)).toBe(-1);
    const [assignment] = controls.controls.midi;
    if (assignment === undefined) throw new Error('Nothing was learned.');
    await controls.setMode(assignment, 'complement');
    midi.play('Pedal', ...turned(7, 1));
    expect(level(0)).toBe(-0.5);
    await controls.forget(assignment);
    midi.play('Pedal', ...turned(7, 1));
    expect(level(0)).toBe(-0.5);
  });

  it('gives a key to a button and takes it from another; the usual keys come back', async () => {
    const { controls } = await rig();
    controls.startLearning();
    controls.hearKey('PageDown');
    await controls.choose('playPause', usualStrokes);
    expect(controls.strokesOf('playPause', usualStrokes)).toEqual(['Space', 'PageDown']);
    await controls.addStroke('stop', 'PageDown', usualStrokes);
    expect(controls.controls.keys).toEqual([
      { target: 'playPause', strokes: ['Space'] },
      { target: 'stop', strokes: ['PageDown'] },
    ]);
    await controls.removeStroke('stop', 'PageDown', usualStrokes);
    expect(controls.strokesOf('stop', usualStrokes)).toEqual([]);
    await controls.resetKeys();
    expect(controls.controls).toEqual(defaultControls);
  });

  it('gives an input that is learned again to the new target alone', async () => {
    const { midi, controls, acts } = await rig();
    for (const target of ['stop', 'playPause'] as const) {
      controls.startLearning();
      midi.play('Pedal', ...note(60));
      await controls.choose(target, usualStrokes);
    }
    controls.stopLearning();
    midi.play('Pedal', ...note(60));
    expect(acts).toEqual(['playPause']);
  });
});

describe('MIDI', () => {
  it('is asked for only when something needs it', async () => {
    const idle = await rig();
    await idle.controls.start();
    expect(idle.midi.asked).toBe(0);
    const clocked = await rig(new FakeMidi(['Box']), { clockPort: 'Box' });
    await clocked.controls.start();
    expect(clocked.midi.asked).toBe(1);
    clocked.controls.sendClock([0xf8], 0);
    expect(clocked.midi.sent).toEqual([{ port: 'Box', bytes: [0xf8] }]);
  });

  it('that is not there is a failure that another try can end', async () => {
    const { midi, controls } = await rig(new FakeMidi());
    await controls.connect();
    expect(controls.midi).toMatchObject({ state: 'none', failure: { kind: 'noMidi' } });
    midi.isThere = true;
    await controls.connect();
    expect(controls.midi.state).toBe('ready');
  });

  it('follows devices that come and go; a pedal that was down when it went acts at its next press', async () => {
    const { midi, controls, acts } = await rig(new FakeMidi(['Pedal']), {
      midi: [{ port: 'Pedal', kind: 'note', channel: 1, number: 60, mode: 'position', target: 'stop' }],
    });
    await controls.start();
    midi.play('Pedal', ...note(60));
    midi.plug([]);
    expect(controls.midi).toEqual({ state: 'ready', devices: { inputs: [], outputs: [] } });
    midi.plug(['Pedal']);
    midi.play('Pedal', ...note(60));
    expect(acts).toEqual(['stop', 'stop']);
  });
});
