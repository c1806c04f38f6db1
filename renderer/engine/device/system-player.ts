import type { CoverArt } from '#contract';

/** What the system's player controls and media keys ask for. */
export type SystemAction =
  | { readonly does: 'play' | 'pause' | 'stop' | 'next' | 'previous' }
  | { readonly does: 'seekTo' | 'seekBy'; readonly seconds: number };

/** The song as the system's player controls show it. */
export type ShownSong = {
  readonly title: string;
  /** Below the title; empty: nothing. */
  readonly album: string;
  readonly cover: CoverArt | null;
  readonly motion: 'playing' | 'paused';
  readonly lengthSeconds: number;
  readonly positionSeconds: number;
  readonly speed: number;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
};

/** The system's player controls: MPRIS, Now Playing, SMTC, and with them the media keys. */
export type SystemPlayer = {
  /** Shows a song; null: nothing, and the keys go to other apps. */
  show(song: ShownSong | null): void;
  /** One listener at a time. */
  onAction(listener: (action: SystemAction) => void): void;
};

/** The longest side of a cover, in pixels. */
const coverPx = 256;
/** How far the system's keys for back and forward go when they do not say. */
const seekSeconds = 10;

/**
 * Returns the system's player controls through the page's media session.
 *
 * [Note: the silent file] Chromium gives the controls to media elements alone, of more than five seconds and not muted; since 2025 also to
 * an audio context, which ours is. A file of silence that plays along does in all of them, and also keeps the session while the device of
 * the song is exchanged. It is Vorbis, which keeps zeros as they are: silence in Opus is noise of -92 dB, and would be heard with the song.
 */
export function createSystemPlayer(): SystemPlayer {
  const session = navigator.mediaSession;
  const silence = new Audio(new URL('./silence.ogg', import.meta.url).href);
  silence.loop = true;
  let heard: (action: SystemAction) => void = () => undefined;
  let shown: Pick<ShownSong, 'title' | 'album' | 'cover'> | null = null;
  let isHandled = false;

  const handle = (): void => {
    if (isHandled) return;
    isHandled = true;
    session.setActionHandler('play', () => {
      heard({ does: 'play' });
    });
    session.setActionHandler('pause', () => {
      heard({ does: 'pause' });
    });
    session.setActionHandler('stop', () => {
      heard({ does: 'stop' });
    });
    session.setActionHandler('seekto', ({ seekTime }) => {
      if (seekTime !== undefined) heard({ does: 'seekTo', seconds: seekTime });
    });
    session.setActionHandler('seekforward', ({ seekOffset }) => {
      heard({ does: 'seekBy', seconds: seekOffset ?? seekSeconds });
    });
    session.setActionHandler('seekbackward', ({ seekOffset }) => {
      heard({ does: 'seekBy', seconds: -(seekOffset ?? seekSeconds) });
    });
  };
  const offer = (action: 'nexttrack' | 'previoustrack', does: 'next' | 'previous', isOffered: boolean): void => {
    const act = (): void => {
      heard({ does });
    };
    session.setActionHandler(action, isOffered ? act : null);
  };
  const name = async ({ title, album, cover }: ShownSong): Promise<void> => {
    if (shown?.title === title && shown.album === album && shown.cover === cover) return;
    const named = { title, album, cover };
    shown = named;
    session.metadata = new MediaMetadata({ title, album });
    const src = cover === null ? null : await coverData(cover);
    if (src !== null && shown === named) session.metadata = new MediaMetadata({ title, album, artwork: [{ src }] });
  };
  const clear = (): void => {
    silence.pause();
    session.playbackState = 'none';
    session.metadata = null;
    shown = null;
  };

  return {
    show(song) {
      if (song === null) {
        clear();
        return;
      }
      handle();
      offer('nexttrack', 'next', song.hasNext);
      offer('previoustrack', 'previous', song.hasPrevious);
      void name(song);
      // It may be paused again before it has begun to play.
      if (song.motion === 'playing') silence.play().catch(() => undefined);
      else silence.pause();
      session.playbackState = song.motion;
      session.setPositionState({
        duration: song.lengthSeconds,
        position: Math.min(Math.max(0, song.positionSeconds), song.lengthSeconds),
        playbackRate: song.speed,
      });
    },
    onAction(listener) {
      heard = listener;
    },
  };
}

/** A cover as a `data:` URL, of all schemes here the only one that Chromium takes for artwork; null when it is no picture. */
async function coverData({ kind, bytes }: CoverArt): Promise<string | null> {
  try {
    const picture = await createImageBitmap(new Blob([bytes.slice()], { type: `image/${kind}` }));
    const scale = Math.min(1, coverPx / Math.max(picture.width, picture.height));
    const [width, height] = [Math.ceil(picture.width * scale), Math.ceil(picture.height * scale)];
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
    picture.close();
    const png = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
    return `data:image/png;base64,${btoa(Array.from(png, (byte) => String.fromCharCode(byte)).join(''))}`;
  } catch {
    return null;
  }
}
