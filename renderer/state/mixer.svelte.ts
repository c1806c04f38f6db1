import {
  type Decibels,
  type Failure,
  flatMix,
  flatStrip,
  type LoopRegion,
  type MainApi,
  type Mix,
  type SessionId,
  type StemId,
} from '#contract';
import { beginHistory, type History, record, redo, undo } from '../mix/history.ts';
import {
  fittedTo,
  withDrumPitchKept,
  withExclusiveMute,
  withExclusiveSolo,
  withLoop,
  withMaster,
  withShift,
  withSoundReset,
  withSpeed,
  withStrip,
  withStripReset,
  withTransposition,
} from '../mix/mix-edits.ts';

const quietMs = 300;
/** Even while a fader keeps moving, a second is the most that may be lost. */
const longestMs = 900;

/** Saves a song's mix soon after it changed: 0.3 s after the last change, at most 0.9 s after the first. */
export class MixSaver {
  readonly #api: Pick<MainApi, 'saveMix'>;
  readonly #onFailure: (failure: Failure) => void;
  #waiting: { readonly id: SessionId; readonly mix: Mix; readonly sinceMs: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(api: Pick<MainApi, 'saveMix'>, onFailure: (failure: Failure) => void) {
    this.#api = api;
    this.#onFailure = onFailure;
  }

  schedule(id: SessionId, mix: Mix): void {
    if (this.#waiting !== null && this.#waiting.id !== id) void this.flush();
    const nowMs = performance.now();
    const sinceMs = this.#waiting?.sinceMs ?? nowMs;
    this.#waiting = { id, mix, sinceMs };
    if (this.#timer !== null) clearTimeout(this.#timer);
    const waitMs = Math.max(0, Math.min(quietMs, sinceMs + longestMs - nowMs));
    this.#timer = setTimeout(() => void this.flush(), waitMs);
  }

  /** Saves at once what is waiting. Settles when everything handed in so far is written. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null)
      this.#writing = this.#writing.then(() => this.#save(waiting.id, waiting.mix)).catch(() => undefined);
    return this.#writing;
  }

  async #save(id: SessionId, mix: Mix): Promise<void> {
    const saved = await this.#api.saveMix({ id, mix });
    if (!saved.ok) this.#onFailure(saved.failure);
  }
}

type Options = {
  readonly mix: Mix;
  /** What a strip is called, for the labels of undo. */
  readonly nameOf: (stemId: StemId) => string;
  /** Told of every change, undo and redo included. */
  readonly onChange: (mix: Mix) => void;
};

/** The mix of the open song and its past. Every change goes through one method here. */
export class MixerState {
  readonly #nameOf: (stemId: StemId) => string;
  readonly #onChange: (mix: Mix) => void;
  #history = $state.raw<History<Mix>>(beginHistory(flatMix([])));

  readonly mix = $derived(this.#history.present);
  /** What the next undo takes back, such as "Mute Drums"; null when there is nothing. */
  readonly undoLabel = $derived(this.#history.past.at(-1)?.label ?? null);
  readonly redoLabel = $derived(this.#history.future[0]?.label ?? null);

  constructor({ mix, nameOf, onChange }: Options) {
    this.#nameOf = nameOf;
    this.#onChange = onChange;
    this.#history = beginHistory(mix);
  }

  /** `gesture` names one drag, so that it is one step of undo. */
  setLevel(stemId: StemId, levelDb: Decibels, gesture: string | null = null): void {
    this.#change(withStrip(this.mix, stemId, { levelDb }), `Level of ${this.#nameOf(stemId)}`, gesture);
  }

  setPan(stemId: StemId, pan: number, gesture: string | null = null): void {
    this.#change(withStrip(this.mix, stemId, { pan }), `Pan of ${this.#nameOf(stemId)}`, gesture);
  }

  toggleMute(stemId: StemId, isExclusive = false): void {
    const strip = this.#strip(stemId);
    const label = `${strip.isMuted ? 'Unmute' : 'Mute'} ${this.#nameOf(stemId)}`;
    const mix = isExclusive
      ? withExclusiveMute(this.mix, stemId)
      : withStrip(this.mix, stemId, { isMuted: !strip.isMuted });
    this.#change(mix, label, null);
  }

  /** Solo is additive unless it is exclusive. */
  toggleSolo(stemId: StemId, isExclusive = false): void {
    const strip = this.#strip(stemId);
    const label = `${strip.isSoloed ? 'Unsolo' : 'Solo'} ${this.#nameOf(stemId)}`;
    const mix = isExclusive
      ? withExclusiveSolo(this.mix, stemId)
      : withStrip(this.mix, stemId, { isSoloed: !strip.isSoloed });
    this.#change(mix, label, null);
  }

  setMaster(masterDb: Decibels, gesture: string | null = null): void {
    this.#change(withMaster(this.mix, masterDb), 'Master level', gesture);
  }

  setLoop(loop: LoopRegion | null, gesture: string | null = null): void {
    this.#change(withLoop(this.mix, loop), loop === null ? 'Remove loop' : 'Loop', gesture);
  }

  toggleLoop(): void {
    const { loop } = this.mix;
    if (loop !== null) this.setLoop({ ...loop, isOn: !loop.isOn });
  }

  /** 0.25 to 2, 1 as recorded. */
  setSpeed(speed: number, gesture: string | null = null): void {
    const mix = withSpeed(this.mix, speed);
    if (mix.speed !== this.mix.speed) this.#change(mix, 'Speed', gesture);
  }

  /** In cents: -1250 to 1250. */
  setTransposition(cents: number, gesture: string | null = null): void {
    const mix = withTransposition(this.mix, cents);
    if (mix.transposeCents !== this.mix.transposeCents) this.#change(mix, 'Key', gesture);
  }

  toggleDrumPitch(): void {
    const keeps = !this.mix.keepsDrumPitch;
    this.#change(withDrumPitchKept(this.mix, keeps), keeps ? 'Drums keep their pitch' : 'Drums follow the key', null);
  }

  /** Speed and pitch back to what was recorded. */
  playAsRecorded(): void {
    if (this.mix.speed === 1 && this.mix.transposeCents === 0) return;
    this.#change(withTransposition(withSpeed(this.mix, 1), 0), 'Speed and key as recorded', null);
  }

  /** In frames of the song, later for positive ones; 0 is where the file stands. */
  shiftStem(stemId: StemId, shiftFrames: number): void {
    const label = `${shiftFrames === 0 ? 'Unalign' : 'Align'} ${this.#nameOf(stemId)}`;
    this.#change(withShift(this.mix, stemId, shiftFrames), label, null);
  }

  resetStrip(stemId: StemId): void {
    this.#change(withStripReset(this.mix, stemId), `Reset ${this.#nameOf(stemId)}`, null);
  }

  resetMix(): void {
    this.#change(withSoundReset(this.mix), 'Reset mix', null);
  }

  undo(): void {
    this.#become(undo(this.#history));
  }

  redo(): void {
    this.#become(redo(this.#history));
  }

  /** Stems have come or gone: past and future are made to fit as well, and nothing is recorded. */
  fit(stemIds: readonly StemId[]): void {
    const fitStep = <Step extends { readonly document: Mix }>(step: Step): Step => ({
      ...step,
      document: fittedTo(step.document, stemIds),
    });
    this.#become({
      past: this.#history.past.map(fitStep),
      present: fittedTo(this.mix, stemIds),
      future: this.#history.future.map(fitStep),
    });
  }

  #strip(stemId: StemId) {
    return this.mix.strips.find((strip) => strip.stemId === stemId) ?? flatStrip(stemId);
  }

  #change(mix: Mix, label: string, gesture: string | null): void {
    this.#become(record(this.#history, mix, label, gesture));
  }

  #become(history: History<Mix>): void {
    const isNews = history.present !== this.#history.present;
    this.#history = history;
    if (isNews) this.#onChange(history.present);
  }
}
