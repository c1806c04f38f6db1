import type { Page } from '@playwright/test';
import type { ListedSong, OpenedSession, SessionOrigin } from '../../../electron/contract/index.ts';

/** The first song of the library, or of this origin, as main opens it; null: there is none. */
export const openedSong = (page: Page, from: SessionOrigin['from'] | null = null): Promise<OpenedSession | null> =>
  page.evaluate(async (wanted) => {
    const listed = await globalThis.stemroom.listSongs();
    const songs = listed.ok ? (JSON.parse(listed.value) as readonly ListedSong[]) : [];
    const song = songs.find(({ origin }) => wanted === null || origin.from === wanted);
    const opened = song === undefined ? null : await globalThis.stemroom.openSession(song.id);
    return opened?.ok === true ? opened.value : null;
  }, from);
