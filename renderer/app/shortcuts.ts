/** What a key does outside of text fields. Strips count from 0. */
export type KeyAction =
  | {
      readonly does:
        | 'playPause'
        | 'start'
        | 'toggleLoop'
        | 'shortcuts'
        | 'undo'
        | 'redo'
        | 'export'
        | 'addSong'
        | 'settings'
        | 'muteFocused'
        | 'soloFocused'
        | 'zoomIn'
        | 'zoomOut'
        | 'zoomWhole'
        | 'playAsRecorded'
        | 'tapBeat'
        | 'toggleClick'
        | 'nextCountIn'
        | 'nameSection'
        | 'typeChord'
        | 'loopFromHere'
        | 'loopToHere'
        | 'nextRepeats'
        | 'toggleRamp'
        | 'editLoop'
        | 'editStretches'
        | 'mutePart'
        | 'nextSection'
        | 'previousSection'
        | 'toggleLyrics'
        | 'toggleStage'
        | 'compareScenes'
        | 'morphScenes'
        | 'previewForward'
        | 'nextInSet'
        | 'previousInSet';
    }
  | { readonly does: 'nudgeBeats'; readonly beats: number }
  | { readonly does: 'nudge'; readonly seconds: number }
  | { readonly does: 'seekBy'; readonly seconds: number }
  | { readonly does: 'speedBy'; readonly ratio: number }
  | { readonly does: 'keyBy'; readonly cents: number }
  | { readonly does: 'mute' | 'solo'; readonly strip: number }
  /** The function key of a scene, 1 to 8. */
  | { readonly does: 'recallScene' | 'saveSceneAs'; readonly key: number };

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const withCommand: Readonly<Record<string, KeyAction>> = {
  z: { does: 'undo' },
  y: { does: 'redo' },
  e: { does: 'export' },
  n: { does: 'addSong' },
  ',': { does: 'settings' },
};

const plain: Readonly<Record<string, KeyAction>> = {
  ' ': { does: 'playPause' },
  Home: { does: 'start' },
  '?': { does: 'shortcuts' },
  '+': { does: 'zoomIn' },
  '=': { does: 'zoomIn' },
  '-': { does: 'zoomOut' },
  l: { does: 'toggleLoop' },
  r: { does: 'nextRepeats' },
  a: { does: 'editStretches' },
  x: { does: 'mutePart' },
  m: { does: 'muteFocused' },
  s: { does: 'soloFocused' },
  f: { does: 'zoomWhole' },
  t: { does: 'tapBeat' },
  k: { does: 'toggleClick' },
  n: { does: 'nameSection' },
  h: { does: 'typeChord' },
  w: { does: 'toggleLyrics' },
  b: { does: 'compareScenes' },
  g: { does: 'previewForward' },
  '[': { does: 'loopFromHere' },
  ']': { does: 'loopToHere' },
  PageUp: { does: 'previousSection' },
  PageDown: { does: 'nextSection' },
  ',': { does: 'nudge', seconds: -0.005 },
  '.': { does: 'nudge', seconds: 0.005 },
  '<': { does: 'nudgeBeats', beats: -1 },
  '>': { does: 'nudgeBeats', beats: 1 },
};

/** Keys with Shift by their place on the keyboard, where layouts differ in what Shift makes of them. */
const withShift: Readonly<Record<string, KeyAction>> = {
  KeyB: { does: 'morphScenes' },
  KeyK: { does: 'nextCountIn' },
  KeyL: { does: 'editLoop' },
  KeyR: { does: 'toggleRamp' },
  KeyW: { does: 'toggleStage' },
  PageUp: { does: 'previousInSet' },
  PageDown: { does: 'nextInSet' },
  Comma: { does: 'nudgeBeats', beats: -1 },
  Period: { does: 'nudgeBeats', beats: 1 },
};

/** The arrows with Alt: left and right change the speed, up and down the key. */
function tuningOf(key: string, isFine: boolean): KeyAction | null {
  const [ratio, cents] = isFine ? [0.01, 10] : [0.05, 100];
  switch (key) {
    case 'ArrowLeft':
      return { does: 'speedBy', ratio: -ratio };
    case 'ArrowRight':
      return { does: 'speedBy', ratio };
    case 'ArrowDown':
      return { does: 'keyBy', cents: -cents };
    case 'ArrowUp':
      return { does: 'keyBy', cents };
    case 'Backspace':
      return { does: 'playAsRecorded' };
    default:
      return null;
  }
}

/** The strip of a digit key, by its place on the keyboard, so that Shift and layouts do not matter. */
function stripOf(code: string): number | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return digit === undefined ? null : (Number(digit) + 9) % 10;
}

/** Strips 10 to 19 with Alt. Not on the number pad, where Alt types letters on Windows. */
function laterStripOf(code: string): number | null {
  const strip = code.startsWith('Digit') ? stripOf(code) : null;
  return strip === null ? null : strip + 10;
}

/** The scene of a function key. */
function sceneOfKey(key: string): number | null {
  const digit = /^F([1-8])$/.exec(key)?.[1];
  return digit === undefined ? null : Number(digit);
}

/** The action of a key, or null. */
export function actionOf(event: Key): KeyAction | null {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    if (event.altKey) return null;
    return key === 'z' && event.shiftKey ? { does: 'redo' } : (withCommand[key] ?? null);
  }
  const strip = event.altKey ? laterStripOf(event.code) : stripOf(event.code);
  if (strip === null && event.altKey) return tuningOf(key, event.shiftKey);
  if (strip !== null) return { does: event.shiftKey ? 'solo' : 'mute', strip };
  const scene = sceneOfKey(key);
  if (scene !== null) return { does: event.shiftKey ? 'saveSceneAs' : 'recallScene', key: scene };
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    return { does: 'seekBy', seconds: (key === 'ArrowLeft' ? -1 : 1) * (event.shiftKey ? 1 : 5) };
  }
  if (event.shiftKey) return withShift[event.code] ?? plain[key] ?? null;
  return plain[key] ?? null;
}

/** Whether holding the key repeats the action. */
export function repeats(action: KeyAction): boolean {
  return ['seekBy', 'speedBy', 'keyBy', 'undo', 'redo', 'nudge'].includes(action.does);
}

/** The sheet of shortcuts, as shown. */
export const shortcutSheet: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Space', does: 'Play or pause' },
  { keys: 'Home', does: 'Back to start' },
  { keys: '← →', does: 'Back or forward 5 s' },
  { keys: 'Shift ← →', does: 'Back or forward 1 s' },
  { keys: 'Alt ← →', does: '5 % slower or faster, with Shift 1 %' },
  { keys: 'Alt ↑ ↓', does: 'A semitone up or down, with Shift 10 cents' },
  { keys: 'Alt Backspace', does: 'Speed and key as recorded' },
  { keys: '1 … 9, 0', does: 'Mute stems 1 to 10' },
  { keys: 'Alt 1 … 9, 0', does: 'Mute stems 11 to 20' },
  { keys: 'Shift and a digit', does: 'Solo instead of mute' },
  { keys: '↑ ↓', does: 'Go to the next strip' },
  { keys: 'M, S', does: 'Mute, solo the strip you are on' },
  { keys: 'L, Shift L', does: 'Loop on or off, its bounds, repeats and speed' },
  { keys: 'R, Shift R', does: 'Repeats of the loop, faster with each pass' },
  { keys: 'A', does: 'Automation: drag along a lane, then down' },
  { keys: 'X', does: 'Mute the strip you are on in the loop' },
  { keys: 'K, Shift K', does: 'Click on or off, count-in' },
  { keys: 'T', does: 'Tap the beat, from a 1 on' },
  { keys: ', .', does: 'Beats 5 ms earlier or later, with Shift a beat' },
  { keys: 'N', does: 'Name a section here' },
  { keys: 'H', does: 'Type a chord here' },
  { keys: 'Page ↑ ↓', does: 'To the section before or after' },
  { keys: '[ ]', does: 'Loop from here, to here' },
  { keys: 'F1 … F8', does: 'Recall a scene, with Shift save the mix as one' },
  { keys: 'B, Shift B', does: 'Compare the last two scenes, morph between them' },
  { keys: 'G', does: 'Preview the stem you are on forward' },
  { keys: 'Shift Page ↑ ↓', does: 'To the song before or after in the setlist' },
  { keys: 'W, Shift W', does: 'Lyrics, stage window' },
  { keys: '+ −, F', does: 'Zoom in, out, to the whole song' },
  { keys: 'Ctrl Z, Ctrl Shift Z', does: 'Undo, redo' },
  { keys: 'Ctrl E', does: 'Export' },
  { keys: 'Ctrl N', does: 'Add a song' },
  { keys: 'Ctrl ,', does: 'Settings' },
  { keys: '?', does: 'This sheet' },
];

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
