import { actions, type ButtonTarget, words } from '#contract';
import { keyName, strokeText } from '../components/parts/stroke-text.ts';
import { type KeyMap, targetText, usualKeys, usualStrokes } from './shortcuts.ts';

type SheetRow = { readonly keys: string; readonly does: string };
type SheetLine = { readonly of: readonly ButtonTarget[]; readonly does: string };

/** Lines of the sheet: targets that one looks for together. */
function sheetLines(): readonly SheetLine[] {
  const { sheet } = words().controls;
  const shift = keyName('Shift');
  return [
    { of: ['playPause'], does: sheet.playPause },
    { of: ['start'], does: sheet.start },
    { of: ['back5s', 'forward5s'], does: sheet.fiveSeconds },
    { of: ['back1s', 'forward1s'], does: sheet.oneSecond },
    { of: ['slower', 'faster'], does: sheet.speed(shift) },
    { of: ['keyUp', 'keyDown'], does: sheet.key(shift) },
    { of: ['playAsRecorded'], does: sheet.asRecorded },
    { of: ['muteFocused', 'soloFocused'], does: sheet.muteSolo },
    { of: ['renameStrip', 'shiftStrip'], does: sheet.renameShift },
    { of: ['moveStripUp', 'moveStripDown'], does: sheet.moveStrip },
    { of: ['groupStrips'], does: sheet.group },
    { of: ['toggleLoop', 'editLoop'], does: sheet.loop },
    { of: ['nextRepeats', 'toggleRamp'], does: sheet.repeats },
    { of: ['editStretches'], does: sheet.automation },
    { of: ['mutePart'], does: sheet.mutePart },
    { of: ['click', 'countIn'], does: sheet.click },
    { of: ['tapBeat'], does: sheet.tap },
    { of: ['beatsEarlier', 'beatsLater'], does: sheet.nudge(shift) },
    { of: ['nameSection'], does: sheet.nameSection },
    { of: ['typeChord'], does: sheet.typeChord },
    { of: ['previousSection', 'nextSection'], does: sheet.sections },
    { of: ['loopFromHere', 'loopToHere'], does: sheet.loopHere },
    { of: ['compareScenes', 'morphScenes'], does: sheet.scenes },
    { of: ['compareOriginal'], does: sheet.original },
    { of: ['previewForward'], does: sheet.preview },
    { of: ['previousInSet', 'nextInSet'], does: sheet.setlist },
    { of: ['toggleLyrics', 'toggleStage'], does: sheet.lyrics },
    { of: ['zoomIn', 'zoomOut', 'zoomWhole'], does: sheet.zoom },
    { of: ['undo', 'redo'], does: sheet.undoRedo },
    { of: ['export'], does: sheet.export },
    { of: ['addSong'], does: sheet.addSong },
    { of: ['settings'], does: sheet.settings },
    { of: ['shortcuts'], does: sheet.shortcuts },
  ];
}

/** Up and down, as shown. */
const upAndDown = (): string => `${keyName('ArrowUp')} ${keyName('ArrowDown')}`;

/** The sheet of shortcuts as the keys are now: the usual lines, then what else was given a key. */
export function shortcutSheet(map: KeyMap): readonly SheetRow[] {
  const { sheet } = words().controls;
  const firstOf = (target: ButtonTarget): string[] => {
    const found = [...map].find(([, other]) => other === target);
    return found === undefined ? [] : [strokeText(found[0])];
  };
  const usualLines = sheetLines();
  const inSheet = new Set(usualLines.flatMap(({ of }) => of));
  const others = actions.filter((action) => !inSheet.has(action) && !usualKeys.has(usualStrokes(action)[0] ?? ''));
  const lines = [...usualLines, ...others.map((action): SheetLine => ({ of: [action], does: targetText(action) }))];
  const digits = ['1', 'Alt+1', 'Shift+1'].every((stroke) => map.get(stroke) === usualKeys.get(stroke));
  const scenes = ['F1', 'Shift+F1'].every((stroke) => map.get(stroke) === usualKeys.get(stroke));
  const shift = keyName('Shift');
  const strips: readonly SheetRow[] = [
    ...(digits ? [{ keys: '1 … 9, 0', does: sheet.muteFirstTen }] : []),
    { keys: strokeText('Alt+1 … 9, 0'), does: sheet.muteNextTen },
    ...(digits ? [{ keys: sheet.withDigit(shift), does: sheet.soloInstead }] : []),
    { keys: upAndDown(), does: sheet.nextStrip },
    ...(scenes ? [{ keys: 'F1 … F8', does: sheet.recall(shift) }] : []),
  ];
  const rows = lines.flatMap(({ of, does }) => {
    const keys = of.flatMap(firstOf).join(', ');
    return keys === '' ? [] : [{ of, keys, does }];
  });
  const at = rows.findIndex(({ of }) => of.includes('muteFocused'));
  const place = at < 0 ? rows.length : at;
  return [...rows.slice(0, place), ...strips, ...rows.slice(place)];
}

/** Keys on a fader, as shown. */
export function faderSheet(): readonly SheetRow[] {
  const { sheet } = words().controls;
  return [
    { keys: upAndDown(), does: sheet.faderStep(keyName('Shift')) },
    { keys: sheet.pages, does: sheet.faderPage },
    { keys: `${keyName('Home')}, ${keyName('End')}`, does: sheet.faderEnds },
    { keys: keyName('Backspace'), does: sheet.faderReset },
    { keys: keyName('Enter'), does: sheet.faderType },
  ];
}

/** Keys on speed and key, as shown. */
export function numberSheet(): readonly SheetRow[] {
  const { sheet } = words().controls;
  return [
    { keys: upAndDown(), does: sheet.numberStep(keyName('Shift')) },
    { keys: sheet.pages, does: sheet.numberPage },
    { keys: keyName('Backspace'), does: sheet.numberReset },
    { keys: keyName('Enter'), does: sheet.numberType },
  ];
}
