import { numberText } from '../intl.ts';

/** Naming, moving and shifting the strips of the mixer. */
export const strips = {
  /** The menu of a strip. */
  menu: {
    rename: 'Rename…',
    shift: 'Shift…',
    replace: 'Replace file…',
    earlierFile: 'Earlier file',
    moveUp: 'Move up',
    moveDown: 'Move down',
  },
  /** Said when a command is about the strip with the focus and none has it. */
  chooseFirst: 'Choose a strip first',
  nameField: (name: string) => `Name of ${name}`,
  /** On the name, which is also the handle to move the strip by. */
  nameHint: 'Double-click to rename, drag to move',
  movedTo: (name: string, place: number, count: number) => `${name} is strip ${String(place)} of ${String(count)}`,
  /** Said of a file that was chosen in place of itself. */
  sameFile: (name: string) => `${name} plays this file already`,
  /** Offers a file that was dropped on a strip. */
  offerReplace: (name: string, file: string) => `Play ${file} as ${name}?`,
  replaceNow: 'Replace',
  shiftPanel: (name: string) => `Shift ${name}`,
  shiftField: (name: string) => `Shift of ${name} in milliseconds`,
  shiftHint: 'Later with a plus, earlier with a minus. ↑ ↓ 1 ms, with Shift 10 ms.',
  milliseconds: 'ms',
  noShift: 'No shift',
  /** The note on a lane. */
  moved: 'moved',
  takeBack: (name: string) => `${name} is moved by hand: take it back`,
  movedNote: (milliseconds: number) =>
    `Moved ${numberText(Math.abs(milliseconds), 1)} ms ${milliseconds < 0 ? 'earlier' : 'later'}. Press to undo.`,
  /** Steps of undo. */
  edits: {
    rename: (name: string) => `Rename ${name}`,
    move: (name: string) => `Move ${name}`,
    shift: (name: string) => `Shift ${name}`,
    unshift: (name: string) => `Unshift ${name}`,
    replace: (name: string) => `Replace ${name}`,
  },
} as const;
