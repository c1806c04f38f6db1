import { describe, expect, it } from 'vitest';
import { actionOf, repeats } from '../../../renderer/app/shortcuts.ts';

type Press = {
  readonly key: string;
  readonly code?: string;
  readonly held?: readonly ('shift' | 'ctrl' | 'alt' | 'meta')[];
};
const pressed = ({ key, code = '', held = [] }: Press) =>
  actionOf({
    key,
    code,
    shiftKey: held.includes('shift'),
    ctrlKey: held.includes('ctrl'),
    altKey: held.includes('alt'),
    metaKey: held.includes('meta'),
  });

describe('the keyboard', () => {
  it.each([
    [{ key: ' ' }, { does: 'playPause' }],
    [{ key: 'ArrowRight' }, { does: 'seekBy', seconds: 5 }],
    [
      { key: 'ArrowLeft', held: ['shift'] },
      { does: 'seekBy', seconds: -1 },
    ],
    [{ key: 'Home' }, { does: 'start' }],
    [{ key: 'l' }, { does: 'toggleLoop' }],
    [{ key: '?', held: ['shift'] }, { does: 'shortcuts' }],
    [{ key: 'z', held: ['ctrl'] }, { does: 'undo' }],
    [{ key: 'Z', held: ['meta', 'shift'] }, { does: 'redo' }],
    [{ key: 'e', held: ['ctrl'] }, { does: 'export' }],
    [
      { key: 'ArrowLeft', held: ['alt'] },
      { does: 'speedBy', ratio: -0.05 },
    ],
    [
      { key: 'ArrowRight', held: ['alt', 'shift'] },
      { does: 'speedBy', ratio: 0.01 },
    ],
    [
      { key: 'ArrowUp', held: ['alt'] },
      { does: 'keyBy', cents: 100 },
    ],
    [
      { key: 'ArrowDown', held: ['alt', 'shift'] },
      { does: 'keyBy', cents: -10 },
    ],
    [{ key: 'Backspace', held: ['alt'] }, { does: 'playAsRecorded' }],
    [
      { key: 'F8', code: 'F8' },
      { does: 'recallScene', key: 8 },
    ],
    [
      { key: 'F1', code: 'F1', held: ['shift'] },
      { does: 'saveSceneAs', key: 1 },
    ],
    [{ key: 'b', code: 'KeyB' }, { does: 'compareScenes' }],
    [{ key: 'B', code: 'KeyB', held: ['shift'] }, { does: 'morphScenes' }],
    [{ key: 'g', code: 'KeyG' }, { does: 'previewForward' }],
    [
      { key: '1', code: 'Digit1' },
      { does: 'mute', strip: 0 },
    ],
    [
      { key: '0', code: 'Digit0' },
      { does: 'mute', strip: 9 },
    ],
  ] as const)('%j does %j', (press, action) => {
    expect(pressed(press)).toEqual(action);
  });

  it('knows digits by their place, whatever Shift makes of them on this layout', () => {
    expect(pressed({ key: '"', code: 'Digit2', held: ['shift'] })).toEqual({ does: 'solo', strip: 1 });
    expect(pressed({ key: 'é', code: 'Digit2' })).toEqual({ does: 'mute', strip: 1 });
  });

  it('reaches the strips beyond the tenth with Alt, whatever that types', () => {
    expect(pressed({ key: '¡', code: 'Digit1', held: ['alt'] })).toEqual({ does: 'mute', strip: 10 });
    expect(pressed({ key: '5', code: 'Digit5', held: ['alt', 'shift'] })).toEqual({ does: 'solo', strip: 14 });
    expect(pressed({ key: '5', code: 'Numpad5', held: ['alt'] })).toBeNull();
    expect(pressed({ key: '5', code: 'Digit5', held: ['ctrl', 'alt'] })).toBeNull();
  });

  it('does again and again what is a step, and once what is a switch', () => {
    expect([{ does: 'speedBy', ratio: 0.05 } as const, { does: 'toggleLoop' } as const].map(repeats)).toEqual([
      true,
      false,
    ]);
  });

  it.each([
    { key: 'q' },
    { key: 'F9', code: 'F9' },
    { key: 'F4', code: 'F4', held: ['alt'] },
    { key: 'Tab' },
    { key: 'ArrowUp' },
    { key: 'c', held: ['ctrl'] },
    { key: ' ', held: ['alt'] },
  ] as const)('leaves %j alone', (press) => {
    expect(pressed(press)).toBeNull();
  });
});
