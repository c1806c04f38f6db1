import type { Page } from '@playwright/test';
import type { ListedSong, OpenedSession } from '../../../electron/contract/index.ts';

/** The titles of all songs of the library. */
export const listedTitles = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const listed = await globalThis.stemroom.listSongs();
    return listed.ok ? (JSON.parse(listed.value) as readonly ListedSong[]).map(({ title }) => title) : [];
  });

/** The demo song, or the one of this title, as main opens it; null: there is none. */
export const openedSong = (page: Page, title = 'Ferry Lights'): Promise<OpenedSession | null> =>
  page.evaluate(async (wanted) => {
    const listed = await globalThis.stemroom.listSongs();
    const songs = listed.ok ? (JSON.parse(listed.value) as readonly ListedSong[]) : [];
    const song = songs.find((one) => one.title === wanted);
    const opened = song === undefined ? null : await globalThis.stemroom.openSession(song.id);
    return opened?.ok === true ? opened.value : null;
  }, title);
