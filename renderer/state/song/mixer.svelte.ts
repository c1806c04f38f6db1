import {
  type Decibels,
  emptySheet,
  flatMix,
  flatStrip,
  type Forward,
  type LoopRegion,
  type Mix,
  type Practice,
  type Scene,
  type Sha256,
  type SongSheet,
  type StemId,
  words,
} from '#contract';
import { beginHistory, type History, record, redo, undo } from '../../mix/history.ts';
import {
  fittedTo,
  stripNameFrom,
  withAllHeard,
  withDrumPitchKept,
  withExclusiveMute,
  withExclusiveSolo,
  withHandShift,
  withLoop,
  withMaster,
  withShift,
  withSoundReset,
  withSpeed,
  withStrip,
  withStripAt,
  withStripReset,
  withTransposition,
  type StripChange,
} from '../../mix/mix-edits.ts';
import { morphedMix, sceneGlideSeconds, withScene } from '../../mix/scenes.ts';
import { type Comparison, comparedMix } from '../../mix/original.ts';
import { withGroup, withGroupSet, withMember, withoutGroup } from '../../mix/strip-groups.ts';
import { changedFiles, type StemFiles, withStemFile } from '../../mix/stem-files.ts';
import { isSameLook, looksOf } from '../../mix/strip-stems.ts';
import { variantMix } from '../../mix/variants.ts';

type Options = {
  readonly mix: Mix;
  readonly sheet: SongSheet;
  /** The name of a stem, for the labels of undo. */
  readonly nameOf: (stemId: StemId) => string;
  /** Called after every change of the mix, undo and redo included. */
  readonly onChange: (mix: Mix) => void;
  /** Called with what is to be heard after every change of it. `glideSeconds`: how long the sound takes to get there, when not as usual. */
  readonly onHeard: (heard: Mix, glideSeconds?: number) => void;
  /** Called after every change of the sheet, undo and redo included. */
  readonly onSheet: (sheet: SongSheet) => void;
  /** Called when a stem is to play another one of its files, undo and redo included. */
  readonly onFile?: (stemId: StemId, sha256: Sha256) => void;
};

/** The names of the steps of undo that concern the mix. */
const steps = () => words().notices.steps.mix;

/** What one undo history covers. */
type SongDocuments = {
  readonly mix: Mix;
  readonly sheet: SongSheet;
  /** The files of stems that were replaced since the song was opened. */
  readonly files: StemFiles;
};

/** A stem that is heard forward without a change of the mix. */
export type ForwardPreview = Forward & { readonly stemId: StemId };

/** Mix and sheet of the open song with their common undo history. Every change goes through one method here. */
export class MixerState {
  readonly #stemName: (stemId: StemId) => string;
  readonly #onChange: (mix: Mix) => void;
  readonly #onHeard: Options['onHeard'];
  readonly #onSheet: (sheet: SongSheet) => void;
  readonly #onFile: Options['onFile'];
  #preview = $state.raw<ForwardPreview | null>(null);
  #history = $state.raw<History<SongDocuments>>(beginHistory({ mix: flatMix([]), sheet: emptySheet, files: [] }));
  /** The files that stems had before they were replaced first. */
  #firstFiles: StemFiles = [];

  /** Order and names of the strips: the same object until one of them changes. */
  looks = $state.raw(looksOf(flatMix([])));
  readonly mix = $derived(this.#history.present.mix);
  readonly sheet = $derived(this.#history.present.sheet);
  /** The stem that is previewed forward; null: none. Performing, so neither saved nor undone. */
  readonly preview = $derived(
    this.mix.strips.some(({ stemId }) => stemId === this.#preview?.stemId) ? this.#preview : null,
  );
  /** The comparison with the original; null: none. Performing as well. */
  comparison = $state.raw<Comparison | null>(null);
  /** What is heard: the mix, its preview with a stem forward, or the original in its place. */
  readonly heardMix = $derived(comparedMix(heardOf(this.mix, this.preview), this.comparison));
  /** What the next undo takes back, such as "Mute Drums"; null for nothing. */
  readonly undoLabel = $derived(this.#history.past.at(-1)?.label ?? null);
  readonly redoLabel = $derived(this.#history.future[0]?.label ?? null);

  constructor({ mix, sheet, nameOf, onChange, onHeard, onSheet, onFile }: Options) {
    this.#stemName = nameOf;
    this.#onChange = onChange;
    this.#onHeard = onHeard;
    this.#onSheet = onSheet;
    this.#onFile = onFile;
    this.#history = beginHistory({ mix, sheet, files: [] });
    this.looks = looksOf(mix);
  }

  /** What a strip is called: its own name, else that of its stem. */
  nameOf(stemId: StemId): string {
    return this.#strip(stemId).name ?? this.#stemName(stemId);
  }

  /** Changes a part of the sheet. `label` names the step of undo, `gesture` as in `setLevel`. */
  changeSheet(change: Partial<SongSheet>, label: string, gesture: string | null = null): void {
    const { present } = this.#history;
    this.#become(record(this.#history, { ...present, sheet: { ...present.sheet, ...change } }, label, gesture));
  }

  /** Carries out what the user did to a strip. */
  changeStrip(stemId: StemId, change: StripChange): void {
    switch (change.what) {
      case 'level':
        this.setLevel(stemId, change.levelDb, change.gesture);
        break;
      case 'pan':
        this.setPan(stemId, change.pan, change.gesture);
        break;
      case 'mute':
        this.toggleMute(stemId, change.isExclusive);
        break;
      case 'solo':
        this.toggleSolo(stemId, change.isExclusive);
        break;
      case 'output':
        this.#change(
          withStrip(this.mix, stemId, { output: change.output }),
          words().cue.undoOutput(this.nameOf(stemId)),
          null,
        );
        break;
      case 'cueLevel':
        this.#change(
          withStrip(this.mix, stemId, { cueDb: change.cueDb }),
          words().cue.undoLevel(this.nameOf(stemId)),
          null,
        );
        break;
      case 'reset':
        this.resetStrip(stemId);
        break;
    }
  }

  /** Sets a fader. `gesture` names one drag, which becomes one step of undo. */
  setLevel(stemId: StemId, levelDb: Decibels, gesture: string | null = null): void {
    this.#change(withStrip(this.mix, stemId, { levelDb }), steps().level(this.nameOf(stemId)), gesture);
  }

  /** Sets a pan of -1 (left) to 1 (right). `gesture` as in `setLevel`. */
  setPan(stemId: StemId, pan: number, gesture: string | null = null): void {
    this.#change(withStrip(this.mix, stemId, { pan }), steps().pan(this.nameOf(stemId)), gesture);
  }

  /** Mutes or unmutes a strip; `isExclusive`: this one alone. */
  toggleMute(stemId: StemId, isExclusive = false): void {
    const strip = this.#strip(stemId);
    const label = steps()[strip.isMuted ? 'unmute' : 'mute'](this.nameOf(stemId));
    const mix = isExclusive
      ? withExclusiveMute(this.mix, stemId)
      : withStrip(this.mix, stemId, { isMuted: !strip.isMuted });
    this.#change(mix, label, null);
  }

  /** Solos or unsolos a strip; `isExclusive`: this one alone. */
  toggleSolo(stemId: StemId, isExclusive = false): void {
    const strip = this.#strip(stemId);
    const label = steps()[strip.isSoloed ? 'unsolo' : 'solo'](this.nameOf(stemId));
    const mix = isExclusive
      ? withExclusiveSolo(this.mix, stemId)
      : withStrip(this.mix, stemId, { isSoloed: !strip.isSoloed });
    this.#change(mix, label, null);
  }

  /** Unmutes and unsolos all strips. */
  clearMuteAndSolo(): void {
    this.#change(withAllHeard(this.mix), steps().clearMuteAndSolo, null);
  }

  /** Sets the master fader. `gesture` as in `setLevel`. */
  setMaster(masterDb: Decibels, gesture: string | null = null): void {
    this.#change(withMaster(this.mix, masterDb), steps().master, gesture);
  }

  /** Sets or removes the loop region, which takes the place of a chain. `gesture` as in `setLevel`. */
  setLoop(loop: LoopRegion | null, gesture: string | null = null): void {
    this.#setLoop(loop, [], words().notices.steps.loop[loop === null ? 'remove' : 'set'], gesture);
  }

  /** Loops a chain of sections, which begins with `loop`. */
  setChain(chain: Practice['chain'], loop: LoopRegion): void {
    this.#setLoop(loop, chain, words().notices.steps.loop.chain, null);
  }

  /** Switches the loop on or off, if there is one. A chain stays. */
  toggleLoop(): void {
    const { loop } = this.mix;
    if (loop !== null)
      this.#setLoop({ ...loop, isOn: !loop.isOn }, this.sheet.practice.chain, words().notices.steps.loop.set, null);
  }

  #setLoop(loop: LoopRegion | null, chain: Practice['chain'], label: string, gesture: string | null): void {
    const { practice } = this.sheet;
    const isSame = practice.chain.length === 0 && chain.length === 0;
    const sheet = isSame ? this.sheet : { ...this.sheet, practice: { ...practice, chain } };
    this.#become(
      record(this.#history, { ...this.#history.present, mix: withLoop(this.mix, loop), sheet }, label, gesture),
    );
  }

  /** Sets the speed, 0.25 to 2; 1 is as recorded. `gesture` as in `setLevel`. */
  setSpeed(speed: number, gesture: string | null = null): void {
    const mix = withSpeed(this.mix, speed);
    if (mix.speed !== this.mix.speed) this.#change(mix, steps().speed, gesture);
  }

  /** Sets the transposition in cents, -1250 to 1250. `gesture` as in `setLevel`. */
  setTransposition(cents: number, gesture: string | null = null): void {
    const mix = withTransposition(this.mix, cents);
    if (mix.transposeCents !== this.mix.transposeCents) this.#change(mix, steps().key, gesture);
  }

  /** Lets the drums keep their pitch, or follow the key. */
  toggleDrumPitch(): void {
    const keeps = !this.mix.keepsDrumPitch;
    this.#change(withDrumPitchKept(this.mix, keeps), steps()[keeps ? 'drumsKeepPitch' : 'drumsFollowKey'], null);
  }

  /** Resets speed and pitch. */
  playAsRecorded(): void {
    if (this.mix.speed === 1 && this.mix.transposeCents === 0) return;
    this.#change(withTransposition(withSpeed(this.mix, 1), 0), steps().asRecorded, null);
  }

  /** Shifts a stem by frames of the song, positive for later; 0 undoes the shift. */
  shiftStem(stemId: StemId, shiftFrames: number): void {
    const label = steps()[shiftFrames === 0 ? 'unalign' : 'align'](this.nameOf(stemId));
    this.#change(withShift(this.mix, stemId, shiftFrames), label, null);
  }

  /** Shifts a stem by hand, in milliseconds on top of its alignment, positive for later; 0 undoes it. `gesture` as in `setLevel`. */
  shiftByHand(stemId: StemId, shiftMs: number, gesture: string | null = null): void {
    const mix = withHandShift(this.mix, stemId, shiftMs);
    const { edits } = words().strips;
    const strip = mix.strips.find((one) => one.stemId === stemId);
    if (strip === undefined || strip.shiftMs === this.#strip(stemId).shiftMs) return;
    this.#change(mix, (strip.shiftMs === 0 ? edits.unshift : edits.shift)(this.nameOf(stemId)), gesture);
  }

  /** Names a strip as typed; a blank text or the stem's own name gives that back. */
  renameStrip(stemId: StemId, typed: string): void {
    const name = stripNameFrom(typed, this.#stemName(stemId));
    if (name === this.#strip(stemId).name) return;
    this.#change(withStrip(this.mix, stemId, { name }), words().strips.edits.rename(this.nameOf(stemId)), null);
  }

  /** Moves a strip to a place in the mixer, counted from 0; false when it is there already. `gesture` as in `setLevel`. */
  moveStrip(stemId: StemId, place: number, gesture: string | null = null): boolean {
    const mix = withStripAt(this.mix, stemId, place);
    const isMoved = mix !== this.mix;
    if (isMoved) this.#change(mix, words().strips.edits.move(this.nameOf(stemId)), gesture);
    return isMoved;
  }

  /** Lets a stem play another file in place of the one that it has (null: none that Undo could bring back). Its alignment was about that one. */
  replaceFile(stemId: StemId, before: Sha256 | null, sha256: Sha256): void {
    const { present } = this.#history;
    const isFirst = !this.#firstFiles.some((file) => file.stemId === stemId);
    if (before !== null && isFirst) this.#firstFiles = withStemFile(this.#firstFiles, stemId, before);
    const mix = withStrip(this.mix, stemId, { shiftFrames: 0 });
    const files = withStemFile(present.files, stemId, sha256);
    this.#become(
      record(this.#history, { ...present, mix, files }, words().strips.edits.replace(this.nameOf(stemId)), null),
    );
  }

  /** Groups strips under a name; a blank one is the usual. Says whether there was room for another group. */
  groupStrips(stemIds: readonly StemId[], typed = ''): boolean {
    const { numbered, edits } = words().strips.groups;
    const mix = withGroup(this.mix, stemIds, (key) => stripNameFrom(typed, '') ?? numbered(key));
    const isMade = mix !== this.mix;
    if (isMade) this.#change(mix, edits.group(stemIds.length), null);
    return isMade;
  }

  /** Puts a strip into a group, or takes it out of its own (null). */
  joinGroup(stemId: StemId, key: number | null): void {
    const { edits } = words().strips.groups;
    const label =
      key === null ? edits.leave(this.nameOf(stemId)) : edits.join(this.nameOf(stemId), this.#groupName(key));
    this.#change(withMember(this.mix, stemId, key), label, null);
  }

  /** Dissolves a group. */
  ungroup(key: number): void {
    this.#change(withoutGroup(this.mix, key), words().strips.groups.edits.ungroup(this.#groupName(key)), null);
  }

  /** Sets the fader of a group. `gesture` as in `setLevel`. */
  setGroupLevel(key: number, levelDb: Decibels, gesture: string | null = null): void {
    this.#change(withGroupSet(this.mix, key, { levelDb }), steps().level(this.#groupName(key)), gesture);
  }

  /** Mutes or unmutes a group, or solos or unsolos it. */
  toggleGroup(key: number, what: 'isMuted' | 'isSoloed'): void {
    const isSet = this.mix.groups.find((group) => group.key === key)?.[what] === true;
    const { mute, unmute, solo, unsolo } = steps();
    const named = what === 'isMuted' ? (isSet ? unmute : mute) : isSet ? unsolo : solo;
    this.#change(withGroupSet(this.mix, key, { [what]: !isSet }), named(this.#groupName(key)), null);
  }

  /** Names a group as typed; a blank text leaves its name. */
  renameGroup(key: number, typed: string): void {
    const before = this.#groupName(key);
    const name = stripNameFrom(typed, before);
    if (name === null) return;
    this.#change(withGroupSet(this.mix, key, { name }), words().strips.edits.rename(before), null);
  }

  #groupName(key: number): string {
    return this.mix.groups.find((group) => group.key === key)?.name ?? String(key);
  }

  /** Resets level, pan, mute and solo of a strip. */
  resetStrip(stemId: StemId): void {
    this.#change(withStripReset(this.mix, stemId), steps().resetStrip(this.nameOf(stemId)), null);
  }

  /** Resets all strips, the master, speed and key. */
  resetMix(): void {
    this.#change(withSoundReset(this.mix), steps().reset, null);
  }

  /** Recalls a scene in a glide. `label` names the step of undo; recalls with the same `gesture` are one. */
  recallScene(scene: Scene, label: string, gesture: string | null = null): void {
    this.#change(withScene(this.mix, scene), label, gesture, sceneGlideSeconds);
  }

  /** Sets the mix on the way from a scene (0) to another (1). `gesture` as in `setLevel`. */
  morph(from: Scene, to: Scene, at: number, gesture: string | null = null): void {
    this.#change(morphedMix(this.mix, from, to, at), words().notices.steps.scenes.morph(from.name, to.name), gesture);
  }

  /** Lets a stem be heard forward, or the mix again (null), in a glide. */
  previewForward(preview: ForwardPreview | null): void {
    this.#preview = preview;
    this.#onHeard(this.heardMix, sceneGlideSeconds);
  }

  /** Lets the original be heard in place of the mix, or the mix as loud as it; null: the mix. */
  compare(comparison: Comparison | null): void {
    this.comparison = comparison;
    this.#onHeard(this.heardMix);
  }

  /** Takes back the last step, if any. */
  undo(): void {
    this.#become(undo(this.#history));
  }

  /** Repeats the step taken back last, if any. */
  redo(): void {
    this.#become(redo(this.#history));
  }

  /** Fits the mix and its history to the stems there are now, without a step of undo. */
  fit(stemIds: readonly StemId[]): void {
    const fitDocuments = ({ mix, ...rest }: SongDocuments): SongDocuments => ({ mix: fittedTo(mix, stemIds), ...rest });
    const fitStep = <Step extends { readonly document: SongDocuments }>(step: Step): Step => ({
      ...step,
      document: fitDocuments(step.document),
    });
    this.#become({
      past: this.#history.past.map(fitStep),
      present: fitDocuments(this.#history.present),
      future: this.#history.future.map(fitStep),
    });
  }

  /** Changes the mix without a step of undo, as a setlist does to its song. */
  tune(change: (mix: Mix) => Mix): void {
    const { present } = this.#history;
    this.#become({ ...this.#history, present: { ...present, mix: change(present.mix) } });
  }

  #strip(stemId: StemId) {
    return this.mix.strips.find((strip) => strip.stemId === stemId) ?? flatStrip(stemId);
  }

  #change(mix: Mix, label: string, gesture: string | null, glideSeconds?: number): void {
    this.#become(record(this.#history, { ...this.#history.present, mix }, label, gesture), glideSeconds);
  }

  #become(history: History<SongDocuments>, glideSeconds?: number): void {
    const before = this.#history.present;
    this.#history = history;
    const { mix, sheet, files } = history.present;
    if (mix !== before.mix) {
      const looks = looksOf(mix);
      if (!isSameLook(looks, this.looks)) this.looks = looks;
      this.#onHeard(this.heardMix, glideSeconds);
      this.#onChange(mix);
    }
    if (sheet !== before.sheet) this.#onSheet(sheet);
    for (const file of changedFiles(this.#firstFiles, before.files, files)) this.#onFile?.(file.stemId, file.sha256);
  }
}

/** A mix with a stem forward, as an export of that version has it. */
function heardOf(mix: Mix, preview: ForwardPreview | null): Mix {
  if (preview === null) return mix;
  const { stemId, ...forward } = preview;
  // Nothing but drums and bass asks for kinds and names.
  return variantMix(
    mix,
    mix.strips.map(({ stemId: id }) => ({ id, kind: 'other', name: id })),
    { kind: 'forward', stemId },
    forward,
  );
}
