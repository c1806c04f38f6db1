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

type Row = { readonly text: string; readonly strokes: readonly string[] };

/** A row whose text follows the language. */
const row = (strokes: Row['strokes'], text: () => string): Row => ({
  strokes,
  get text() {
    return text();
  },
});

/** Everything that a key can do: what it is called, and its usual keys. */
const table: Readonly<Record<Action, Row>> = {
  playPause: { text: 'Play or pause', strokes: ['Space'] },
  stop: { text: 'Stop', strokes: [] },
  start: { text: 'Back to start', strokes: ['Home'] },
  back5s: { text: 'Back 5 s', strokes: ['ArrowLeft'] },
  forward5s: { text: 'Forward 5 s', strokes: ['ArrowRight'] },
  back1s: { text: 'Back 1 s', strokes: ['Shift+ArrowLeft'] },
  forward1s: { text: 'Forward 1 s', strokes: ['Shift+ArrowRight'] },
  toggleLoop: { text: 'Loop on or off', strokes: ['l'] },
  loopFromHere: { text: 'Loop from here', strokes: ['['] },
  loopToHere: { text: 'Loop to here', strokes: [']'] },
  editLoop: { text: 'Edit the loop', strokes: ['Shift+l'] },
  nextRepeats: { text: 'Next number of repeats', strokes: ['r'] },
  toggleRamp: { text: 'Speed ramp', strokes: ['Shift+r'] },
  previousSection: { text: 'Previous section', strokes: ['PageUp'] },
  nextSection: { text: 'Next section', strokes: ['PageDown'] },
  nameSection: { text: 'Name a section here', strokes: ['n'] },
  typeChord: { text: 'Type a chord here', strokes: ['h'] },
  importChords: { text: 'Import chords', strokes: [] },
  saveChords: { text: 'Save the chords', strokes: [] },
  muteFocused: { text: 'Mute the strip you are on', strokes: ['m'] },
  soloFocused: { text: 'Solo the strip you are on', strokes: ['s'] },
  mutePart: { text: 'Mute the strip you are on in the loop', strokes: ['x'] },
  renameStrip: row(['Shift+n'], () => words().strips.actions.rename),
  shiftStrip: row(['d'], () => words().strips.actions.shift),
  moveStripUp: row(['Alt+PageUp'], () => words().strips.actions.moveUp),
  moveStripDown: row(['Alt+PageDown'], () => words().strips.actions.moveDown),
  editStretches: { text: 'Automation', strokes: ['a'] },
  scene1: { text: 'Recall scene 1', strokes: ['F1'] },
  scene2: { text: 'Recall scene 2', strokes: ['F2'] },
  scene3: { text: 'Recall scene 3', strokes: ['F3'] },
  scene4: { text: 'Recall scene 4', strokes: ['F4'] },
  scene5: { text: 'Recall scene 5', strokes: ['F5'] },
  scene6: { text: 'Recall scene 6', strokes: ['F6'] },
  scene7: { text: 'Recall scene 7', strokes: ['F7'] },
  scene8: { text: 'Recall scene 8', strokes: ['F8'] },
  saveScene1: { text: 'Save the mix as scene 1', strokes: ['Shift+F1'] },
  saveScene2: { text: 'Save the mix as scene 2', strokes: ['Shift+F2'] },
  saveScene3: { text: 'Save the mix as scene 3', strokes: ['Shift+F3'] },
  saveScene4: { text: 'Save the mix as scene 4', strokes: ['Shift+F4'] },
  saveScene5: { text: 'Save the mix as scene 5', strokes: ['Shift+F5'] },
  saveScene6: { text: 'Save the mix as scene 6', strokes: ['Shift+F6'] },
  saveScene7: { text: 'Save the mix as scene 7', strokes: ['Shift+F7'] },
  saveScene8: { text: 'Save the mix as scene 8', strokes: ['Shift+F8'] },
  saveScene: { text: 'Save the mix as a scene', strokes: [] },
  compareScenes: { text: 'Compare the last two scenes', strokes: ['b'] },
  morphScenes: { text: 'Morph between the last two scenes', strokes: ['Shift+b'] },
  previewForward: { text: 'Preview the stem you are on forward', strokes: ['g'] },
  slower: { text: '5 % slower', strokes: ['Alt+ArrowLeft'] },
  faster: { text: '5 % faster', strokes: ['Alt+ArrowRight'] },
  slowerFine: { text: '1 % slower', strokes: ['Alt+Shift+ArrowLeft'] },
  fasterFine: { text: '1 % faster', strokes: ['Alt+Shift+ArrowRight'] },
  keyDown: { text: 'A semitone down', strokes: ['Alt+ArrowDown'] },
  keyUp: { text: 'A semitone up', strokes: ['Alt+ArrowUp'] },
  keyDownFine: { text: '10 cents down', strokes: ['Alt+Shift+ArrowDown'] },
  keyUpFine: { text: '10 cents up', strokes: ['Alt+Shift+ArrowUp'] },
  playAsRecorded: { text: 'Speed and key as recorded', strokes: ['Alt+Backspace'] },
  click: { text: 'Click on or off', strokes: ['k'] },
  countIn: { text: 'Next count-in', strokes: ['Shift+k'] },
  tapBeat: { text: 'Tap the beat', strokes: ['t'] },
  beatsEarlier: { text: 'Beats 5 ms earlier', strokes: [','] },
  beatsLater: { text: 'Beats 5 ms later', strokes: ['.'] },
  beatEarlier: { text: 'Beats one beat earlier', strokes: ['Shift+,', '<'] },
  beatLater: { text: 'Beats one beat later', strokes: ['Shift+.', '>'] },
  twiceTheTempo: { text: 'Twice the tempo', strokes: [] },
  halfTheTempo: { text: 'Half the tempo', strokes: [] },
  thisIsOne: { text: 'This is 1', strokes: [] },
  beatsAsEstimated: { text: 'Beats as estimated', strokes: [] },
  showSetlist: { text: 'Setlist', strokes: [] },
  nextInSet: { text: 'Next song in the setlist', strokes: ['Shift+PageDown'] },
  previousInSet: { text: 'Previous song in the setlist', strokes: ['Shift+PageUp'] },
  toggleLyrics: { text: 'Lyrics', strokes: ['w'] },
  toggleStage: { text: 'Stage window', strokes: ['Shift+w'] },
  timeWord: { text: 'Time a word', strokes: ['j'] },
  zoomIn: { text: 'Zoom in', strokes: ['+', '='] },
  zoomOut: { text: 'Zoom out', strokes: ['-'] },
  zoomWhole: { text: 'Whole song', strokes: ['f'] },
  toggleLibrary: { text: 'Library', strokes: [] },
  undo: { text: 'Undo', strokes: ['Ctrl+z'] },
  redo: { text: 'Redo', strokes: ['Ctrl+Shift+z', 'Ctrl+y'] },
  resetMix: { text: 'Reset mix', strokes: [] },
  export: { text: 'Export', strokes: ['Ctrl+e'] },
  addSong: { text: 'Add a song', strokes: ['Ctrl+n'] },
  importFolder: { text: 'Import a folder', strokes: [] },
  importFiles: { text: 'Import files', strokes: [] },
  settings: { text: 'Settings', strokes: ['Ctrl+,'] },
  shortcuts: { text: 'Keyboard shortcuts', strokes: ['?'] },
  controls: { text: 'Keys and controllers', strokes: [] },
  learn: { text: 'Learn a pedal or knob', strokes: [] },
  usualSize: { text: 'Usual size', strokes: [] },
  larger: { text: 'Larger', strokes: [] },
  smaller: { text: 'Smaller', strokes: [] },
};

/** All actions, those of playback first. */
export const actionsInOrder = Object.keys(table).filter(isAction);

const partNames = { mute: 'Mute', solo: 'Solo', level: 'Level of', pan: 'Pan of' } as const;

/** What a target is called. `nameOf` names the stem of a strip in the open song; null: there is no such strip. */
export function targetText(target: ControlTarget, nameOf: (strip: number) => string | null = () => null): string {
  const place = stripPartOf(target);
  if (place !== null) {
    const name = nameOf(place.strip);
    return `${partNames[place.part]} stem ${String(place.strip + 1)}${name === null ? '' : ` (${name})`}`;
  }
  if (isAction(target)) return table[target].text;
  return { master: 'Master level', speed: 'Speed', key: 'Key' }[target as 'master' | 'speed' | 'key'];
}

/** Strips 1 to 10 have the digits, 11 to 20 the digits with Alt; solo adds Shift. */
function stripStroke(part: string, strip: number): string | null {
  if (strip >= 20) return null;
  return `${strip < 10 ? '' : 'Alt+'}${part === 'solo' ? 'Shift+' : ''}${String((strip + 1) % 10)}`;
}

/** The usual keys of a target. */
export function usualStrokes(target: ButtonTarget): readonly string[] {
  if (isAction(target)) return table[target].strokes;
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
  ...actions.flatMap((action) => table[action].strokes.filter((stroke) => stroke.startsWith('Ctrl+'))),
  ...['o', 'Shift+o', 'l', '0', '+', '-', 'x', 'c', 'v', 'a', 'q', 'w', 'm', 'h'].map((key) => `Ctrl+${key}`),
]);

/** Whether the native menu has the stroke, so that it cannot be given to anything else. */
export const isMenuStroke = (stroke: string): boolean => menuStrokes.has(stroke);

/** What each key does, by its stroke. */
type KeyMap = ReadonlyMap<string, ButtonTarget>;

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

const keyTexts: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
  '-': '−',
};

/** A stroke as shown: "Shift L", "Page ↓". */
export function strokeText(stroke: string): string {
  const [, held = '', base = ''] = /^((?:Ctrl\+|Alt\+|Shift\+)*)(.+)$/u.exec(stroke) ?? [];
  return `${held.replaceAll('+', ' ')}${keyTexts[base] ?? (isLetter(base) ? base.toUpperCase() : base)}`;
}

/** Lines of the sheet: targets that one looks for together. */
const sheetLines: readonly { readonly of: readonly ButtonTarget[]; readonly does: string }[] = [
  { of: ['playPause'], does: 'Play or pause' },
  { of: ['start'], does: 'Back to start' },
  { of: ['back5s', 'forward5s'], does: 'Back or forward 5 s' },
  { of: ['back1s', 'forward1s'], does: 'Back or forward 1 s' },
  { of: ['slower', 'faster'], does: '5 % slower or faster, with Shift 1 %' },
  { of: ['keyUp', 'keyDown'], does: 'A semitone up or down, with Shift 10 cents' },
  { of: ['playAsRecorded'], does: 'Speed and key as recorded' },
  { of: ['muteFocused', 'soloFocused'], does: 'Mute, solo the strip you are on' },
  { of: ['toggleLoop', 'editLoop'], does: 'Loop on or off, its bounds, repeats and speed' },
  { of: ['nextRepeats', 'toggleRamp'], does: 'Repeats of the loop, faster with each pass' },
  {
    of: ['renameStrip', 'shiftStrip'],
    get does() {
      return words().strips.sheet.look;
    },
  },
  {
    of: ['moveStripUp', 'moveStripDown'],
    get does() {
      return words().strips.sheet.move;
    },
  },
  { of: ['editStretches'], does: 'Automation: drag along a lane, then down' },
  { of: ['mutePart'], does: 'Mute the strip you are on in the loop' },
  { of: ['click', 'countIn'], does: 'Click on or off, count-in' },
  { of: ['tapBeat'], does: 'Tap the beat, from a 1 on' },
  { of: ['beatsEarlier', 'beatsLater'], does: 'Beats 5 ms earlier or later, with Shift a beat' },
  { of: ['nameSection'], does: 'Name a section here' },
  { of: ['typeChord'], does: 'Type a chord here' },
  { of: ['previousSection', 'nextSection'], does: 'To the section before or after' },
  { of: ['loopFromHere', 'loopToHere'], does: 'Loop from here, to here' },
  { of: ['compareScenes', 'morphScenes'], does: 'Compare the last two scenes, morph between them' },
  { of: ['previewForward'], does: 'Preview the stem you are on forward' },
  { of: ['previousInSet', 'nextInSet'], does: 'To the song before or after in the setlist' },
  { of: ['toggleLyrics', 'toggleStage'], does: 'Lyrics, stage window' },
  { of: ['zoomIn', 'zoomOut', 'zoomWhole'], does: 'Zoom in, out, to the whole song' },
  { of: ['undo', 'redo'], does: 'Undo, redo' },
  { of: ['export'], does: 'Export' },
  { of: ['addSong'], does: 'Add a song' },
  { of: ['settings'], does: 'Settings' },
  { of: ['shortcuts'], does: 'This sheet' },
];
const inSheet = new Set(sheetLines.flatMap(({ of }) => of));

type SheetRow = { readonly keys: string; readonly does: string };

/** The sheet of shortcuts as the keys are now: the usual lines, then what else was given a key. */
export function shortcutSheet(map: KeyMap): readonly SheetRow[] {
  const firstOf = (target: ButtonTarget): string[] => {
    const found = [...map].find(([, other]) => other === target);
    return found === undefined ? [] : [strokeText(found[0])];
  };
  const others = actions.filter((action) => !inSheet.has(action) && !usualKeys.has(table[action].strokes[0] ?? ''));
  const lines = [...sheetLines, ...others.map((action) => ({ of: [action], does: table[action].text }))];
  const digits = ['1', 'Alt+1', 'Shift+1'].every((stroke) => map.get(stroke) === usualKeys.get(stroke));
  const scenes = ['F1', 'Shift+F1'].every((stroke) => map.get(stroke) === usualKeys.get(stroke));
  const strips: readonly SheetRow[] = [
    ...(digits ? [{ keys: '1 … 9, 0', does: 'Mute stems 1 to 10' }] : []),
    { keys: 'Alt 1 … 9, 0', does: 'Mute stems 11 to 20' },
    ...(digits ? [{ keys: 'Shift and a digit', does: 'Solo instead of mute' }] : []),
    { keys: '↑ ↓', does: 'Go to the next strip' },
    ...(scenes ? [{ keys: 'F1 … F8', does: 'Recall a scene, with Shift save the mix as one' }] : []),
  ];
  const rows = lines.flatMap(({ of, does }) => {
    const keys = of.flatMap(firstOf).join(', ');
    return keys === '' ? [] : [{ keys, does }];
  });
  const at = rows.findIndex(({ does }) => does === 'Mute, solo the strip you are on');
  const place = at < 0 ? rows.length : at;
  return [...rows.slice(0, place), ...strips, ...rows.slice(place)];
}

/** Keys on a fader, as shown. */
export const faderSheet: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '↑ ↓', does: '0.5 dB up or down, with Shift 0.1 dB' },
  { keys: 'Page ↑ ↓', does: '3 dB up or down' },
  { keys: 'Home, End', does: 'Silence, +6 dB' },
  { keys: 'Backspace', does: 'Back to 0 dB' },
  { keys: 'Enter', does: 'Type a level' },
];

/** Keys on speed and key, as shown. */
export const numberSheet: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '↑ ↓', does: '1 % or a semitone, with Shift 0.1 % or a cent' },
  { keys: 'Page ↑ ↓', does: '10 %, three semitones' },
  { keys: 'Backspace', does: 'As recorded' },
  { keys: 'Enter', does: 'Type a number, or a tempo' },
];
