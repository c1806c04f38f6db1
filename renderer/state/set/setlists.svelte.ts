import {
  noSetlists,
  type Result,
  type SessionId,
  type Setlist,
  type Setlists,
  type SetSong,
  ok,
  fail,
  failFrom,
  words,
} from '#contract';
import { beginHistory, type History, record, redo, undo } from '../../mix/history.ts';
import {
  newSetSong,
  setName,
  setNote,
  shownSetlist,
  withoutSetlist,
  withoutSong,
  withSetlist,
  withShown,
  withSongChanged,
  withSongMoved,
  withSongs,
} from '../../mix/setlist.ts';
import { readSetlist, writeSetlist } from '../../mix/setlist-text.ts';
import { decodeText } from '../../song/lyrics/lyric-files.ts';
import type { LibraryState } from '../library.svelte.ts';
import type { Ports } from '../ports.ts';
import { writeTextFile } from '../text-files.ts';
import type { Toasts } from '../toasts.svelte.ts';

const steps = () => words().notices.steps.setlists;

const newId = (): string => crypto.randomUUID();

/** The setlists, with their own steps of undo, kept in step with main. */
export class SetlistState {
  readonly #ports: Pick<Ports, 'api' | 'putBytes'>;
  readonly #library: LibraryState;
  readonly #toasts: Toasts;
  readonly #onChange: () => void;
  #history = $state.raw<History<Setlists>>(beginHistory(noSetlists));
  /** Resolves when the last write has ended; `#isWaiting`: it has not begun and will take what is there then. */
  #saving: Promise<void> = Promise.resolve();
  #isWaiting = false;

  readonly all = $derived(this.#history.present);
  readonly shown = $derived(shownSetlist(this.all));
  /** What the next undo takes back, such as "Move Night Drive"; null for nothing. */
  readonly undoLabel = $derived(this.#history.past.at(-1)?.label ?? null);
  readonly redoLabel = $derived(this.#history.future[0]?.label ?? null);

  constructor(ports: Pick<Ports, 'api' | 'putBytes'>, library: LibraryState, toasts: Toasts, onChange: () => void) {
    this.#onChange = onChange;
    this.#ports = ports;
    this.#library = library;
    this.#toasts = toasts;
  }

  /** Reads the setlists; shows a toast on failure. */
  async load(): Promise<void> {
    const read = await this.#ports.api.setlists(null);
    if (read.ok) this.#history = beginHistory(read.value);
    else this.#toasts.trouble(read.failure);
  }

  /** Adds songs of the library to the end of the setlist that is shown, or to a new one. */
  add(songs: readonly { readonly id: SessionId; readonly title: string }[]): void {
    const added = songs.map(({ id, title }) => newSetSong(newId(), id, title));
    const [first] = added;
    if (first === undefined) return;
    const label = added.length === 1 ? steps().addSong(first.title) : steps().addSongs;
    const base = this.shown === null ? withSetlist(this.all, emptyList(words().notices.setlists.name)) : this.all;
    this.#change(
      withShown(base, (list) => withSongs(list, added)),
      label,
    );
  }

  /** Adds an empty setlist and shows it. */
  create(): void {
    const names = this.all.lists.map(({ name }) => name);
    const { name: firstName, numberedName } = words().notices.setlists;
    let name: string = firstName;
    for (let count = 2; names.includes(name); count += 1) name = numberedName(count);
    this.#change(withSetlist(this.all, emptyList(name)), steps().create);
  }

  /** Shows a setlist. No step of undo. */
  show(id: string): void {
    this.#history = { ...this.#history, present: { ...this.all, shownId: id } };
    this.#save();
  }

  /** Gives the shown setlist another name. */
  rename(name: string): void {
    this.#edit((list) => ({ ...list, name: setName(name) }), steps().rename);
  }

  /** Removes the setlist that is shown. */
  remove(): void {
    if (this.shown !== null) this.#change(withoutSetlist(this.all, this.shown.id), steps().remove(this.shown.name));
  }

  /** Moves a song to a place, counted from 0. `gesture` names one drag, which becomes one step of undo. */
  move(song: SetSong, to: number, gesture: string | null = null): void {
    this.#edit((list) => withSongMoved(list, song.id, to), steps().move(this.titleOf(song)), gesture);
  }

  /** Takes a song out of the setlist. */
  takeOut(song: SetSong): void {
    this.#edit((list) => withoutSong(list, song.id), steps().takeOut(this.titleOf(song)));
  }

  /** Changes key, speed, ending or note of a song. */
  changeSong(song: SetSong, change: Partial<Pick<SetSong, 'tuning' | 'ending' | 'note'>>): void {
    const kept = change.note === undefined ? change : { ...change, note: setNote(change.note) };
    const changed = change.note !== undefined ? 'note' : change.ending !== undefined ? 'ending' : 'speedAndKey';
    this.#edit((list) => withSongChanged(list, song.id, kept), steps()[changed](this.titleOf(song)));
  }

  /** Takes back the last change of the setlists. */
  undo(): void {
    this.#become(undo(this.#history));
  }

  /** Makes the change again that was taken back last. */
  redo(): void {
    this.#become(redo(this.#history));
  }

  /** A song's title as the library has it now, or as it was when it was added. */
  titleOf({ sessionId, title }: SetSong): string {
    return (sessionId === null ? null : this.#library.find(sessionId)?.title) ?? title;
  }

  /** Asks for a text file and takes it as a new setlist, its songs found in the library by their titles. */
  async importText(): Promise<void> {
    const chosen = await this.#ports.api.chooseText('setlist');
    if (!chosen.ok) this.#toasts.trouble(chosen.failure);
    if (!chosen.ok || chosen.value === null) return;
    const { name, bytes } = chosen.value;
    const read = this.#read(decodeText(bytes) ?? '', name.replace(/\.[^.]*$/, ''));
    if (!read.ok) this.#toasts.trouble(read.failure);
    else this.#change(withSetlist(this.all, read.value), steps().import(read.value.name));
  }

  /** Asks where to save the setlist that is shown, and writes it there as text. */
  async exportText(): Promise<void> {
    if (this.shown === null) return;
    const named = { ...this.shown, songs: this.shown.songs.map((song) => ({ ...song, title: this.titleOf(song) })) };
    const saved = await writeTextFile(this.#ports, `${this.shown.name}.txt`, writeSetlist(named));
    if (!saved.ok) this.#toasts.trouble(saved.failure);
    else if (saved.value !== null) this.#toasts.news(words().notices.saved(saved.value));
  }

  /** Resolves when main has what changed so far. */
  async saved(): Promise<void> {
    await this.#saving;
  }

  #read(text: string, fileName: string): Result<Setlist> {
    const { name, songs } = readSetlist(text);
    if (songs.length === 0) return fail('noSetlist', fileName);
    const known = this.#library.songs.map((song) => ({ song, title: folded(song.title) }));
    const found = songs.map(({ titles, ...rest }): SetSong => {
      const wanted = titles.map(folded);
      const song = wanted
        .map((title) => known.find((one) => one.title === title))
        .find((one) => one !== undefined)?.song;
      return { ...newSetSong(newId(), song?.id ?? null, song?.title ?? titles[0] ?? ''), ...rest };
    });
    return ok({ id: newId(), name: setName(name ?? fileName), songs: found });
  }

  #edit(change: (list: Setlist) => Setlist, label: string, gesture: string | null = null): void {
    this.#change(withShown(this.all, change), label, gesture);
  }

  #change(setlists: Setlists, label: string, gesture: string | null = null): void {
    if (JSON.stringify(setlists) !== JSON.stringify(this.all)) {
      this.#become(record(this.#history, setlists, label, gesture));
    }
  }

  #become(history: History<Setlists>): void {
    this.#history = history;
    this.#save();
  }

  /** Saves what is there once the write under way has ended. */
  #save(): void {
    this.#onChange();
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#saving = this.#saving.then(async () => {
      this.#isWaiting = false;
      const saved = await this.#ports.api.setlists(this.all).catch((reason: unknown) => failFrom('internal', reason));
      if (!saved.ok) this.#toasts.trouble(saved.failure);
    });
  }
}

const emptyList = (name: string): Setlist => ({ id: newId(), name, songs: [] });

const folded = (title: string): string => title.normalize('NFC').trim().toLowerCase();
