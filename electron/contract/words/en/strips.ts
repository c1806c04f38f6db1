import { numberText, plural } from '../intl.ts';

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
  /** Strips with a common fader. */
  groups: {
    usual: 'New group',
    numbered: (key: number) => `Group ${String(key)}`,
    /** In the menu of a strip. */
    groupWith: 'Group with…',
    join: (group: string) => `Put into ${group}`,
    leave: (group: string) => `Take out of ${group}`,
    /** On the button beside strips that are chosen. */
    groupChosen: (count: number) => plural(count, { one: 'Group # strip', other: 'Group # strips' }),
    strip: (name: string) => `Group ${name}`,
    hint: (members: readonly string[]) => members.join(', '),
    nameHint: 'Double-click to rename',
    dissolve: 'Dissolve group',
    panel: (name: string) => `Group ${name} with`,
    name: 'Name of the group',
    strips: 'Strips of the group',
    make: 'Group',
    full: 'There are twelve groups, and no room for another',
    made: (count: number) => `${String(count)} strips are grouped`,
    edits: {
      group: (count: number) => plural(count, { one: 'Group # strip', other: 'Group # strips' }),
      join: (name: string, group: string) => `Put ${name} into ${group}`,
      leave: (name: string) => `Take ${name} out of its group`,
      ungroup: (group: string) => `Dissolve ${group}`,
    },
  },
  /** Steps of undo. */
  edits: {
    rename: (name: string) => `Rename ${name}`,
    move: (name: string) => `Move ${name}`,
    shift: (name: string) => `Shift ${name}`,
    unshift: (name: string) => `Unshift ${name}`,
    replace: (name: string) => `Replace ${name}`,
  },
} as const;
