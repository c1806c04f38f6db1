import { type CoverArt, frames, type SessionId } from '#contract';
import type { SystemAction, SystemPlayer } from '../../engine/device/system-player.ts';
import type { Ports } from '../ports.ts';
import type { SessionState } from '../song/session.svelte.ts';
import type { SetPlayer } from './set-player.svelte.ts';
import type { SetlistState } from './setlists.svelte.ts';
import type { TransportState } from '../song/transport.svelte.ts';

type Parts = {
  readonly system: SystemPlayer;
  readonly readCover: Ports['readCover'];
  readonly session: SessionState;
  readonly transport: TransportState;
  readonly set: SetPlayer;
  readonly setlists: SetlistState;
};

/** Keeps the system's player controls in step with the transport, and does what they ask. */
export class NowPlaying {
  readonly #parts: Parts;
  #hasPlayed = false;
  #cover: { readonly id: SessionId; readonly art: CoverArt | null } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.system.onAction((action) => {
      this.#act(action);
    });
  }

  /** Shows the song that plays, paused when nothing moves; nothing before the first song has played. Call it whenever a part of that changed. */
  tell(): void {
    const { system, session, transport, set, setlists } = this.#parts;
    const { motion, lengthSeconds } = transport;
    const song = session.session;
    const speed = transport.pass?.speed ?? session.mixer?.mix.speed ?? 1;
    const album = set.current === null ? '' : (setlists.shown?.name ?? '');
    const [hasNext, hasPrevious] = [set.next !== null, set.previous !== null];
    if (song === null || lengthSeconds === 0) return;
    this.#hasPlayed ||= motion === 'playing';
    if (!this.#hasPlayed) return;
    if (this.#cover?.id !== song.id) void this.#findCover(song.id);
    system.show({
      ...{ title: song.title, album, cover: this.#cover?.id === song.id ? this.#cover.art : null },
      motion: motion === 'playing' ? 'playing' : 'paused',
      ...{ lengthSeconds, positionSeconds: transport.playheadSeconds(), speed, hasNext, hasPrevious },
    });
  }

  async #findCover(id: SessionId): Promise<void> {
    this.#cover = { id, art: null };
    const art = await this.#parts.readCover(id).catch(() => null);
    if (art === null || this.#cover.id !== id) return;
    this.#cover = { id, art };
    this.tell();
  }

  #act(action: SystemAction): void {
    const { transport, set } = this.#parts;
    switch (action.does) {
      case 'play':
        if (transport.motion !== 'playing') void transport.play();
        break;
      case 'pause':
        transport.pause();
        break;
      case 'stop':
        transport.stop();
        break;
      case 'next':
        void set.goNext();
        break;
      case 'previous':
        void set.goPrevious();
        break;
      case 'seekTo':
        transport.seek(frames(action.seconds * transport.sampleRate));
        break;
      case 'seekBy':
        transport.seekBySeconds(action.seconds);
    }
  }
}
