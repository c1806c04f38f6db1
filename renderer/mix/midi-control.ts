import type { ControllerMode, MidiInput } from '#contract';

/** A note or a controller message. A note that ends has the value 0. */
export type MidiEvent = Omit<MidiInput, 'port'> & {
  /** 0 to 127: velocity, position, or steps. */
  readonly value: number;
};

/** Parses a message; null for all but notes and controllers, such as clock and active sensing. */
export function parseMidi(bytes: ArrayLike<number>): MidiEvent | null {
  const [status = 0, number = 0, value = 0] = Array.from(bytes);
  const channel = (status & 0x0f) + 1;
  switch (status & 0xf0) {
    case 0x90:
      return { kind: 'note', channel, number, value };
    case 0x80:
      return { kind: 'note', channel, number, value: 0 };
    case 0xb0:
      return { kind: 'controller', channel, number, value };
    default:
      return null;
  }
}

/** One name for each input. */
export const inputName = ({ port, kind, channel, number }: MidiInput): string => `${kind} ${channel} ${number} ${port}`;

/** Whether a value means a button that is down: any note, a controller from 64 on. */
export const isDown = ({ kind, value }: MidiEvent): boolean => (kind === 'note' ? value > 0 : value >= 64);

/** Steps of an encoder without ends: positive is clockwise. 0 for a controller that says its position. */
export function stepsOf(mode: ControllerMode, value: number): number {
  switch (mode) {
    case 'position':
      return 0;
    case 'around64':
      return value - 64;
    case 'complement':
      return value < 64 ? value : value - 128;
  }
}

/**
 * The mode of a controller from the values it sent while it was learned. A knob with ends never says the same twice in a row; an encoder that
 * turns on says a step again and again.
 */
export function guessMode(values: readonly number[]): ControllerMode {
  const repeats = values.some((value, index) => index > 0 && value === values[index - 1]);
  if (!repeats) return 'position';
  if (values.every((value) => value !== 64 && Math.abs(value - 64) <= 8)) return 'around64';
  return values.every((value) => value !== 0 && (value <= 8 || value >= 120)) ? 'complement' : 'position';
}

/** Where a knob stands, 0 to 1; its middle, 64, is exactly a half. */
export const positionOf = (value: number): number => (value <= 64 ? value / 128 : 0.5 + (value - 64) / 126);

/** What is known of a knob for soft take-over. */
export type Knob = {
  /** Where the knob stood last. */
  readonly at: number;
  /** Where the fader stood after the knob had moved it; null: the knob has not caught the fader. */
  readonly fader: number | null;
};

/** A little more than one step of 127: so near counts as met. */
const nearby = 0.012;

/**
 * Soft take-over: whether a knob that is now at `at` moves the fader, which stands at `fader` (both 0 to 1). A knob does nothing until it meets
 * or passes the fader; it lets go when something else has moved the fader since.
 */
export function catches(knob: Knob | null, at: number, fader: number): boolean {
  if (Math.abs(at - fader) <= nearby) return true;
  if (knob === null) return false;
  if (knob.fader !== null && Math.abs(knob.fader - fader) < 1e-6) return true;
  return (knob.at - fader) * (at - fader) < 0;
}
