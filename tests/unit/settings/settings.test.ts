import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../electron/contract/index.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import { diskError, kindOf, tempFolder, troubledFs, valueOf } from '../library/rig.ts';

const fresh = async () => join(await tempFolder(), 'settings.json');

describe('settings', () => {
  it('are the defaults at first, and what was chosen after a restart', async () => {
    const path = await fresh();
    const settings = await SettingsFile.open(nodeFs, path);
    expect(settings.current.page).toEqual(defaultSettings);
    const changed = valueOf(await settings.changePage({ theme: 'light' }));
    expect(changed).toEqual({ settings: { ...defaultSettings, theme: 'light' }, trouble: null, locale: 'en' });
    valueOf(await settings.change({ hosts: { 'a.example': true }, isDemoRemoved: true }));
    const again = await SettingsFile.open(nodeFs, path);
    expect(again.current).toEqual(settings.current);
  });

  it('written at once, one after the other, all stay', async () => {
    const path = await fresh();
    const settings = await SettingsFile.open(nodeFs, path);
    await Promise.all([
      settings.changePage({ theme: 'dark', interfaceSize: 130 }),
      settings.change({ exportFolder: '/music' }),
      settings.change({ isKeySaved: true }),
    ]);
    const again = await SettingsFile.open(nodeFs, path);
    expect(again.current).toMatchObject({
      page: { theme: 'dark', interfaceSize: 130 },
      exportFolder: '/music',
      isKeySaved: true,
    });
  });

  it.each(['', 'garbage', '[]', '"x"', '{"version":"x"}'])('are the defaults when the file holds %j', async (text) => {
    const path = await fresh();
    await writeFile(path, text);
    expect((await SettingsFile.open(nodeFs, path)).current.page).toEqual(defaultSettings);
  });

  it('lose one field that cannot be read, not the others', async () => {
    const path = await fresh();
    await writeFile(
      path,
      JSON.stringify({
        page: { theme: 'loud', interfaceSize: 113, pagePoolMiB: 160 },
        hosts: { 'a.example': true },
        window: { bounds: 5 },
      }),
    );
    const { current } = await SettingsFile.open(nodeFs, path);
    expect(current.page).toEqual({ ...defaultSettings, pagePoolMiB: 160 });
    expect(current.hosts).toEqual({ 'a.example': true });
    expect(current.window).toBeNull();
  });

  it('of an older Stemroom get the usual keys, and of a newer one lose only the command that is not known here', async () => {
    const path = await fresh();
    const pedal = { port: 'Pedal', kind: 'note', channel: 1, number: 60, mode: 'position' };
    await writeFile(path, JSON.stringify({ version: 1, page: { theme: 'light' } }));
    const older = await SettingsFile.open(nodeFs, path);
    expect(older.current.page).toEqual({ ...defaultSettings, theme: 'light' });
    await writeFile(
      path,
      JSON.stringify({
        page: {
          controls: {
            hasSingleKeys: false,
            keys: [
              { target: 'stop', strokes: ['PageDown'] },
              { target: 'makeTea', strokes: ['q'] },
            ],
            midi: [{ ...pedal, target: 'playPause' }, { ...pedal, target: 'makeTea' }, 5],
            clockPort: 7,
          },
        },
      }),
    );
    const { controls } = (await SettingsFile.open(nodeFs, path)).current.page;
    expect(controls).toEqual({
      hasSingleKeys: false,
      keys: [{ target: 'stop', strokes: ['PageDown'] }],
      midi: [{ ...pedal, target: 'playPause' }],
      clockPort: null,
    });
  });

  it('F24 take effect even when the disk is full, and say so', async () => {
    const path = await fresh();
    const fs = troubledFs((operation) => {
      if (operation === 'write') throw diskError('ENOSPC');
    });
    const settings = await SettingsFile.open(fs, path);
    expect(kindOf(await settings.changePage({ theme: 'dark' }))).toBe('diskFull');
    expect(settings.current.page.theme).toBe('dark');
  });

  it('hold no key', async () => {
    const path = await fresh();
    const settings = await SettingsFile.open(nodeFs, path);
    valueOf(await settings.change({ isKeySaved: true }));
    expect(Object.keys(JSON.parse(await readFile(path, 'utf8')) as object).sort()).toEqual(
      [
        ...['exportFolder', 'hosts', 'importFolder', 'isDemoRemoved', 'isKeySaved', 'libraryFolder', 'libraryMove'],
        ...['page', 'version', 'window'],
      ].sort(),
    );
  });
});
