import {
  type ButtonTarget,
  type Controls,
  type ControlTarget,
  decibels,
  type Failure,
  isButtonTarget,
  isRangeTarget,
  type MidiAssignment,
  type MidiInput,
  mostMidiAssignments,
  mostStrokes,
  type RangeTarget,
  stripPartOf,
} from '#contract';
import type { MidiDevices, MidiPort } from '../engine/device/web-midi.ts';
import { levelAt, steppedLevel, travelOf } from '../mix/levels.ts';
import {
  catches,
  guessMode,
  inputName,
  isDown,
  type Knob,
  type MidiEvent,
  parseMidi,
  positionOf,
  stepsOf,
} from '../mix/midi-control.ts';
import type { MixerState } from './mixer.svelte.ts';
import type { SettingsState } from './settings.svelte.ts';

/** A key, or a note or controller, that is to be learned. */
export type LearnedInput =
  | { readonly from: 'key'; readonly stroke: string }
  | { readonly from: 'midi'; readonly input: MidiInput; readonly values: readonly number[] };

/** The steps of learning: press what is to be learned, then choose what it does. */
export type Learning =
  | { readonly step: 'off' }
  | { readonly step: 'press' }
  | { readonly step: 'choose'; readonly input: LearnedInput; readonly isRefused: boolean }
  | { readonly step: 'learned'; readonly input: LearnedInput; readonly target: ControlTarget };

/** Whether MIDI is there. It is asked for when something needs it. */
export type MidiState =
  | { readonly state: 'unasked' }
  | { readonly state: 'ready'; readonly devices: MidiDevices }
  | { readonly state: 'none'; readonly failure: Failure };

/** Turns of a knob that follow each other within this time are one step of undo. */
const gesturePauseMs = 700;

/** The usual keys of a target, before any choice. */
type UsualStrokes = (target: ButtonTarget) => readonly string[];

/** Pedals, keys and controllers: what they do, and how they learn it. */
export class ControlsState {
  readonly #port: MidiPort;
  readonly #settings: SettingsState;
  readonly #mixer: () => MixerState | null;
  midi = $state.raw<MidiState>({ state: 'unasked' });
  learning = $state.raw<Learning>({ step: 'off' });
  /** What a button of a controller does, when it is pressed and when it is let go. */
  #act: (target: ButtonTarget, isPressed: boolean) => void = () => undefined;
  readonly #down = new Set<string>();
  readonly #knobs = new Map<string, Knob>();
  readonly #gestures = new Map<string, { readonly name: string; readonly atMs: number }>();
  #gestureCount = 0;

  constructor(port: MidiPort, settings: SettingsState, mixer: () => MixerState | null) {
    this.#port = port;
    this.#settings = settings;
    this.#mixer = mixer;
    port.onMessage((name, bytes) => {
      const event = parseMidi(bytes);
      if (event !== null) this.#take(name, event);
    });
    port.onDevices(() => {
      // A device that went away lets go of nothing.
      this.#down.clear();
      this.midi = { state: 'ready', devices: port.devices() };
    });
  }

  get controls(): Controls {
    return this.#settings.settings.controls;
  }

  /** Takes over what carries out a press of a controller's button. */
  actBy(act: (target: ButtonTarget, isPressed: boolean) => void): void {
    this.#act = act;
  }

  /** Asks for MIDI when something was learned that needs it. */
  async start(): Promise<void> {
    if (this.controls.midi.length > 0 || this.controls.clockPort !== null) await this.connect();
  }

  /** Asks for MIDI. The result is in `midi`. */
  async connect(): Promise<void> {
    const connected = await this.#port.connect();
    this.midi = connected.ok
      ? { state: 'ready', devices: this.#port.devices() }
      : { state: 'none', failure: connected.failure };
  }

  /** Starts to learn: the next key, note or controller is the one. */
  startLearning(): void {
    this.learning = { step: 'press' };
    void this.connect();
  }

  /** Ends learning. What was learned stays. */
  stopLearning(): void {
    this.learning = { step: 'off' };
    this.#knobs.clear();
  }

  /** Takes a key as what is to be learned. */
  hearKey(stroke: string): void {
    if (this.learning.step !== 'off') this.#hear({ from: 'key', stroke });
  }

  #hear(input: LearnedInput): void {
    this.learning = { step: 'choose', input, isRefused: false };
  }

  /** Gives the input that was pressed to a target. A key or a note moves no fader; learning then goes on to wait for another target. */
  async choose(target: ControlTarget, usual: UsualStrokes): Promise<void> {
    if (this.learning.step !== 'choose') return;
    const { input } = this.learning;
    const isButton = input.from === 'key' || input.input.kind === 'note';
    if (isButton && !isButtonTarget(target)) {
      this.learning = { step: 'choose', input, isRefused: true };
      return;
    }
    this.learning = { step: 'learned', input, target };
    if (input.from === 'midi') {
      const mode = isRangeTarget(target) ? guessMode(input.values) : 'position';
      await this.#assign({ ...input.input, mode, target });
    } else if (isButtonTarget(target)) await this.addStroke(target, input.stroke, usual);
  }

  async #assign(assignment: MidiAssignment): Promise<void> {
    const name = inputName(assignment);
    const others = this.controls.midi.filter((one) => inputName(one) !== name);
    await this.#change({ midi: [...others, assignment].slice(-mostMidiAssignments) });
  }

  /** Changes how a controller speaks. */
  async setMode(assignment: MidiAssignment, mode: MidiAssignment['mode']): Promise<void> {
    const name = inputName(assignment);
    await this.#change({ midi: this.controls.midi.map((one) => (inputName(one) === name ? { ...one, mode } : one)) });
  }

  /** Forgets a MIDI input. */
  async forget(input: MidiInput): Promise<void> {
    const name = inputName(input);
    await this.#change({ midi: this.controls.midi.filter((one) => inputName(one) !== name) });
  }

  /** Gives a key to a target, beside the ones that it has, and takes it from any other. */
  async addStroke(target: ButtonTarget, stroke: string, usual: UsualStrokes): Promise<void> {
    const had = this.strokesOf(target, usual).filter((one) => one !== stroke);
    await this.#setStrokes(target, [...had, stroke].slice(-mostStrokes), usual);
  }

  /** Takes a key from a target. */
  async removeStroke(target: ButtonTarget, stroke: string, usual: UsualStrokes): Promise<void> {
    const left = this.strokesOf(target, usual).filter((one) => one !== stroke);
    await this.#setStrokes(target, left, usual);
  }

  /** Gives every target its usual keys again. */
  async resetKeys(): Promise<void> {
    await this.#change({ keys: [] });
  }

  /** The keys of a target as they are now. */
  strokesOf(target: ButtonTarget, usual: UsualStrokes): readonly string[] {
    return this.controls.keys.find((choice) => choice.target === target)?.strokes ?? usual(target);
  }

  async #setStrokes(target: ButtonTarget, strokes: readonly string[], usual: UsualStrokes): Promise<void> {
    const others = this.controls.keys
      .filter((choice) => choice.target !== target)
      .map((choice) => ({ ...choice, strokes: choice.strokes.filter((stroke) => !strokes.includes(stroke)) }));
    const isUsual = strokes.join(' ') === usual(target).join(' ');
    await this.#change({ keys: isUsual ? others : [...others, { target, strokes }] });
  }

  /** Switches keys without Ctrl or Alt on or off. */
  async setSingleKeys(hasSingleKeys: boolean): Promise<void> {
    await this.#change({ hasSingleKeys });
  }

  /** Chooses the port that gets MIDI clock; null: none. */
  async setClockPort(clockPort: string | null): Promise<void> {
    await this.#change({ clockPort });
  }

  /** Sends a message of the clock. */
  sendClock(bytes: readonly number[], atMs: number): void {
    const { clockPort } = this.controls;
    if (clockPort !== null) this.#port.send(clockPort, bytes, atMs);
  }

  async #change(change: Partial<Controls>): Promise<void> {
    await this.#settings.change({ controls: { ...this.controls, ...change } });
  }

  #take(port: string, event: MidiEvent): void {
    const input: MidiInput = { port, kind: event.kind, channel: event.channel, number: event.number };
    if (this.learning.step !== 'off') this.#learnFrom(input, event);
    else this.#carryOut(input, event);
  }

  #learnFrom(input: MidiInput, event: MidiEvent): void {
    const { learning } = this;
    const heard = learning.step === 'choose' || learning.step === 'learned' ? learning.input : null;
    const isSame = heard?.from === 'midi' && inputName(heard.input) === inputName(input);
    // What was learned is still moving, or is let go.
    if (isSame && learning.step === 'learned') return;
    if (isSame && learning.step === 'choose') {
      this.learning = { ...learning, input: { ...heard, values: [...heard.values, event.value].slice(-32) } };
      return;
    }
    if (event.value > 0) this.#hear({ from: 'midi', input, values: [event.value] });
  }

  #carryOut(input: MidiInput, event: MidiEvent): void {
    const name = inputName(input);
    const assignment = this.controls.midi.find((one) => inputName(one) === name);
    if (assignment === undefined) return;
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
