import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesktop, type Surrounding } from '../../../build/desktop.js';
import { chosenElectron } from '../../../build/setup/electron.js';
import { tryElectron } from '../../../build/setup/trial.js';

const project = resolve(import.meta.dirname, '../../..');
const key = 'sk-7f3a9c51d2e84b60a1';
let folder = '';
let desktop: Surrounding;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-doctor-'));
  desktop = await startDesktop();
});
afterAll(async () => {
  await desktop.stop();
  rmSync(folder, { recursive: true, force: true });
});

const formats = [
  ...['WAV', 'FLAC', 'MP3', 'AAC', 'Opus', 'Ogg Vorbis', 'AAC without a container', 'Apple Lossless', 'WebM'],
];

/** The built app in a folder of its own, of which files may be taken away. */
function copyOfApp(): string {
  const copy = join(folder, 'project');
  mkdirSync(join(copy, 'build/demo-song'), { recursive: true });
  cpSync(join(project, 'out'), join(copy, 'out'), { recursive: true });
  cpSync(join(project, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(project, 'build/demo-song/rendered'), join(copy, 'build/demo-song/rendered'));
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

describe('in the Electron that the tests run on', () => {
  test('the self-test passes, step by step', async () => {
    const { trouble, steps, report } = await tryElectron(chosenElectron() ?? '');
    expect(trouble).toBeNull();
    const decoding = formats.map((name) => `decode ${name}`);
    expect(steps.map(({ step }) => step)).toEqual(['page', 'worklet', 'stem', ...decoding, 'keychain']);
    expect(report?.warnings).toEqual([]);
  });

  test('the self-test names what a broken app lacks, and tries the rest', async () => {
    const copy = copyOfApp();
    const assets = join(copy, 'out/renderer/assets');
    for (const name of readdirSync(assets)) {
      if (/^(mix-out|vorbis)/.test(name)) rmSync(join(assets, name));
    }
    const { steps, trouble } = await tryElectron(chosenElectron() ?? '', { project: copy });
    const broken = steps.flatMap(({ step, trouble: wrong }) => (wrong === null ? [] : [step]));
    expect(broken).toEqual(['worklet', 'decode Ogg Vorbis']);
    expect(trouble).toMatch(/^a worklet does not render \(.+\); Ogg Vorbis does not decode \(.+\)$/);
  });

  test('the doctor prints versions, codecs, keychain, sound and paths, and no secret', () => {
    const home = join(folder, 'home of someone');
    const settings = join(home, '.config/Stemroom/settings.json');
    mkdirSync(join(home, '.config/Stemroom'), { recursive: true });
    writeFileSync(settings, JSON.stringify({ version: 1, hosts: { 'secret-host.example': true }, isKeySaved: true }));
    const env = {
      ...{ ...process.env, ...desktop.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
      // What is in the cache stays there, so that nothing is fetched.
      ...{ XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? '', '.cache') },
      ...{ KIE_API_KEY: key, STEMROOM_API_BASE: `https://${key}.example` },
    };
    const save = `require('keytar').setPassword('stemroom', 'kie-api', ${JSON.stringify(key)})`;
    expect(spawnSync(process.execPath, ['-e', save], { cwd: project, env }).status).toBe(0);

    const { stdout, stderr, status } = spawnSync(process.execPath, ['build/doctor.js'], {
      ...{ cwd: project, env, encoding: 'utf8', timeout: 80_000 },
    });
    expect(status, stderr).toBe(0);
    const rows = new Map(stdout.split('\n').map((line) => [line.slice(0, 17).trim(), line.slice(17)]));
    expect(rows.get('Verdict')).toBe('Stemroom works with this Electron.');
    for (const name of ['Stemroom', 'Electron', 'Chromium', 'Node.js'])
      expect(rows.get(name)).toMatch(/^\d+\.\d+\.\d+/);
    expect(rows.get('Decodes')).toBe(formats.join(', '));
    expect(rows.get('Does not decode')).toBe('none');
    expect(rows.get('Keychain')).toMatch(/answers$/);
    expect(rows.get('Sound devices')).toBe('1 output, 44100 Hz, 2 channels');
    expect(rows.get('Settings')).toBe('~/.config/Stemroom/settings.json (can be read)');
    expect(rows.get('Library')).toBe('~/.config/Stemroom/library');
    for (const secret of [key, home, 'secret-host']) expect(stdout + stderr).not.toContain(secret);
  });
});
