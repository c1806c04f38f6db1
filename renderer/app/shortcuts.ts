/** What a key does while nobody is typing. Strips are counted from 0. */
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
        | 'zoomWhole';
    }
  | { readonly does: 'seekBy'; readonly seconds: number }
  | { readonly does: 'mute' | 'solo'; readonly strip: number };

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
  m: { does: 'muteFocused' },
  s: { does: 'soloFocused' },
  f: { does: 'zoomWhole' },
};

/** The digits of the row above the letters by their place, so that Shift and other layouts do not matter. */
function stripOf(code: string): number | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return digit === undefined ? null : (Number(digit) + 9) % 10;
}

/** Null: the key is not ours. */
export function actionOf(event: Key): KeyAction | null {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    if (event.altKey) return null;
    return key === 'z' && event.shiftKey ? { does: 'redo' } : (withCommand[key] ?? null);
  }
  if (event.altKey) return null;
  const strip = stripOf(event.code);
  if (strip !== null) return { does: event.shiftKey ? 'solo' : 'mute', strip };
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    return { does: 'seekBy', seconds: (key === 'ArrowLeft' ? -1 : 1) * (event.shiftKey ? 1 : 5) };
  }
  return plain[key] ?? null;
}

/** The sheet of shortcuts, as shown. */
export const shortcutSheet: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Space', does: 'Play or pause' },
  { keys: 'Home', does: 'To the start' },
  { keys: '← →', does: 'Five seconds back or on' },
  { keys: 'Shift ← →', does: 'One second back or on' },
  { keys: '1 … 9, 0', does: 'Mute strip 1 to 10' },
  { keys: 'Shift 1 … 0', does: 'Solo strip 1 to 10' },
  { keys: '↑ ↓', does: 'Go from strip to strip' },
  { keys: 'M, S', does: 'Mute or solo the strip you are on' },
  { keys: 'L', does: 'Loop on or off' },
  { keys: '+ −, F', does: 'Zoom in or out, show the whole song' },
  { keys: 'Ctrl Z, Ctrl Shift Z', does: 'Undo, redo' },
  { keys: 'Ctrl E', does: 'Export' },
  { keys: 'Ctrl N', does: 'Add a song' },
  { keys: 'Ctrl ,', does: 'Settings' },
  { keys: '?', does: 'This sheet' },
];

export const faderSheet: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '↑ ↓', does: '0.5 dB up or down, with Shift 0.1 dB' },
  { keys: 'Page ↑ ↓', does: '3 dB up or down' },
  { keys: 'Home, End', does: 'Off, full' },
  { keys: 'Backspace', does: 'Back to 0 dB' },
  { keys: 'Enter', does: 'Type a level' },
];
