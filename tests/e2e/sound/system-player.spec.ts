import { execFileSync } from 'node:child_process';
import { expect, test } from '../stemroom.ts';
import { button, chooseFromSongMenu, drawn, importFolder, position, readyToPlay } from '../support/hands.ts';
import { inFolder, makeStems } from '../support/stem-folders.ts';

const send = (dest: string, path: string, ...words: readonly string[]): string =>
  execFileSync('dbus-send', ['--session', '--print-reply=literal', `--dest=${dest}`, path, ...words], {
    encoding: 'utf8',
  });

/** The names of the players on the session bus. */
const players = (): readonly string[] =>
  send('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.ListNames').match(
    /org\.mpris\.MediaPlayer2\.[\w.]+/g,
  ) ?? [];

const property = (player: string, name: string): string =>
  send(
    player,
    '/org/mpris/MediaPlayer2',
    'org.freedesktop.DBus.Properties.Get',
    'string:org.mpris.MediaPlayer2.Player',
    `string:${name}`,
  );
const ask = (player: string, method: string, ...words: readonly string[]): string =>
  send(player, '/org/mpris/MediaPlayer2', `org.mpris.MediaPlayer2.Player.${method}`, ...words);

test("the system's player controls show the song that plays, and play, pause, seek and go to the next of the setlist", async ({
  stemroom,
}) => {
  test.skip(process.platform !== 'linux', 'MPRIS is of Linux');
  await inFolder(async (folder) => {
    const page = await stemroom.start();
    await drawn(page);
    await importFolder(stemroom, makeStems(folder, 'Night Drive', 1));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Night Drive');
    for (const title of ['Ferry Lights', 'Night Drive']) await chooseFromSongMenu(page, title, 'Add to setlist');
    await button(page, 'Setlist').click();
    await page.getByRole('list', { name: 'Songs of Setlist' }).getByRole('button', { name: 'Ferry Lights' }).click();
    await readyToPlay(page);
    expect(players()).toEqual([]);

    await page.getByRole('region', { name: 'Song', exact: true }).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => players()).toHaveLength(1);
    const [player = ''] = players();
    const told = (name: string) => expect.poll(() => property(player, name));
    await told('Metadata').toMatch(/xesam:title\s+variant\s+Ferry Lights/);
    await told('PlaybackStatus').toContain('Playing');

    ask(player, 'PlayPause');
    await expect(button(page, 'Play')).toBeVisible();
    await told('PlaybackStatus').toContain('Paused');
    const [, track = ''] = /mpris:trackid\s+variant\s+(\S+)/.exec(property(player, 'Metadata')) ?? [];
    ask(player, 'SetPosition', `objpath:${track}`, 'int64:20000000');
    await expect.poll(() => position(page)).toBeCloseTo(20, 1);
    await told('Position').toMatch(/int64 20\d{6}\b/);
    ask(player, 'Play');
    await expect(button(page, 'Pause')).toBeVisible();

    await told('CanGoNext').toContain('true');
    ask(player, 'Next');
    await told('Metadata').toMatch(/xesam:title\s+variant\s+Night Drive/);
    await told('CanGoNext').toContain('false');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Night Drive');
    await expect(button(page, 'Pause')).toBeVisible();
    ask(player, 'Stop');
    await expect(button(page, 'Play')).toBeVisible();
  });
});
