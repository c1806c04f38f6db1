import { type Scene, words } from '#contract';
import { freeSceneKey, isAtScene, withSavedScene, withSceneName } from '../../mix/scenes.ts';
import type { MixerState } from './mixer.svelte.ts';

/** A fader between two scenes, by their keys. `at`: 0 (`from`) to 1 (`to`). */
export type Morph = { readonly from: number; readonly to: number; readonly at: number };

const steps = () => words().notices.steps.scenes;

/** The scenes of the open song: saved in its sheet, recalled into its mix. Which ones were recalled is performing, and not saved. */
export class ScenesState {
  readonly #mixer: MixerState;
  /** Keys of the scenes recalled or saved, the last one first. */
  #recalled = $state.raw<readonly number[]>([]);
  #morph = $state.raw<Morph | null>(null);

  constructor(mixer: MixerState) {
    this.#mixer = mixer;
  }

  get scenes(): readonly Scene[] {
    return this.#mixer.sheet.scenes;
  }

  /** The scene that the mix stands at; of several, the one recalled last; null: none. */
  get current(): number | null {
    const at = this.scenes.filter((scene) => isAtScene(this.#mixer.mix, scene)).map(({ key }) => key);
    return this.#known().find((key) => at.includes(key)) ?? at[0] ?? null;
  }

  /** The scene recalled last, from which the mix has moved away since; null: none. */
  get left(): number | null {
    return this.current === null && this.morph === null ? (this.#known()[0] ?? null) : null;
  }

  /** The fader between two scenes; null: there is none. */
  get morph(): Morph | null {
    const morph = this.#morph;
    const from = this.#find(morph?.from);
    const to = this.#find(morph?.to);
    if (morph === null || from === undefined || to === undefined) return null;
    // Undo and recalls move the mix without the fader.
    if (isAtScene(this.#mixer.mix, from)) return { ...morph, at: 0 };
    return isAtScene(this.#mixer.mix, to) ? { ...morph, at: 1 } : morph;
  }

  /** Saves the mix under a key, in place of the scene there; null: under the lowest free one. Returns the key; null when none is free. */
  save(wanted: number | null): number | null {
    const key = wanted ?? freeSceneKey(this.scenes);
    if (key === null) return null;
    const before = this.#find(key);
    const scenes = withSavedScene(this.scenes, this.#mixer.mix, key);
    const name = scenes.find((scene) => scene.key === key)?.name ?? '';
    this.#mixer.changeSheet({ scenes }, steps()[before === undefined ? 'save' : 'saveOver'](name));
    this.#note(key);
    return key;
  }

  /** Recalls the scene of a key. Returns false when there is none. `gesture` as in `MixerState.recallScene`. */
  recall(key: number): boolean {
    const scene = this.#find(key);
    if (scene === undefined) return false;
    if (!isAtScene(this.#mixer.mix, scene)) this.#recallAs(scene, steps().recall(scene.name));
    else this.#arriveAt(key);
    return true;
  }

  /** Recalls the scene before the last one, or the next one where there is no such. Comparing is one step of undo. */
  compare(): void {
    const [here, other] = this.#lastTwo();
    const scene = this.#find(other);
    if (here === undefined || scene === undefined) return;
    this.#recallAs(scene, steps().compare, 'compare scenes');
  }

  /** Opens a fader between two scenes, at the first of them, which is recalled. Without keys: from the last one to the one before. */
  openMorph(between: Pick<Morph, 'from' | 'to'> | null = null): void {
    const [here, other] = this.#lastTwo();
    const from = between?.from ?? here;
    const to = between?.to ?? other;
    if (from === undefined || to === undefined || from === to || this.#find(to) === undefined) return;
    this.recall(from);
    this.#morph = { from, to, at: 0 };
  }

  /** Moves the fader between two scenes to 0 to 1. `gesture` names one drag, which becomes one step of undo. */
  morphTo(wanted: number, gesture: string | null): void {
    const { morph } = this;
    const from = this.#find(morph?.from);
    const to = this.#find(morph?.to);
    if (morph === null || from === undefined || to === undefined) return;
    const at = Math.min(Math.max(wanted, 0), 1);
    if (at === morph.at) return;
    this.#mixer.morph(from, to, at, gesture);
    this.#morph = { ...morph, at };
    if (at === 0 || at === 1) this.#note(at === 0 ? from.key : to.key);
  }

  /** Takes the fader away; the mix stays where it is. */
  closeMorph(): void {
    this.#morph = null;
  }

  /** Gives the scene of a key another name, one step of undo. */
  rename(key: number, name: string): void {
    const scenes = withSceneName(this.scenes, key, name);
    if (scenes !== this.scenes) this.#mixer.changeSheet({ scenes }, steps().rename);
  }

  /** Removes the scene of a key, one step of undo. */
  remove(key: number): void {
    const scenes = this.scenes.filter((scene) => scene.key !== key);
    const name = this.#find(key)?.name;
    if (name !== undefined) this.#mixer.changeSheet({ scenes }, steps().remove(name));
  }

  #find(key: number | undefined): Scene | undefined {
    return this.scenes.find((scene) => scene.key === key);
  }

  /** Keys recalled or saved whose scenes are still there, the last one first. */
  #known(): readonly number[] {
    return this.#recalled.filter((key) => this.#find(key) !== undefined);
  }

  /** The scene that is on, and the one to change to. */
  #lastTwo(): readonly (number | undefined)[] {
    const known = this.#known();
    const keys = this.scenes.map(({ key }) => key);
    const here = this.current ?? known[0] ?? keys[0];
    const other = known.find((key) => key !== here) ?? keys.find((key) => key > (here ?? 0)) ?? keys[0];
    return other === here ? [here] : [here, other];
  }

  #recallAs(scene: Scene, label: string, gesture: string | null = null): void {
    this.#mixer.recallScene(scene, label, gesture);
    this.#arriveAt(scene.key);
  }

  /** A fader between two other scenes goes. */
  #arriveAt(key: number): void {
    if (this.#morph?.from !== key && this.#morph?.to !== key) this.#morph = null;
    this.#note(key);
  }

  #note(key: number): void {
    this.#recalled = [key, ...this.#recalled.filter((one) => one !== key)];
  }
}
