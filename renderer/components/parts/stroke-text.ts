import { words } from '#contract';

/** Keys that macOS writes as a sign, in the order in which it writes the held ones. Command stands where others have Ctrl. */
const macSigns: Readonly<Record<string, string>> = {
  Alt: '⌥',
  Shift: '⇧',
  Ctrl: '⌘',
  Enter: '↩',
  Backspace: '⌫',
};

const isMac = (): boolean => typeof navigator !== 'undefined' && navigator.userAgent.includes('Macintosh');

const isLetter = (key: string): boolean => key.length === 1 && key.toLowerCase() !== key.toUpperCase();

/** One key as it is written: "Shift", "Page ↓", "L"; on a Mac "⇧". */
export function keyName(key: string, onMac = isMac()): string {
  const names: Readonly<Record<string, string>> = words().controls.keys;
  if (key === '-') return '−';
  return (onMac ? macSigns[key] : undefined) ?? names[key] ?? (isLetter(key) ? key.toUpperCase() : key);
}

/** A stroke such as "Ctrl+Shift+z" in its parts: the held keys and the one that is pressed. */
function partsOf(stroke: string): readonly [held: readonly string[], pressed: string] {
  const [, held = '', pressed = ''] = /^((?:Ctrl\+|Alt\+|Shift\+)*)(.+)$/u.exec(stroke) ?? [];
  return [held.split('+').filter((key) => key !== ''), pressed];
}

function written(stroke: string, between: string, onMac: boolean): string {
  const [held, pressed] = partsOf(stroke);
  if (!onMac) return [...held, pressed].map((key) => keyName(key, false)).join(between);
  const signs = Object.keys(macSigns).filter((key) => held.includes(key));
  return [...signs, pressed].map((key) => keyName(key, true)).join('');
}

/** A stroke as the sheet shows it: "Shift L", "Page ↓"; on a Mac "⇧L". */
export const strokeText = (stroke: string, onMac = isMac()): string => written(stroke, ' ', onMac);

/** A stroke of the menu as a tooltip shows it: "Ctrl+Shift+Z"; on a Mac "⇧⌘Z". */
export const menuStrokeText = (stroke: string, onMac = isMac()): string => written(stroke, '+', onMac);
