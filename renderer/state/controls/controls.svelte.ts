import {
  type ButtonTarget,
  type Controls,
  type ControlTarget,
  type Failure,
  isButtonTarget,
  isRangeTarget,
  type MidiAssignment,
  type MidiInput,
  mostMidiAssignments,
  mostStrokes,
} from '#contract';
import type { MidiDevices, MidiPort } from '../../engine/device/web-midi.ts';
import { ControllerHands } from './controller-hands.ts';
import { guessMode, inputName, type MidiEvent, parseMidi } from '../../mix/midi-control.ts';
import type { MixerState } from '../song/mixer.svelte.ts';
import type { SettingsState } from '../settings.svelte.ts';

/** A key, or a note or controller, that is to be learned. */
export type LearnedInput =
  | { readonly from: 'key'; readonly stroke: string }
  | { readonly from: 'midi'; readonly input: MidiInput; readonly values: readonly number[] };

/** The steps of learning: press what is to be learned, then choose what it does. */
type Learning =
  | { readonly step: 'off' }
  | { readonly step: 'press' }
  | { readonly step: 'choose'; readonly input: LearnedInput; readonly isRefused: boolean }
  | { readonly step: 'learned'; readonly input: LearnedInput; readonly target: ControlTarget };

/** Whether MIDI is there. It is asked for when something needs it. */
type MidiState =
  | { readonly state: 'unasked' }
  | { readonly state: 'ready'; readonly devices: MidiDevices }
  | { readonly state: 'none'; readonly failure: Failure };

/** The usual keys of a target, before any choice. */
type UsualStrokes = (target: ButtonTarget) => readonly string[];

/** Pedals, keys and controllers: what they do, and how they learn it. */
export class ControlsState {
  readonly #port: MidiPort;
  readonly #settings: SettingsState;
  midi = $state.raw<MidiState>({ state: 'unasked' });
  learning = $state.raw<Learning>({ step: 'off' });
  readonly #hands: ControllerHands;

  constructor(port: MidiPort, settings: SettingsState, mixer: () => MixerState | null) {
    this.#port = port;
    this.#settings = settings;
    this.#hands = new ControllerHands(mixer);
    port.onMessage((name, bytes) => {
      const event = parseMidi(bytes);
      if (event !== null) this.#take(name, event);
    });
    port.onDevices(() => {
      this.#hands.letGo();
      this.midi = { state: 'ready', devices: port.devices() };
    });
  }

  get controls(): Controls {
    return this.#settings.settings.controls;
  }

  /** Takes over what carries out a press of a controller's button. */
  actBy(act: (target: ButtonTarget, isPressed: boolean) => void): void {
    this.#hands.actBy(act);
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
    this.#hands.letGo();
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
    if (assignment !== undefined) this.#hands.take(assignment, event);
  }
}
