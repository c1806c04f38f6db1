import {
  type ButtonTarget,
  decibels,
  isButtonTarget,
  isRangeTarget,
  type MidiAssignment,
  type RangeTarget,
  stripPartOf,
} from '#contract';
import { levelAt, steppedLevel, travelOf } from '../../mix/levels.ts';
import { catches, inputName, isDown, type Knob, type MidiEvent, positionOf, stepsOf } from '../../mix/midi-control.ts';
import type { MixerState } from '../song/mixer.svelte.ts';

/** Turns of a knob that follow each other within this time are one step of undo. */
const gesturePauseMs = 700;

/** Carries out what controllers do: presses of their buttons, and turns of their knobs by soft take-over. */
export class ControllerHands {
  readonly #mixer: () => MixerState | null;
  /** What a button does, when it is pressed and when it is let go. */
  #act: (target: ButtonTarget, isPressed: boolean) => void = () => undefined;
  readonly #down = new Set<string>();
  readonly #knobs = new Map<string, Knob>();
  readonly #gestures = new Map<string, { readonly name: string; readonly atMs: number }>();
  #gestureCount = 0;

  constructor(mixer: () => MixerState | null) {
    this.#mixer = mixer;
  }

  /** Takes over what carries out a press. */
  actBy(act: (target: ButtonTarget, isPressed: boolean) => void): void {
    this.#act = act;
  }

  /** Forgets which buttons are down and where knobs stand: a device that went away lets go of nothing. */
  letGo(): void {
    this.#down.clear();
    this.#knobs.clear();
  }

  /** Takes a message of an input that was learned. */
  take(assignment: MidiAssignment, event: MidiEvent): void {
    const name = inputName(assignment);
    const { target, mode } = assignment;
    if (isRangeTarget(target)) this.#turn(name, target, mode, event.value);
    else if (isButtonTarget(target)) this.#pressOrLetGo(name, target, isDown(event));
  }

  #pressOrLetGo(name: string, target: ButtonTarget, down: boolean): void {
    if (down === this.#down.has(name)) return;
    if (down) this.#down.add(name);
    else this.#down.delete(name);
    this.#act(target, down);
  }

  #turn(name: string, target: RangeTarget, mode: MidiAssignment['mode'], value: number): void {
    const mixer = this.#mixer();
    const range = mixer === null ? null : rangeOf(mixer, target);
    if (range === null) return;
    if (mode !== 'position') {
      range.step(stepsOf(mode, value), this.#gestureOf(name));
      return;
    }
    const at = positionOf(value);
    const knob = this.#knobs.get(name) ?? null;
    const isCaught = catches(knob, at, range.position());
    if (isCaught) range.move(at, this.#gestureOf(name));
    this.#knobs.set(name, { at, fader: isCaught ? range.position() : null });
  }

  #gestureOf(name: string): string {
    const atMs = performance.now();
    const last = this.#gestures.get(name);
    if (last === undefined || atMs - last.atMs > gesturePauseMs) this.#gestureCount += 1;
    const gesture = last !== undefined && atMs - last.atMs <= gesturePauseMs ? last.name : `turn ${this.#gestureCount}`;
    this.#gestures.set(name, { name: gesture, atMs });
    return gesture;
  }
}

/** A value of the mix that a knob can move. Positions are 0 to 1. */
type Range = {
  readonly position: () => number;
  readonly move: (position: number, gesture: string) => void;
  /** Moves by steps of an encoder. */
  readonly step: (steps: number, gesture: string) => void;
};

const tenthDb = (level: number) => decibels(Math.round(level * 10) / 10);
const hundredth = (value: number): number => Math.round(value * 100) / 100;
const stepDb = 0.5;

/** The value of a target in the open song; null: the song has no such strip. Speed is 0.5 to 2 and key an octave to either side. */
function rangeOf(mixer: MixerState, target: RangeTarget): Range | null {
  if (target === 'master') {
    return {
      position: () => travelOf(mixer.mix.masterDb),
      move: (at, gesture) => {
        mixer.setMaster(tenthDb(levelAt(at)), gesture);
      },
      step: (steps, gesture) => {
        mixer.setMaster(steppedLevel(mixer.mix.masterDb, steps * stepDb), gesture);
      },
    };
  }
  if (target === 'speed') {
    return {
      position: () => (Math.log2(mixer.mix.speed) + 1) / 2,
      move: (at, gesture) => {
        mixer.setSpeed(hundredth(2 ** (2 * at - 1)), gesture);
      },
      step: (steps, gesture) => {
        mixer.setSpeed(hundredth(mixer.mix.speed + steps / 100), gesture);
      },
    };
  }
  if (target === 'key') {
    return {
      position: () => mixer.mix.transposeCents / 2400 + 0.5,
      move: (at, gesture) => {
        mixer.setTransposition(Math.round((at - 0.5) * 24) * 100, gesture);
      },
      step: (steps, gesture) => {
        mixer.setTransposition(mixer.mix.transposeCents + steps * 100, gesture);
      },
    };
  }
  return stripRangeOf(mixer, target);
}

function stripRangeOf(mixer: MixerState, target: RangeTarget): Range | null {
  const place = stripPartOf(target);
  const stemId = mixer.mix.strips[place?.strip ?? -1]?.stemId;
  if (place === null || stemId === undefined) return null;
  const strip = () => mixer.mix.strips[place.strip];
  const level = () => strip()?.levelDb ?? decibels(0);
  const pan = () => strip()?.pan ?? 0;
  if (place.part === 'level') {
    return {
      position: () => travelOf(level()),
      move: (at, gesture) => {
        mixer.setLevel(stemId, tenthDb(levelAt(at)), gesture);
      },
      step: (steps, gesture) => {
        mixer.setLevel(stemId, steppedLevel(level(), steps * stepDb), gesture);
      },
    };
  }
  const panTo = (to: number, gesture: string): void => {
    mixer.setPan(stemId, hundredth(Math.min(Math.max(to, -1), 1)), gesture);
  };
  return {
    position: () => (pan() + 1) / 2,
    move: (at, gesture) => {
      panTo(2 * at - 1, gesture);
    },
    step: (steps, gesture) => {
      panTo(pan() + steps / 50, gesture);
    },
  };
}
