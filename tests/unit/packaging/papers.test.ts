import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageFolder, takeBundledPackages } from '../../../build/packaging/bundled-packages.js';
import { checksumLines } from '../../../build/packaging/checksums.js';
import { thirdPartyNotices } from '../../../build/packaging/notices.js';
import { billOfMaterials, onlyShipped } from '../../../build/packaging/sbom.js';
import { readShippedPackage } from '../../../build/packaging/shipped-package.js';
import { parseOrder } from '../../../build/packaging/words.js';

const modules = resolve(import.meta.dirname, '../../../node_modules');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-papers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('what is in the bundle', () => {
  it('is read from the source maps, which do not stay', async () => {
    mkdirSync(join(folder, 'main'));
    const sources = ['../elsewhere/node_modules/zod/v4/index.js', '../../electron/main/index.ts'];
    writeFileSync(join(folder, 'main', 'index.js.map'), JSON.stringify({ version: 3, sources }));
    writeFileSync(join(folder, 'main', 'index.js'), 'mix();\n//# sourceMappingURL=index.js.map');
    const packages = await takeBundledPackages(folder);
    const carriedAsText = ['@mediabunny/aac-encoder', '@mediabunny/flac-encoder', 'signalsmith-stretch'];
    const found = ['@fontsource-variable/inter', ...carriedAsText, 'keytar', 'zod'].sort();
    expect(packages).toEqual(found.map((name) => join(modules, name)));
    expect(readdirSync(join(folder, 'main'))).toEqual(['index.js']);
    expect(readFileSync(join(folder, 'main', 'index.js'), 'utf8')).toBe('mix();');
  });

  it('is not guessed when there are no source maps', async () => {
    await expect(takeBundledPackages(folder)).rejects.toThrow('no source maps');
  });

  it('names the innermost package of a file', () => {
    expect(packageFolder('../../p/node_modules/tone/node_modules/@a/b/c.js?x')).toBe(
      'node_modules/tone/node_modules/@a/b',
    );
    expect(packageFolder('node_modules/zod/index.js')).toBe('node_modules/zod');
    expect(packageFolder('../p/renderer/main.ts')).toBeUndefined();
  });
});

describe('the third-party notices', () => {
  it('hold each licence, and what LAME and Mediabunny ask to be said', async () => {
    const names = ['mediabunny', 'wasm-media-encoders', '@fontsource-variable/inter'];
    const shipped = await Promise.all(names.map((name) => readShippedPackage(join(modules, name))));
    const text = await thirdPartyNotices(shipped);
    expect(text).toContain('Mozilla Public License Version 2.0');
    expect(text).toContain('SIL OPEN FONT LICENSE');
    expect(text).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
    expect(text).toContain('You may replace it');
  });

  it('name the encoders inside packages, and their licences', async () => {
    const names = ['wasm-media-encoders', '@mediabunny/aac-encoder', '@mediabunny/flac-encoder', 'signalsmith-stretch'];
    const text = await thirdPartyNotices(
      await Promise.all(names.map((name) => readShippedPackage(join(modules, name)))),
    );
    for (const inside of ['LAME (LGPL-2.1)', 'FFmpeg (libavcodec, libavutil) (LGPL-2.1)', 'libFLAC (BSD-3-Clause)']) {
      expect(text).toContain(`\n${inside}\n`);
    }
    expect(text).toContain('https://lame.sourceforge.io');
    expect(text).toContain('Redistributions in binary form must reproduce');
  });

  it('are not made for a package whose licence nobody can read', async () => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.0', license: 'ISC' }));
    await expect(readShippedPackage(folder)).rejects.toThrow('x carries no text of its licence (ISC)');
  });
});

describe('the bill of materials', () => {
  const bom = {
    metadata: { component: { 'bom-ref': 'stemroom@0.1.0' } },
    components: [{ 'bom-ref': 'tone@1.0.0' }, { 'bom-ref': 'vite@1.0.0' }, { 'bom-ref': 'electron@45.0.0' }],
    dependencies: [
      { ref: 'stemroom@0.1.0', dependsOn: ['tone@1.0.0', 'vite@1.0.0'] },
      { ref: 'tone@1.0.0', dependsOn: [] },
      { ref: 'vite@1.0.0', dependsOn: [] },
    ],
  };

  it('lists what is shipped and the Electron it runs on, and no tools', () => {
    const { components, dependencies } = onlyShipped(bom, [{ name: 'tone', version: '1.0.0' }], '33.2.1');
    expect(components.map((component) => component['bom-ref'])).toEqual(['tone@1.0.0', 'electron@33.2.1']);
    expect(dependencies).toEqual([
      { ref: 'stemroom@0.1.0', dependsOn: ['tone@1.0.0', 'electron@33.2.1'] },
      { ref: 'tone@1.0.0', dependsOn: [] },
    ]);
  });

  it('lists them beside a build too, which sets NODE_ENV to production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    const tone = JSON.parse(readFileSync(join(modules, 'tone', 'package.json'), 'utf8')) as { version: string };
    const shipped = [{ name: 'tone', version: tone.version }];
    expect(billOfMaterials(shipped, '33.2.1')).toContain(`"tone@${tone.version}"`);
    vi.unstubAllEnvs();
  });

  it('is not made when npm does not know a shipped package', () => {
    expect(() => onlyShipped(bom, [{ name: 'ghost', version: '1.0.0' }], '33.2.1')).toThrow('ghost@1.0.0');
  });
});

describe('the order', () => {
  it('is a release into dist when nothing is said', () => {
    expect(parseOrder([], '/p')).toEqual({
      flavour: 'release',
      only: undefined,
      isFast: false,
      dist: resolve('/p/dist'),
    });
  });

  it.each([[['--flavour=debug']], [['--only=rpm']], [['--sign']], [['deb']]])('refuses %j', (words) => {
    expect(() => parseOrder(words, '/p')).toThrow();
  });
});

it('writes checksums as sha256sum reads them', async () => {
  const file = join(folder, 'a.txt');
  writeFileSync(file, 'abc');
  expect(await checksumLines([file])).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n');
});
