import { commands } from './commands.ts';
import { mostStems } from '../session.ts';

const stripIndexes = Array.from({ length: mostStems }, (_, index) => index);

/** What a key, a pedal or a button of a controller can do without a number: every menu command, and what only keys did before. */
export const actions = [
  ...commands,
  'start',
  'toggleLoop',
  'back5s',
  'forward5s',
  'back1s',
  'forward1s',
  'slowerFine',
  'fasterFine',
  'keyDownFine',
  'keyUpFine',
  'muteFocused',
  'soloFocused',
  'tapBeat',
  'beatsEarlier',
  'beatsLater',
  'beatEarlier',
  'beatLater',
  'timeWord',
  'saveScene1',
  'saveScene2',
  'saveScene3',
  'saveScene4',
  'saveScene5',
  'saveScene6',
  'saveScene7',
  'saveScene8',
  'zoomIn',
  'zoomOut',
  'zoomWhole',
] as const;
export type Action = (typeof actions)[number];

/** A button of a strip, by the strip's place in the mixer, counted from 0, so that it is of use in every song. */
export type StripButton = `${'mute' | 'solo'}:${number}`;
/** What a press can do. */
export type ButtonTarget = Action | StripButton;
/** What a knob or a fader can move. */
export type RangeTarget = 'master' | 'speed' | 'key' | `${'level' | 'pan'}:${number}`;
export type ControlTarget = ButtonTarget | RangeTarget;

/** Every target that a press can have. */
export const buttonTargets: readonly ButtonTarget[] = [
  ...actions,
  ...stripIndexes.flatMap((strip) => [`mute:${strip}`, `solo:${strip}`] as const),
];
/** Every target that a knob can have. */
export const rangeTargets: readonly RangeTarget[] = [
  'master',
  'speed',
  'key',
  ...stripIndexes.flatMap((strip) => [`level:${strip}`, `pan:${strip}`] as const),
];

/**
 * How a controller speaks: its position (0 to 127), or steps as the distance from 64, or as 1 to 63 up and 127 to 65 down (two's
 * complement).
 */
export const controllerModes = ['position', 'around64', 'complement'] as const;
export type ControllerMode = (typeof controllerModes)[number];

/** A note or a controller of a MIDI device, known by the name of its port. */
export type MidiInput = {
  readonly port: string;
  readonly kind: 'note' | 'controller';
  /** 1 to 16. */
  readonly channel: number;
  /** 0 to 127. */
  readonly number: number;
};

/** What a MIDI input does. */
export type MidiAssignment = MidiInput & { readonly mode: ControllerMode; readonly target: ControlTarget };

/** The keys of a target, in place of its usual ones. Written as `strokeOf` in `renderer/app/shortcuts.ts` does, such as "Shift+l". */
export type KeyChoice = { readonly target: ButtonTarget; readonly strokes: readonly string[] };

/** What the user learned and chose about keys, pedals and controllers. */
export type Controls = {
  /** Whether letters, digits and signs act without Ctrl or Alt (WCAG 2.1.4). */
  readonly hasSingleKeys: boolean;
  readonly keys: readonly KeyChoice[];
  readonly midi: readonly MidiAssignment[];
  /** The name of the port that gets MIDI clock; null: none. */
  readonly clockPort: string | null;
};

export const mostKeyChoices = 200;
export const mostStrokes = 4;
export const longestStroke = 40;
export const mostMidiAssignments = 200;
export const longestPortName = 200;

export const defaultControls: Controls = { hasSingleKeys: true, keys: [], midi: [], clockPort: null };

/** A part of a strip, and the strip's place in the mixer, counted from 0. */
export type StripPart = { readonly part: 'mute' | 'solo' | 'level' | 'pan'; readonly strip: number };

/** The strip that a target is about; null: none. */
export function stripPartOf(target: ControlTarget): StripPart | null {
  const [part, strip] = target.split(':');
  if (strip === undefined) return null;
  return { part: part as StripPart['part'], strip: Number(strip) };
}

const knownActions: ReadonlySet<string> = new Set(actions);
const knownButtons: ReadonlySet<string> = new Set(buttonTargets);
const knownRanges: ReadonlySet<string> = new Set(rangeTargets);

/** Whether a target is something that is done, as opposed to a button of the mixer or a range. */
export const isAction = (target: string): target is Action => knownActions.has(target);
/** Whether a target is set off by a press: an action, or a button of the mixer. */
export const isButtonTarget = (target: string): target is ButtonTarget => knownButtons.has(target);
/** Whether a target has a range that a knob moves through. */
export const isRangeTarget = (target: string): target is RangeTarget => knownRanges.has(target);
