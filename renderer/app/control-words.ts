import { type MidiInput, words } from '#contract';
import { strokeText } from '../components/parts/stroke-text.ts';
import type { LearnedInput } from '../state/controls/controls.svelte.ts';

const noteNames = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
const pedals: Readonly<Record<number, 'sustain' | 'sostenuto' | 'soft'>> = {
  64: 'sustain',
  66: 'sostenuto',
  67: 'soft',
};

/** A note or controller as "note C3 (60), channel 1", "controller 7, channel 1". Middle C, 60, is C3, as most DAWs count. */
export function midiText({ kind, number, channel }: MidiInput): string {
  const { midi } = words().controls;
  if (kind === 'note') {
    return midi.note(`${noteNames[number % 12] ?? ''}${String(Math.floor(number / 12) - 2)}`, number, channel);
  }
  const pedal = pedals[number];
  return pedal === undefined ? midi.controller(number, channel) : midi.pedal(midi[pedal], number, channel);
}

/** What was pressed: "Key Page ↓", "nanoKONTROL2, controller 7, channel 1". */
export function inputText(input: LearnedInput): string {
  const { midi } = words().controls;
  return input.from === 'key'
    ? midi.key(strokeText(input.stroke))
    : midi.ofPort(input.input.port, midiText(input.input));
}
