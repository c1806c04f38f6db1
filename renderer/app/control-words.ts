import type { ControllerMode, MidiInput } from '#contract';
import type { LearnedInput } from '../state/controls.svelte.ts';
import { strokeText } from './shortcuts.ts';

const noteNames = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
const pedals: Readonly<Record<number, string>> = { 64: 'sustain pedal', 66: 'sostenuto pedal', 67: 'soft pedal' };

/** A note or controller as "note C3 (60), channel 1", "controller 7, channel 1". Middle C, 60, is C3, as most DAWs count. */
export function midiText({ kind, number, channel }: MidiInput): string {
  const name =
    kind === 'note'
      ? `note ${noteNames[number % 12] ?? ''}${String(Math.floor(number / 12) - 2)} (${String(number)})`
      : `${pedals[number] === undefined ? '' : `${pedals[number]}, `}controller ${String(number)}`;
  return `${name}, channel ${String(channel)}`;
}

/** What was pressed: "Key Page ↓", "nanoKONTROL2, controller 7, channel 1". */
export const inputText = (input: LearnedInput): string =>
  input.from === 'key' ? `Key ${strokeText(input.stroke)}` : `${input.input.port}, ${midiText(input.input)}`;

/** How a controller speaks. */
export const modeTexts: Readonly<Record<ControllerMode, string>> = {
  position: 'Position',
  around64: 'Steps around 64',
  complement: 'Steps 1 and 127',
};
