import fc from 'fast-check';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog, Redactor } from '../../../electron/main/log.ts';
import { tempFolder } from '../library/rig.ts';

const redactor = new Redactor('/home/anna', 'anna');

describe('the redactor', () => {
  it.each([
    ['GET https://a.example/x.mp3?sig=abc&exp=1 200', 'GET https://a.example/x.mp3?[hidden] 200'],
    ['https://a.example/x#token', 'https://a.example/x?[hidden]'],
    ['https://anna:pw@a.example/', 'https://[hidden]@a.example/'],
    ['Authorization: Bearer abc.def-123', 'Authorization: Bearer [hidden]'],
    ['{"authorization":"Bearer abc"}', '{"authorization":"Bearer [hidden]"}'],
    ['{"apiKey":"abc123","a":1}', '{"apiKey":"[hidden]","a":1}'],
    ['api_key=abc123 next', 'api_key=[hidden] next'],
    ['token: abc', 'token: [hidden]'],
    ['ENOENT /home/anna/.config/Stemroom/settings.json', 'ENOENT ~/.config/Stemroom/settings.json'],
    ['owned by anna', 'owned by [user]'],
    ['/home/annabel and Hanna', '/home/annabel and Hanna'],
    ['A song came to rest.', 'A song came to rest.'],
  ])('makes of %j %j', (line, shown) => {
    expect(redactor.redact(line)).toBe(shown);
  });

  it('never shows the key, in none of its forms, whatever is around it', () => {
    const key = 'sk-SENTINEL/0123+456=789"x';
    const hiding = new Redactor('/home/anna', 'anna');
    hiding.hide(key);
    const inBase64 = Buffer.from(key).toString('base64');
    const forms = [key, encodeURIComponent(key), JSON.stringify(key), inBase64, inBase64.replace(/=+$/, '')];
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...forms), fc.string(), (before, form, after) => {
        const shown = hiding.redact(before + form + after + form);
        for (const secret of [key, encodeURIComponent(key), Buffer.from(key).toString('base64').replace(/=+$/, '')])
          expect(shown).not.toContain(secret);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the log', () => {
  it('is readable by this user only, and every line has passed the redactor', async () => {
    const path = join(await tempFolder(), 'logs', 'main.log');
    const hiding = new Redactor('/home/anna', 'anna');
    hiding.hide('sk-SENTINEL-0123456789');
    const log = openLog(path, hiding);
    const error = new Error('no answer from https://a.example/x?sig=sk-SENTINEL-0123456789');
    log.info('asked', { url: 'https://a.example/?k=1', key: 'sk-SENTINEL-0123456789', error });
    log.info('at /home/anna/Music');
    const text = await readFile(path, 'utf8');
    expect(text).toContain('asked');
    expect(text).toContain('~/Music');
    expect(text).not.toMatch(/SENTINEL|sig=|k=1|anna/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is three files of 5 MiB at most: the oldest goes', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'main.log');
    for (const [name, letter] of [
      ['main.log', 'c'],
      ['main.log.1', 'b'],
      ['main.log.2', 'a'],
    ] as const)
      await writeFile(join(folder, name), letter.repeat(5 * 1024 * 1024 + 1));
    const log = openLog(path, redactor);
    log.info('the first line of a new file');
    log.warn('and one of warning');
    expect((await readdir(folder)).sort()).toEqual(['main.log', 'main.log.1', 'main.log.2']);
    expect((await readFile(path, 'utf8')).length).toBeLessThan(1000);
    expect((await readFile(`${path}.1`, 'utf8')).slice(0, 1)).toBe('c');
    expect((await readFile(`${path}.2`, 'utf8')).slice(0, 1)).toBe('b');
  });
});
