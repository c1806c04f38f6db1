import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCurrentJson, readJson, replaceJson, writeJson } from '../../../electron/main/disk/json-file.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { diskError, tempFolder, troubledFs } from '../library/rig.ts';

const anything = (json: unknown): unknown => json;
const onlyNumbers = (json: unknown): number | null => (typeof json === 'number' ? json : null);

describe('a small document', () => {
  it('is read as it was written, and keeps its last version beside it', async () => {
    const path = join(await tempFolder(), 'a.json');
    await writeJson(nodeFs, path, 1);
    await writeJson(nodeFs, path, 2);
    expect(await readJson(nodeFs, path, anything)).toBe(2);
    expect(JSON.parse(await readFile(`${path}.bak`, 'utf8'))).toBe(1);
  });

  it.each(['', '{"a":', '"text"', '\0\0\0\0'])('falls back to its last version when it holds %j', async (broken) => {
    const path = join(await tempFolder(), 'a.json');
    await writeJson(nodeFs, path, 1);
    await writeJson(nodeFs, path, 2);
    await writeFile(path, broken);
    expect(await readJson(nodeFs, path, onlyNumbers)).toBe(1);
    expect(await readCurrentJson(nodeFs, path, onlyNumbers)).toBeNull();
  });

  it('F31 is null when nothing is there, and when a link is there', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'elsewhere.json'), '5');
    await symlink(join(folder, 'elsewhere.json'), join(folder, 'link.json'));
    expect(await readJson(nodeFs, join(folder, 'none.json'), anything)).toBeNull();
    expect(await readJson(nodeFs, join(folder, 'link.json'), anything)).toBeNull();
  });

  it.each(['write', 'sync', 'rename'])(
    'is the old one after a failed %s, with nothing left beside it',
    async (failing) => {
      const folder = await tempFolder();
      const path = join(folder, 'a.json');
      await writeJson(nodeFs, path, 1);
      const fs = troubledFs((operation, at) => {
        if (operation === failing && !at.endsWith('.bak')) throw diskError('ENOSPC');
      });
      await expect(writeJson(fs, path, 2)).rejects.toThrow('ENOSPC');
      expect(await readJson(nodeFs, path, anything)).toBe(1);
    },
  );

  it('goes back to its own name when the new one could not take it', async () => {
    const path = join(await tempFolder(), 'a.json');
    await writeJson(nodeFs, path, 1);
    let refusals = 1;
    const fs = troubledFs((operation, at) => {
      if (operation === 'rename' && at === path && refusals-- > 0) throw diskError('ENOSPC');
    });
    await expect(writeJson(fs, path, 2)).rejects.toThrow('ENOSPC');
    expect(await readCurrentJson(nodeFs, path, anything)).toBe(1);
  });

  it('is synced before it takes its name, and its folder after', async () => {
    const folder = await tempFolder();
    const steps: string[] = [];
    const fs = troubledFs((operation) => void steps.push(operation));
    await replaceJson(fs, join(folder, 'a.json'), 1);
    expect(steps).toEqual(['open create', 'write', 'sync', 'rename', 'sync folder']);
  });

  it('F26 waits for a program that holds the file for a moment', async () => {
    const path = join(await tempFolder(), 'a.json');
    let refusals = 3;
    const fs = troubledFs((operation) => {
      if (operation === 'rename' && refusals-- > 0) throw diskError('EBUSY');
    });
    await writeJson(fs, path, 1);
    expect(await readJson(nodeFs, path, anything)).toBe(1);
  });
});
