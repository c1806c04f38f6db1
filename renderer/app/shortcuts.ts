import {
  type Action,
  actions,
  type ButtonTarget,
  buttonTargets,
  type ControlTarget,
  isAction,
  type KeyChoice,
  stripPartOf,
  words,
} from '#contract';

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The usual keys of everything that a key can do. */
const usual: Readonly<Record<Action, readonly string[]>> = {
  playPause: ['Space'],
  stop: [],
  start: ['Home'],
  back5s: ['ArrowLeft'],
  forward5s: ['ArrowRight'],
  back1s: ['Shift+ArrowLeft'],
  forward1s: ['Shift+ArrowRight'],
  toggleLoop: ['l'],
  loopFromHere: ['['],
  loopToHere: [']'],
  editLoop: ['Shift+l'],
  nextRepeats: ['r'],
  toggleRamp: ['Shift+r'],
  previousSection: ['PageUp'],
  nextSection: ['PageDown'],
  nameSection: ['n'],
  typeChord: ['h'],
  importChords: [],
  saveChords: [],
  muteFocused: ['m'],
  soloFocused: ['s'],
  mutePart: ['x'],
  renameStrip: ['Shift+n'],
  shiftStrip: ['d'],
  replaceStem: [],
  groupStrips: ['Shift+g'],
  moveStripUp: ['Alt+PageUp'],
  moveStripDown: ['Alt+PageDown'],
  editStretches: ['a'],
  scene1: ['F1'],
  scene2: ['F2'],
  scene3: ['F3'],
  scene4: ['F4'],
  scene5: ['F5'],
  scene6: ['F6'],
  scene7: ['F7'],
  scene8: ['F8'],
  saveScene1: ['Shift+F1'],
  saveScene2: ['Shift+F2'],
  saveScene3: ['Shift+F3'],
  saveScene4: ['Shift+F4'],
  saveScene5: ['Shift+F5'],
  saveScene6: ['Shift+F6'],
  saveScene7: ['Shift+F7'],
  saveScene8: ['Shift+F8'],
  saveScene: [],
  compareScenes: ['b'],
  morphScenes: ['Shift+b'],
  compareOriginal: ['o'],
  previewForward: ['g'],
  slower: ['Alt+ArrowLeft'],
  faster: ['Alt+ArrowRight'],
  slowerFine: ['Alt+Shift+ArrowLeft'],
  fasterFine: ['Alt+Shift+ArrowRight'],
  keyDown: ['Alt+ArrowDown'],
  keyUp: ['Alt+ArrowUp'],
  keyDownFine: ['Alt+Shift+ArrowDown'],
  keyUpFine: ['Alt+Shift+ArrowUp'],
  playAsRecorded: ['Alt+Backspace'],
  click: ['k'],
  countIn: ['Shift+k'],
  tapBeat: ['t'],
  beatsEarlier: [','],
  beatsLater: ['.'],
  beatEarlier: ['Shift+,', '<'],
  beatLater: ['Shift+.', '>'],
  twiceTheTempo: [],
  halfTheTempo: [],
  thisIsOne: [],
  beatsAsEstimated: [],
  showSetlist: [],
  nextInSet: ['Shift+PageDown'],
  previousInSet: ['Shift+PageUp'],
  toggleLyrics: ['w'],
  toggleStage: ['Shift+w'],
  timeWord: ['j'],
  zoomIn: ['+', '='],
  zoomOut: ['-'],
  zoomWhole: ['f'],
  toggleLibrary: [],
  undo: ['Ctrl+z'],
  redo: ['Ctrl+Shift+z', 'Ctrl+y'],
  resetMix: [],
  export: ['Ctrl+e'],
  addSong: ['Ctrl+n'],
  importFolder: [],
  importFiles: [],
  settings: ['Ctrl+,'],
  shortcuts: ['?'],
  controls: [],
  learn: [],
  usualSize: [],
  larger: [],
  smaller: [],
};

/** All actions, those of playback first. */
export const actionsInOrder = Object.keys(usual).filter(isAction);

/** What a target is called. `nameOf` names the stem of a strip in the open song; null: there is no such strip. */
export function targetText(target: ControlTarget, nameOf: (strip: number) => string | null = () => null): string {
  const { actions: names, strip, namedStrip, ranges } = words().controls;
  const place = stripPartOf(target);
  if (place !== null) {
    const name = nameOf(place.strip);
    return name === null ? strip[place.part](place.strip + 1) : namedStrip[place.part](place.strip + 1, name);
  }
  return isAction(target) ? names[target] : ranges[target as keyof typeof ranges];
}

/** Strips 1 to 10 have the digits, 11 to 20 the digits with Alt; solo adds Shift. */
function stripStroke(part: string, strip: number): string | null {
  if (strip >= 20) return null;
  return `${strip < 10 ? '' : 'Alt+'}${part === 'solo' ? 'Shift+' : ''}${String((strip + 1) % 10)}`;
}

/** The usual keys of a target. */
export function usualStrokes(target: ButtonTarget): readonly string[] {
  if (isAction(target)) return usual[target];
  const place = stripPartOf(target);
  const stroke = place === null ? null : stripStroke(place.part, place.strip);
  return stroke === null ? [] : [stroke];
}

const isLetter = (key: string): boolean => key.length === 1 && key.toLowerCase() !== key.toUpperCase();

/** Keys by their place on the keyboard, where layouts differ in what Shift makes of them, or have other letters. */
function placeOf(code: string): string | null {
  if (code === 'Comma') return ',';
  if (code === 'Period') return '.';
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null;
}

const modifiersOnly = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/** The names of a key press, the most exact one first; none for a modifier alone. Cmd counts as Ctrl. */
function strokesOfPress({ key, code, shiftKey, ctrlKey, metaKey, altKey }: Key): readonly string[] {
  if (modifiersOnly.has(key)) return [];
  const held = `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}`;
  const shift = shiftKey ? 'Shift+' : '';
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  // On the number pad Alt types letters on Windows.
  if (digit !== null) return altKey && digit[1] === 'Numpad' ? [] : [`${held}${shift}${digit[2] ?? ''}`];
  if (key === ' ') return [`${held}${shift}Space`, `${held}Space`];
  const place = placeOf(code);
  const byPlace = place === null || !(shiftKey || !/^[ -~]$/.test(key)) ? [] : [`${held}${shift}${place}`];
  // What Shift makes of a sign is the sign itself.
  if (key.length === 1 && !isLetter(key)) return [`${held}${key}`, ...byPlace];
  const base = key.length === 1 ? key.toLowerCase() : key;
  return [`${held}${shift}${base}`, ...byPlace, ...(shiftKey ? [`${held}${base}`] : [])];
}

/** The name of a key press, such as "Shift+l", "Ctrl+z", "PageDown"; null for a modifier alone. */
export const strokeOf = (event: Key): string | null => strokesOfPress(event)[0] ?? null;

/** Whether a letter, digit or sign makes the stroke, without Ctrl or Alt. */
export const isSingleKey = (stroke: string): boolean => /^(?:Shift\+)?.$/u.test(stroke);

const menuStrokes: ReadonlySet<string> = new Set([
  ...actions.flatMap((action) => usual[action].filter((stroke) => stroke.startsWith('Ctrl+'))),
  ...['o', 'Shift+o', 'l', '0', '+', '-', 'x', 'c', 'v', 'a', 'q', 'w', 'm', 'h'].map((key) => `Ctrl+${key}`),
]);

/** Whether the native menu has the stroke, so that it cannot be given to anything else. */
export const isMenuStroke = (stroke: string): boolean => menuStrokes.has(stroke);

/** What each key does, by its stroke. */
export type KeyMap = ReadonlyMap<string, ButtonTarget>;

/** The keys as they are chosen; those not chosen are the usual ones. A chosen key is taken from the target that usually has it. */
export function keyMapOf({
  keys,
  hasSingleKeys,
}: {
  readonly keys: readonly KeyChoice[];
  readonly hasSingleKeys: boolean;
}): KeyMap {
  const map = new Map<string, ButtonTarget>();
  const give = (target: ButtonTarget, strokes: readonly string[]): void => {
    for (const stroke of strokes) {
      if ((hasSingleKeys || !isSingleKey(stroke)) && !map.has(stroke)) map.set(stroke, target);
    }
  };
  for (const { target, strokes } of keys) give(target, strokes);
  const chosen = new Set(keys.map(({ target }) => target));
  for (const target of buttonTargets) if (!chosen.has(target)) give(target, usualStrokes(target));
  return map;
}

/** The usual keys. */
export const usualKeys = keyMapOf({ keys: [], hasSingleKeys: true });

/** What a key press does, or null. */
export function targetOfKey(event: Key, map: KeyMap = usualKeys): ButtonTarget | null {
  for (const stroke of strokesOfPress(event)) {
    const target = map.get(stroke);
    if (target !== undefined) return target;
  }
  return null;
}

const repeated: ReadonlySet<ButtonTarget> = new Set<ButtonTarget>([
  ...(['back5s', 'forward5s', 'back1s', 'forward1s', 'slower', 'faster', 'slowerFine', 'fasterFine'] as const),
  ...(['keyDown', 'keyUp', 'keyDownFine', 'keyUpFine', 'undo', 'redo', 'beatsEarlier', 'beatsLater'] as const),
  ...(['moveStripUp', 'moveStripDown'] as const),
]);

/** Whether holding the key repeats the action. */
export const repeats = (target: ButtonTarget): boolean => repeated.has(target);
