import {
  type DroppedFile,
  failure,
  type Session,
  type SessionId,
  type Sha256,
  type Stem,
  type StemId,
  words,
} from '#contract';
import type { MixerState } from './mixer.svelte.ts';
import type { Ports } from '../ports.ts';
import type { Toasts } from '../toasts.svelte.ts';

/** The open song, as far as its files are concerned. */
type OpenSong = { readonly id: SessionId; readonly mixer: MixerState; readonly session: Session | null };

type StemFilesParts = {
  readonly ports: Pick<Ports, 'api' | 'probe'>;
  /** Null: no song is open. */
  readonly openSong: () => OpenSong | null;
  readonly toasts: Toasts;
};

/** The files that the stems of the open song play: others in their place, and those before them again. */
export class StemFiles {
  readonly #parts: StemFilesParts;

  constructor(parts: StemFilesParts) {
    this.#parts = parts;
  }

  /** Lets a stem play a file that is dropped, or asked for in the native dialog (null). Says why when that cannot be, and then nothing changes. */
  async replace(stemId: StemId, dropped: DroppedFile | null = null): Promise<void> {
    const { ports, openSong, toasts } = this.#parts;
    const open = openSong();
    if (open === null) return;
    const { id, mixer } = open;
    const { api } = ports;
    const added = await api.stemFile({ does: 'add', id, stemId, file: dropped });
    if (!added.ok) {
      toasts.trouble(added.failure);
      return;
    }
    if (added.value === null) return;
    const { audio, name } = added.value;
    const before = this.#fileOf(stemId);
    if (before === audio.sha256) {
      toasts.news(words().strips.sameFile(mixer.nameOf(stemId)));
      return;
    }
    const probed = await ports.probe(audio);
    if (probed.ok && openSong()?.mixer === mixer) {
      mixer.replaceFile(stemId, before, audio.sha256);
      return;
    }
    if (!probed.ok) toasts.trouble(failure('unsupportedFile', name));
    await api.stemFile({ does: 'discard', id, stemId, sha256: audio.sha256 });
  }

  /** Lets a stem play the file again that was replaced last. */
  bringBack(stemId: StemId): void {
    const spare = this.#stem(stemId)?.spares?.at(-1);
    if (spare !== undefined) this.#parts.openSong()?.mixer.replaceFile(stemId, this.#fileOf(stemId), spare.sha256);
  }

  /** Lets a stem of a song play one of its files. Main announces the song when the stem has it, and it is then heard. */
  async use(id: SessionId, stemId: StemId, sha256: Sha256): Promise<void> {
    const used = await this.#parts.ports.api.stemFile({ does: 'use', id, stemId, sha256 });
    if (!used.ok) this.#parts.toasts.trouble(used.failure);
  }

  #stem(stemId: StemId): Stem | undefined {
    return this.#parts.openSong()?.session?.stems.find((stem) => stem.id === stemId);
  }

  #fileOf(stemId: StemId): Sha256 | null {
    const file = this.#stem(stemId)?.file;
    return file?.state === 'saved' || file?.state === 'away' ? file.audio.sha256 : null;
  }
}
