import { afterEach, describe, expect, it } from 'vitest';
import { buttonTargets, defaultControls, rangeTargets, speak } from '../../../electron/contract/index.ts';
import { faderSheet, numberSheet, shortcutSheet } from '../../../renderer/app/shortcut-sheet.ts';
import {
  isSingleKey,
  keyMapOf,
  repeats,
  strokeOf,
  targetOfKey,
  targetText,
  usualKeys,
  usualStrokes,
} from '../../../renderer/app/shortcuts.ts';
import { menuStrokeText, strokeText } from '../../../renderer/components/parts/stroke-text.ts';

type Press = {
  readonly key: string;
  readonly code?: string;
  readonly held?: readonly ('shift' | 'ctrl' | 'alt' | 'meta')[];
};
const eventOf = ({ key, code = '', held = [] }: Press) => ({
  key,
  code,
  shiftKey: held.includes('shift'),
  ctrlKey: held.includes('ctrl'),
  altKey: held.includes('alt'),
  metaKey: held.includes('meta'),
});
const pressed = (press: Press, map = usualKeys) => targetOfKey(eventOf(press), map);

describe('the keyboard', () => {
  it.each([
    [{ key: ' ' }, 'playPause'],
    [{ key: 'ArrowRight' }, 'forward5s'],
    [{ key: 'ArrowLeft', held: ['shift'] }, 'back1s'],
    [{ key: 'Home' }, 'start'],
    [{ key: 'l' }, 'toggleLoop'],
    [{ key: 'L', code: 'KeyL', held: ['shift'] }, 'editLoop'],
    [{ key: 'Д', code: 'KeyL', held: ['shift'] }, 'editLoop'],
    [{ key: 'д', code: 'KeyL' }, 'toggleLoop'],
    [{ key: 'M' }, 'muteFocused'],
    [{ key: '?', held: ['shift'] }, 'shortcuts'],
    [{ key: '+', code: 'Equal', held: ['shift'] }, 'zoomIn'],
    [{ key: ';', code: 'Comma', held: ['shift'] }, 'beatEarlier'],
    [{ key: '>', code: 'Period', held: ['shift'] }, 'beatLater'],
    [{ key: 'z', held: ['ctrl'] }, 'undo'],
    [{ key: 'Z', held: ['meta', 'shift'] }, 'redo'],
    [{ key: 'e', held: ['ctrl'] }, 'export'],
    [{ key: 'ArrowLeft', held: ['alt'] }, 'slower'],
    [{ key: 'ArrowRight', held: ['alt', 'shift'] }, 'fasterFine'],
    [{ key: 'ArrowUp', held: ['alt'] }, 'keyUp'],
    [{ key: 'ArrowDown', held: ['alt', 'shift'] }, 'keyDownFine'],
    [{ key: 'Backspace', held: ['alt'] }, 'playAsRecorded'],
    [{ key: 'F8', code: 'F8' }, 'scene8'],
    [{ key: 'F1', code: 'F1', held: ['shift'] }, 'saveScene1'],
    [{ key: 'b', code: 'KeyB' }, 'compareScenes'],
    [{ key: 'B', code: 'KeyB', held: ['shift'] }, 'morphScenes'],
    [{ key: 'g', code: 'KeyG' }, 'previewForward'],
    [{ key: 'h', code: 'KeyH' }, 'typeChord'],
    [{ key: 'N', code: 'KeyN', held: ['shift'] }, 'renameStrip'],
    [{ key: 'd', code: 'KeyD' }, 'shiftStrip'],
    [{ key: 'PageUp', held: ['alt'] }, 'moveStripUp'],
    [{ key: 'PageDown', held: ['alt'] }, 'moveStripDown'],
    [{ key: 'PageDown', held: ['shift'] }, 'nextInSet'],
    [{ key: '1', code: 'Digit1' }, 'mute:0'],
    [{ key: '0', code: 'Digit0' }, 'mute:9'],
  ] as const)('%j does %j', (press, target) => {
    expect(pressed(press)).toBe(target);
  });

  it('knows digits by their place, whatever Shift makes of them on this layout', () => {
    expect(pressed({ key: '"', code: 'Digit2', held: ['shift'] })).toBe('solo:1');
    expect(pressed({ key: 'é', code: 'Digit2' })).toBe('mute:1');
  });

  it('reaches the strips beyond the tenth with Alt, whatever that types', () => {
    expect(pressed({ key: '¡', code: 'Digit1', held: ['alt'] })).toBe('mute:10');
    expect(pressed({ key: '5', code: 'Digit5', held: ['alt', 'shift'] })).toBe('solo:14');
    expect(pressed({ key: '5', code: 'Numpad5', held: ['alt'] })).toBeNull();
    expect(pressed({ key: '5', code: 'Digit5', held: ['ctrl', 'alt'] })).toBeNull();
  });

  it('does again and again what is a step, and once what is a switch', () => {
    expect([repeats('faster'), repeats('toggleLoop')]).toEqual([true, false]);
  });

  it.each([
    { key: 'q' },
    { key: 'Tab' },
    { key: 'ArrowUp' },
    { key: 'c', held: ['ctrl'] },
    { key: ' ', held: ['alt'] },
    { key: 'Shift', held: ['shift'] },
  ] as const)('leaves %j alone', (press) => {
    expect(pressed(press)).toBeNull();
  });

  it('gives no key to two targets, and every target a name of its own', () => {
    const strokes = buttonTargets.flatMap((target) => usualStrokes(target));
    expect(new Set(strokes).size).toBe(strokes.length);
    const names = [...buttonTargets, ...rangeTargets].map((target) => targetText(target));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('chosen keys', () => {
  it('take the place of the usual ones, also of another target', () => {
    const map = keyMapOf({ ...defaultControls, keys: [{ target: 'playPause', strokes: ['PageDown', 'l'] }] });
    expect(pressed({ key: 'PageDown' }, map)).toBe('playPause');
    expect(pressed({ key: 'l' }, map)).toBe('playPause');
    expect(pressed({ key: ' ' }, map)).toBeNull();
    expect(pressed({ key: 'k' }, map)).toBe('click');
    const sheet = shortcutSheet(map);
    expect(sheet.find(({ does }) => does === 'Play or pause')?.keys).toBe('Page ↓');
    expect(sheet.find(({ does }) => does.startsWith('Loop on or off'))?.keys).toBe('Shift L');
  });

  it('act without Ctrl or Alt only while letters, digits and signs are on', () => {
    const map = keyMapOf({ ...defaultControls, hasSingleKeys: false });
    const singles: readonly Press[] = [
      { key: 'm' },
      { key: 'L', code: 'KeyL', held: ['shift'] },
      { key: '1', code: 'Digit1' },
      { key: '?', held: ['shift'] },
      { key: '[' },
    ];
    expect(singles.map((press) => pressed(press, map))).toEqual(singles.map(() => null));
    expect(pressed({ key: ' ' }, map)).toBe('playPause');
    expect(pressed({ key: 'PageDown' }, map)).toBe('nextSection');
    expect(pressed({ key: 'z', held: ['ctrl'] }, map)).toBe('undo');
    expect([...map.keys()].filter(isSingleKey)).toEqual([]);
  });

  it.each([
    [{ key: 'PageDown' }, 'PageDown', 'Page ↓'],
    [{ key: 'L', code: 'KeyL', held: ['shift'] }, 'Shift+l', 'Shift L'],
    [{ key: ' ' }, 'Space', 'Space'],
    [{ key: '+', code: 'Equal', held: ['shift'] }, '+', '+'],
    [{ key: 'F5', held: ['ctrl', 'alt'] }, 'Ctrl+Alt+F5', 'Ctrl Alt F5'],
  ] as const)('%j is kept as %s and shown as %s', (press, stroke, text) => {
    expect(strokeOf(eventOf(press))).toBe(stroke);
    expect(strokeText(stroke)).toBe(text);
  });

  it.each([
    ['Ctrl+Shift+z', 'Ctrl+Shift+Z', '⇧⌘Z'],
    ['Ctrl+,', 'Ctrl+,', '⌘,'],
    ['Shift+F1', 'Shift+F1', '⇧F1'],
    ['Ctrl+Alt+F5', 'Ctrl+Alt+F5', '⌥⌘F5'],
    ['Alt+Backspace', 'Alt+Backspace', '⌥⌫'],
    ['PageUp', 'Page ↑', 'Page ↑'],
  ])('%s is %s in a tooltip, and %s on a Mac', (stroke, text, onMac) => {
    expect(menuStrokeText(stroke, false)).toBe(text);
    expect([menuStrokeText(stroke, true), strokeText(stroke, true)]).toEqual([onMac, onMac]);
  });
});

describe('the sheet of shortcuts', () => {
  afterEach(() => {
    speak(() => 'en');
  });

  it('is written in the language spoken now', () => {
    const english = shortcutSheet(usualKeys);
    expect(english[0]).toMatchObject({ keys: 'Space', does: 'Play or pause' });
    speak(() => 'en-XA');
    const texts = [...shortcutSheet(usualKeys), ...faderSheet(), ...numberSheet()].map(({ does }) => does);
    expect(texts.filter((text) => !text.startsWith('⟦'))).toEqual([]);
    expect(targetText('mute:2', () => 'Bass')).toMatch(/^⟦/);
    expect(strokeText('Shift+PageDown')).toMatch(/^⟦.*⟧ ⟦.*⟧$/);
  });
});
