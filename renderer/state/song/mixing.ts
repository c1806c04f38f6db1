import { type StemId, words } from '#contract';
import type { SessionState } from './session.svelte.ts';
import type { SettingsState } from '../settings.svelte.ts';
import type { Toasts } from '../toasts.svelte.ts';
import type { ViewState } from '../view.svelte.ts';

type Neighbours = {
  readonly session: SessionState;
  readonly settings: SettingsState;
  readonly view: ViewState;
  readonly toasts: Toasts;
};

/** Changes of strips and scenes that show a notice or ask for a name. */
export class Mixing {
  readonly #session: SessionState;
  readonly #settings: SettingsState;
  readonly #view: ViewState;
  readonly #toasts: Toasts;

  constructor({ session, settings, view, toasts }: Neighbours) {
    this.#session = session;
    this.#settings = settings;
    this.#view = view;
    this.#toasts = toasts;
  }

  /** Moves a strip to a place in the mixer, counted from 0. `gesture` as in the mixer's `setLevel`. */
  moveStrip(stemId: StemId, place: number, gesture: string | null = null): void {
    const { mixer } = this.#session;
    if (mixer?.moveStrip(stemId, place, gesture) !== true) return;
    const { looks } = mixer;
    const at = looks.findIndex((look) => look.stemId === stemId) + 1;
    this.#view.stripNews = words().strips.movedTo(mixer.nameOf(stemId), at, looks.length);
  }

  /** Groups strips, and says so; or why not. */
  groupStrips(stemIds: readonly StemId[], name = ''): void {
    const { mixer } = this.#session;
    if (mixer === null) return;
    const { full, made } = words().strips.groups;
    this.#view.chosenStrips = [];
    if (!mixer.groupStrips(stemIds, name)) this.#toasts.news(full);
    else this.#view.stripNews = made(stemIds.length);
  }

  /** Groups the chosen strips, or asks what a strip is to be grouped with. */
  groupFrom(stemId: StemId): void {
    const { chosenStrips } = this.#view;
    if (chosenStrips.length > 1) this.groupStrips(chosenStrips);
    else this.#view.editStrip('group', stemId);
  }

  /** Saves the mix as a scene under a key, or under the lowest free one (null), for which it asks for a name. */
  saveScene(key: number | null): void {
    const { scenes } = this.#session;
    if (scenes === null) return;
    const saved = scenes.save(key);
    if (saved === null) this.#toasts.news(words().notices.mixing.scenesFull);
    else if (key === null) this.#view.renamedScene = saved;
  }

  /** Recalls the scene of a key, if there is one. */
  recallScene(key: number): void {
    if (this.#session.scenes?.recall(key) !== false) return;
    this.#toasts.news(words().notices.mixing.noScene(`F${String(key)}`));
  }

  /** Lets a stem be heard forward, as an export of that version has it, or the mix again. */
  togglePreview(stemId: StemId): void {
    const { mixer, session } = this.#session;
    if (mixer === null || session === null || session.stems.length < 2) return;
    const isOn = mixer.preview?.stemId === stemId;
    mixer.previewForward(isOn ? null : { stemId, ...this.#settings.settings.export.forward });
  }
}
