import { SvelteMap } from 'svelte/reactivity';
import { frames, type Frames, hertz, type Hertz, type StemId } from '#contract';
import type { TransportState as Motion, Player, PlayerNotice } from '../engine/player.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Play, pause, stop, seek. The playhead is asked for by whoever draws it; it is not state. */
export class TransportState {
  readonly #player: Player;
  readonly #toasts: Toasts;
  motion = $state<Motion>('stopped');
  /** Counts jumps of the playhead, so that what shows it can draw once while nothing plays. */
  jumps = $state(0);
  lengthFrames = $state<Frames>(frames(0));
  sampleRate = $state<Hertz>(hertz(44_100));
  readonly lengthSeconds = $derived(this.lengthFrames / this.sampleRate);
  /** Play was asked for while the song was still being opened. */
  #playsWhenReady = false;

  constructor(player: Player, toasts: Toasts) {
    this.#player = player;
    this.#toasts = toasts;
    player.onNotice((notice) => {
      if (notice.about === 'transport') {
        this.motion = notice.state;
        this.jumps += 1;
      }
      if (notice.about === 'device') toasts.trouble(notice.failure);
    });
  }

  load(lengthFrames: Frames, sampleRate: Hertz): void {
    this.lengthFrames = lengthFrames;
    this.sampleRate = sampleRate;
    this.motion = this.#player.state();
    this.jumps += 1;
    const plays = this.#playsWhenReady && lengthFrames > 0;
    this.#playsWhenReady = false;
    if (plays) void this.play();
  }

  playhead(): Frames {
    return this.lengthFrames === 0 ? frames(0) : this.#player.playhead();
  }

  /** While a song is being opened, this is kept in mind until it is there. */
  async playPause(): Promise<void> {
    if (this.lengthFrames === 0) this.#playsWhenReady = !this.#playsWhenReady;
    else if (this.motion === 'playing') this.#player.pause();
    else await this.play();
  }

  async play(): Promise<void> {
    if (this.lengthFrames === 0) return;
    const started = await this.#player.play();
    if (!started.ok) this.#toasts.trouble(started.failure);
  }

  pause(): void {
    this.#player.pause();
  }

  stop(): void {
    this.#player.stop();
    this.jumps += 1;
  }

  seek(to: Frames): void {
    if (this.lengthFrames === 0) return;
    this.#player.seek(frames(Math.min(Math.max(to, 0), this.lengthFrames)));
    this.jumps += 1;
  }

  seekBySeconds(seconds: number): void {
    this.seek(frames(this.playhead() + seconds * this.sampleRate));
  }
}

/** What was less than perfect about the sound of the open song, counted since it was opened. */
export class SoundFaults {
  /** Times that sound was not there when it was due. */
  dropouts = $state(0);
  /** Damaged frames that were bridged, for each stem that has any. */
  readonly bridged = new SvelteMap<StemId, number>();

  take(notice: PlayerNotice): void {
    if (notice.about === 'dropout') this.dropouts = notice.count;
    if (notice.about === 'concealed') this.bridged.set(notice.stemId, notice.frames);
  }

  clear(): void {
    this.dropouts = 0;
    this.bridged.clear();
  }
}
