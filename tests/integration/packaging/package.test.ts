import { extractFile, listPackage, statFile } from '@electron/asar';
import { getCurrentFuseWire } from '@electron/fuses';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startDesktop, startScreen } from '../../../build/desktop.js';
import { sha256Of } from '../../../build/packaging/checksums.js';
import { chosenElectron } from '../../../build/setup/electron.js';
import { forget, startPacked } from '../../packaged/installed-app.ts';
import { noise, wavOf } from '../../unit/codecs/fixtures.ts';

const project = resolve(import.meta.dirname, '../../..');
const isDebianRoot = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
const patienceMs = 180_000;

const songFile = readFileSync(join(project, 'build/demo-song/rendered/song.json'), 'utf8');
const demoTitle = z.object({ title: z.string() }).parse(JSON.parse(songFile)).title;

let folder = '';
const made = (...parts: string[]) => join(folder, ...parts);
const unpacked = (flavour: string, ...parts: string[]) => made(flavour, 'linux-unpacked', ...parts);
const archive = (flavour: string) => unpacked(flavour, 'resources', 'app.asar');

function pack(flavour: 'release' | 'e2e', only: 'deb' | 'folder'): string {
  const words = [`--flavour=${flavour}`, `--only=${only}`, '--fast', `--dist=${made(flavour)}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, 'build/package.js'), ...words], {
    encoding: 'utf8',
  });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

vi.setConfig({ testTimeout: 60_000 });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-packages-'));
  expect(pack('release', 'deb')).toContain('release flavour');
  pack('e2e', 'folder');
}, patienceMs);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the archive of the app', () => {
  it('PKG-4 holds the build, keytar and nothing else', () => {
    const allowed = [
      /^\/package\.json$/,
      /^\/out(\/main(\/chunks)?|\/preload|\/renderer(\/assets)?)?$/,
      /^\/out\/main\/(chunks\/)?[\w.-]+\.js$/,
      /^\/out\/preload\/(index|stage)\.cjs$/,
      /^\/out\/renderer\/[\w.-]+\.(html|js|css|json)$/,
      /^\/out\/renderer\/assets\/[\w.@-]+\.(js|css|woff2|wasm|svg|png)$/,
      // The sounds of the self-test, and the silence that makes the system show its player's controls.
      /^\/out\/renderer\/assets\/(aac|alac|opus|silence|vorbis)-[\w-]+\.(aac|m4a|webm|ogg)$/,
      /^\/node_modules(\/keytar(\/lib|\/prebuilds(\/linux-x64)?)?)?$/,
      /^\/node_modules\/keytar\/(package\.json|lib\/keytar\.js|prebuilds\/linux-x64\/keytar\.node)$/,
    ];
    const listing = listPackage(archive('release'), { isPack: false });
    expect(listing.filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
    expect(listing).toContain('/out/main/index.js');
    expect(listing).toContain('/out/preload/index.cjs');
    expect(listing).toContain('/out/renderer/index.html');
  });

  it('leaves keytar.node, and that alone, outside', () => {
    const outside = readdirSync(unpacked('release', 'resources', 'app.asar.unpacked'), { recursive: true });
    expect(outside.map(String).filter((name) => name.includes('.'))).toEqual([
      'node_modules/keytar/prebuilds/linux-x64/keytar.node',
    ]);
    const inside = statFile(archive('release'), 'node_modules/keytar/prebuilds/linux-x64/keytar.node');
    expect('unpacked' in inside && inside.unpacked).toBe(true);
  });

  it('tells nothing of the machine and the tools that made it', () => {
    const bytes = readFileSync(archive('release'));
    for (const word of [project, 'localhost:']) expect(bytes.includes(word), word).toBe(false);
    const scripts = listPackage(archive('release'), { isPack: false }).filter((name) => /^\/out.*js$/.test(name));
    for (const name of scripts) {
      expect(extractFile(archive('release'), name.slice(1)).subarray(-100).toString(), name).not.toContain(
        'sourceMapping',
      );
    }
    expect(extractFile(archive('release'), 'package.json').toString()).not.toMatch(/devDependencies|scripts/);
  });

  it('PKG-2 PKG-7 is the same, byte by byte, in two builds of one commit, one of each flavour', async () => {
    expect(await sha256Of(archive('e2e'))).toBe(await sha256Of(archive('release')));
  });

  it('PKG-6 stays within 8 MiB', () => {
    expect(statSync(archive('release')).size).toBeLessThan(8 * 2 ** 20);
  });
});

describe('the packed app', () => {
  it.each([
    ['release', '010001001'],
    ['e2e', '010101001'],
  ])('PKG-1 has the fuses of the %s flavour', async (flavour, wanted) => {
    const { version, ...states } = await getCurrentFuseWire(unpacked(flavour, 'stemroom'));
    expect(version).toBe('1');
    const read = Object.values(states).map((state) => String.fromCharCode(Number(state)));
    expect(read.length).toBeGreaterThanOrEqual(8);
    expect(read.join('')).toBe(wanted.slice(0, read.length));
  });

  it('PKG-3 cannot be used as a Node.js, as an Electron can', () => {
    const asNode = (executable: string) =>
      spawnSync(executable, ['-e', 'console.log("ran")'], {
        encoding: 'utf8',
        timeout: 30_000,
        env: { PATH: process.env.PATH, ELECTRON_RUN_AS_NODE: '1' },
      }).stdout;
    expect(asNode(chosenElectron() ?? '')).toContain('ran');
    expect(asNode(unpacked('release', 'stemroom'))).not.toContain('ran');
  });

  it.runIf(isDebianRoot)(
    'shows the demo song, and keeps a key in the keychain through the keytar it carries',
    async () => {
      const desktop = await startDesktop({ speakers: false, keychain: 'unlocked' });
      const app = await startPacked(unpacked('release', 'stemroom'), desktop.env, 'root');
      try {
        await app.page.getByRole('button', { name: demoTitle }).first().waitFor();
        const saved = await app.page.evaluate('stemroom.saveKey("packed-app-key-1234")');
        expect(saved).toMatchObject({ ok: true, value: { isPresent: true, lastFour: '1234', problem: null } });
        const removed = await app.page.evaluate('stemroom.removeKey()');
        expect(removed).toMatchObject({ ok: true, value: { isPresent: false } });
      } finally {
        await app.stop();
        await desktop.stop();
        forget(app.home);
      }
    },
    patienceMs,
  );

  it('PKG-8 carries the demo song whole, its licence, and the notices of every package in it', () => {
    const song = unpacked('release', 'resources', 'demo-song');
    expect(readdirSync(song).sort()).toEqual(readdirSync(join(project, 'build/demo-song/rendered')).sort());
    const notices = readFileSync(unpacked('release', 'resources', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const listed = [
      '@github/keytar',
      'svelte',
      'tone',
      'mediabunny',
      'wasm-media-encoders',
      '@mediabunny/aac-encoder',
      '@mediabunny/flac-encoder',
      'signalsmith-stretch',
      'music-metadata',
      'hash-wasm',
      'zod',
      'standardized-audio-context',
    ];
    for (const name of listed) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(readFileSync(unpacked('release', 'resources', 'LICENSE.txt'), 'utf8')).toContain('MIT License');
    expect(existsSync(unpacked('release', 'LICENSE.electron.txt'))).toBe(true);
  });

  it('is light on languages and has no starter app', () => {
    expect(readdirSync(unpacked('release', 'locales')).length).toBeLessThanOrEqual(12);
    expect(existsSync(unpacked('release', 'resources', 'default_app.asar'))).toBe(false);
  });

  it('PKG-8 lies beside checksums that hold, and a list of its parts', () => {
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: made('release') });
    const bill = readFileSync(made('release', 'sbom.cdx.json'), 'utf8');
    expect(bill).toContain('"bomFormat": "CycloneDX"');
    expect(bill).toContain('pkg:npm/tone@');
    expect(bill).not.toContain('pkg:npm/vite@');
  });
});

describe('the packed app without a window', () => {
  function stemroom(...words: readonly string[]): unknown {
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const given = [...asRoot, `--user-data-dir=${made('home')}`, ...words];
    const { status, stdout, stderr } = spawnSync(unpacked('release', 'stemroom'), given, {
      encoding: 'utf8',
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
      timeout: 60_000,
    });
    expect(status, stderr).toBe(0);
    return JSON.parse(stdout);
  }

  it('lists its library and exports a folder of stems', () => {
    expect(stemroom('--list')).toMatchObject({ songs: [] });
    mkdirSync(made('Night Drive'));
    writeFileSync(made('Night Drive', 'Bass.wav'), wavOf([noise(1, 4000)]));
    writeFileSync(made('Night Drive', 'Drums.wav'), wavOf([noise(2, 4000)]));
    const summary = stemroom('--export', made('Night Drive'), '--mix', 'only:bass', '--out', made('bass.wav'));
    expect(summary).toMatchObject({ title: 'Night Drive', files: [{ path: made('bass.wav') }] });
    expect(statSync(made('bass.wav')).size).toBeGreaterThan(4000 * 2 * 3);
  });
});

describe('the deb', () => {
  const deb = () => made('release', readdirSync(made('release')).find((name) => name.endsWith('.deb')) ?? 'no.deb');

  it('puts a desktop entry where desktops look, under the name that the window bears', () => {
    execFileSync('dpkg-deb', ['--extract', deb(), made('root')]);
    const entry = readFileSync(made('root/usr/share/applications/stemroom.desktop'), 'utf8').split('\n');
    expect(entry).toEqual(
      expect.arrayContaining([
        '[Desktop Entry]',
        'Name=Stemroom',
        'Exec=/opt/Stemroom/stemroom %U',
        'Icon=stemroom',
        'StartupWMClass=Stemroom',
        'Categories=AudioVideo;Audio;',
      ]),
    );
    expect(readdirSync(made('root/usr/share/icons/hicolor')).length).toBe(8);
    expect(existsSync(made('root/usr/share/doc/stemroom/copyright'))).toBe(true);
  });

  it('names its makers, and no website or mailbox that is not there', () => {
    const fields = execFileSync('dpkg-deb', ['--field', deb(), 'Maintainer', 'Homepage'], { encoding: 'utf8' });
    expect(fields).toBe('Maintainer: The Stemroom developers\n');
  });

  it('asks for the library behind the keychain', () => {
    const depends = execFileSync('dpkg-deb', ['--field', deb(), 'Depends'], { encoding: 'utf8' });
    expect(depends.split(', ')).toContain('libsecret-1-0');
  });

  // It changes the machine, so it is for machines that are there to be changed.
  it.runIf(isDebianRoot && process.env.CI !== undefined)(
    'PKG-5 installs, starts in its sandbox for somebody without rights, and leaves only what is theirs',
    async () => {
      apt('install', '--no-install-recommends', deb());
      const files = execFileSync('dpkg', ['--listfiles', 'stemroom'], { encoding: 'utf8' }).split('\n');
      const ours = files.filter((name) => /stemroom/i.test(name));
      expect(statSync('/opt/Stemroom/chrome-sandbox').mode & 0o7777).toBe(0o4755);
      const screen = await startScreen({ width: 1440, height: 900 });
      const app = await startPacked('/usr/bin/stemroom', screen.env, 'nobody');
      try {
        await app.page.getByRole('button', { name: demoTitle }).first().waitFor();
        expect(app.seccompModes().get('renderer')).toBe('2');
        await app.page.screenshot({ path: join(project, 'tests/results/screenshots/installed-deb.png') });
      } finally {
        await app.stop();
        await screen.stop();
        apt('purge', 'stemroom');
      }
      expect(ours.length).toBeGreaterThan(20);
      expect([...ours, '/usr/bin/stemroom'].filter((name) => existsSync(name))).toEqual([]);
      expect(readdirSync(join(app.home, 'data', 'library'))).not.toEqual([]);
      forget(app.home);
    },
    patienceMs,
  );
});

function apt(...words: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['--yes', '-o', 'DPkg::Lock::Timeout=60', ...words], { env, stdio: 'ignore' });
}
