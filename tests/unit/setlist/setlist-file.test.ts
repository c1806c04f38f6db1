import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { noSetlists, type Setlists } from '../../../electron/contract/index.ts';
import { setlistsSchema } from '../../../electron/contract/schemas.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { SetlistFile } from '../../../electron/main/setlist-file.ts';
import { kindOf, tempFolder, valueOf } from '../library/rig.ts';

let path: string;
beforeEach(async () => {
  path = join(await tempFolder(), 'setlists.json');
});
const open = (): SetlistFile => new SetlistFile(nodeFs, path);

const friday: Setlists = setlistsSchema.parse({
  lists: [
    {
      id: 'friday',
      name: 'Friday',
      songs: [
        {
          ...{ id: 'one', sessionId: 'a'.repeat(26), title: 'Night Drive' },
          ...{ tuning: { speed: 0.9, transposeCents: 200, scene: 3 }, ending: 'goOn', note: 'Capo 2' },
        },
      ],
    },
  ],
  shownId: 'friday',
});

describe('the setlists on disk', () => {
  it('are none at first, and outlast the app', async () => {
    expect(valueOf(await open().read())).toEqual(noSetlists);
    valueOf(await open().save(friday));
    expect(valueOf(await open().read())).toEqual(friday);
  });

  it('from before songs had key, speed, end and note are taken with what is usual', async () => {
    const song = { id: 'one', sessionId: null, title: 'Night Drive' };
    const old = { version: 1, setlists: { lists: [{ id: 'friday', name: 'Friday', songs: [song] }] } };
    await writeFile(path, JSON.stringify(old));
    const tuning = { speed: null, transposeCents: null, scene: null };
    expect(valueOf(await open().read())).toEqual({
      lists: [{ id: 'friday', name: 'Friday', songs: [{ ...song, tuning, ending: 'stop', note: '' }] }],
      shownId: null,
    });
  });

  it('that are torn leave those before them, and are set aside with their bytes', async () => {
    valueOf(await open().save(noSetlists));
    valueOf(await open().save(friday));
    valueOf(await open().save(noSetlists));
    await writeFile(path, '{"version": 1, "setl');
    expect(valueOf(await open().read())).toEqual(friday);
    valueOf(await open().save(friday));
    expect(await readFile(`${path}.unreadable`, 'utf8')).toBe('{"version": 1, "setl');
  });

  it('of a newer Stemroom are left as they are, and said to be unreadable', async () => {
    const newer = JSON.stringify({ version: 2, setlists: {} });
    await writeFile(path, newer);
    expect(kindOf(await open().read())).toBe('setlistsUnreadable');
    expect(kindOf(await open().save(friday))).toBe('setlistsUnreadable');
    expect(await readFile(path, 'utf8')).toBe(newer);
  });
});
