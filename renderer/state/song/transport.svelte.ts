import { SvelteMap } from 'svelte/reactivity';
import { frames, type Frames, hertz, type Hertz, type StemId } from '#contract';
import type { TransportState as Motion, Player, PlayerNotice } from '../../engine/player.ts';
import type { Toasts } from '../toasts.svelte.ts';

/** Play, pause, stop and seek. The playhead is no state: views read it when they draw. */
export class TransportState {
  readonly #player: Player;
  readonly #toasts: Toasts;
  motion = $state<Motion>('stopped');
  /** Counts jumps of the playhead, so that its views can redraw while nothing plays. */
  jumps = $state(0);
  /** Passes of the loop that are over, and the speed that it plays at now; null: as the mix says. */
  pass = $state.raw<{ readonly passes: number; readonly speed: number } | null>(null);
  lengthFrames = $state<Frames>(frames(0));
  sampleRate = $state<Hertz>(hertz(44_100));
  readonly lengthSeconds = $derived(this.lengthFrames / this.sampleRate);
  /** Whether to play as soon as the song is open. */
  #playsWhenReady = false;

  constructor(player: Player, toasts: Toasts) {
    this.#player = player;
    this.#toasts = toasts;
    player.onNotice((notice) => {
      if (notice.about === 'transport') {
        this.motion = notice.state;
        this.jumps += 1;
      }
      if (notice.about === 'pass') this.pass = notice.passes === 0 ? null : notice;
      if (notice.about === 'device') toasts.trouble(notice.failure);
    });
  }

  /** Takes over an opened song; length 0 for none. Plays when the user pressed Play meanwhile. */
  load(lengthFrames: Frames, sampleRate: Hertz): void {
    this.lengthFrames = lengthFrames;
    this.sampleRate = sampleRate;
    this.motion = this.#player.state();
    this.jumps += 1;
    const plays = this.#playsWhenReady && lengthFrames > 0;
    this.#playsWhenReady = false;
    if (plays) void this.play();
  }

  /** Plays once the song that is being opened is ready. */
  playWhenReady(): void {
    this.#playsWhenReady = true;
  }

  /** The audible position. */
  playhead(): Frames {
    return this.lengthFrames === 0 ? frames(0) : this.#player.playhead();
  }

  /** The audible position in seconds of the song. */
  playheadSeconds(): number {
    return this.playhead() / this.sampleRate;
  }

  /** Plays or pauses. While a song opens, decides whether it plays once it is open. */
  async playPause(): Promise<void> {
    if (this.lengthFrames === 0) this.#playsWhenReady = !this.#playsWhenReady;
    else if (this.motion === 'playing') this.#player.pause();
    else await this.play();
  }

  /** Plays, if a song is open; shows a toast on failure. */
  async play(): Promise<void> {
    if (this.lengthFrames === 0) return;
    const started = await this.#player.play();
    if (!started.ok) this.#toasts.trouble(started.failure);
  }

  /** Pauses. */
  pause(): void {
    this.#player.pause();
  }

  /** Stops and returns to the start of song or loop. */
  stop(): void {
    this.#player.stop();
    this.jumps += 1;
  }

  /** Seeks to a frame of the song, or to the end that is nearest. */
  seek(to: Frames): void {
    if (this.lengthFrames === 0) return;
    this.#player.seek(frames(Math.min(Math.max(to, 0), this.lengthFrames)));
    this.jumps += 1;
  }

  /** Seeks by seconds of the song from the playhead. */
  seekBySeconds(seconds: number): void {
    this.seek(frames(this.playhead() + seconds * this.sampleRate));
  }
}

/** Flaws in the sound of the open song, counted since it opened. */
export class SoundFaults {
  /** Times that the page cache was late. */
  dropouts = $state(0);
  /** Concealed codec frames by stem. */
  readonly bridged = new SvelteMap<StemId, number>();

  /** Follows a notice of the player. */
  take(notice: PlayerNotice): void {
    if (notice.about === 'dropout') this.dropouts = notice.count;
    if (notice.about === 'concealed') this.bridged.set(notice.stemId, notice.frames);
  }

  /** Starts over for another song. */
  clear(): void {
    this.dropouts = 0;
    this.bridged.clear();
  }
}
