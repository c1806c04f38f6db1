import { numberText, plainText } from '../intl.ts';
import type { Words } from '../shape.ts';

/** Naming, moving and shifting the strips of the mixer. */
export const strips: Words['strips'] = {
  menu: {
    rename: 'Umbenennen…',
    shift: 'Verschieben…',
    replace: 'Datei ersetzen…',
    earlierFile: 'Frühere Datei',
    moveUp: 'Nach oben',
    moveDown: 'Nach unten',
  },
  chooseFirst: 'Wähle erst einen Kanalzug',
  nameField: (name) => `Name von ${name}`,
  nameHint: 'Doppelklick benennt um, Ziehen verschiebt',
  movedTo: (name, place, count) => `${name} ist Kanalzug ${plainText(place)} von ${plainText(count)}`,
  sameFile: (name) => `${name} spielt diese Datei schon`,
  offerReplace: (name, file) => `${file} als ${name} spielen?`,
  replaceNow: 'Ersetzen',
  shiftPanel: (name) => `${name} verschieben`,
  shiftField: (name) => `Verschiebung von ${name} in Millisekunden`,
  shiftHint: 'Plus für später, Minus für früher. ↑ ↓ 1 ms, mit Umschalt 10 ms.',
  milliseconds: 'ms',
  noShift: 'Keine Verschiebung',
  moved: 'verschoben',
  takeBack: (name) => `${name} ist von Hand verschoben: zurücknehmen`,
  movedNote: (milliseconds) =>
    `${numberText(Math.abs(milliseconds), 1)} ms ${milliseconds < 0 ? 'früher' : 'später'}. Drücken zum Zurücknehmen.`,
  edits: {
    rename: (name) => `${name} umbenennen`,
    move: (name) => `${name} umordnen`,
    shift: (name) => `${name} verschieben`,
    unshift: (name) => `${name} nicht mehr verschieben`,
    replace: (name) => `${name} ersetzen`,
  },
};
