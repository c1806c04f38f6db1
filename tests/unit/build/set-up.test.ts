import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stampOf } from '../../../build/setup/built-app.js';
import { isInstalled } from '../../../build/setup/node-modules.js';
import { requireNode } from '../../../build/setup/node-version.js';
import { missingFrom } from '../../../build/setup/system-packages.js';

describe('the Node version', () => {
  test.each(['20.19.0', '20.20.2', '22.0.0', '26.1.0'])('%s will do', (version) => {
    expect(() => {
      requireNode(version);
    }).not.toThrow();
  });

  test.each(['18.20.4', '20.9.0', '20.18.3'])('%s is too old, and the sentence says so', (version) => {
    expect(() => {
      requireNode(version);
    }).toThrow(`20.19 or newer; this is ${version}`);
  });
});

describe('installed packages', () => {
  const wanted = { packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } };

  test('are as the lockfile says', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } })).toBe(
      true,
    );
  });

  test.each([
    ['absent', {}],
    ['of another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['of other content', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }],
  ])('are stale when one is %s', (_how, packages) => {
    expect(isInstalled(wanted, { packages })).toBe(false);
  });

  test('may lack what is for another system', () => {
    const optional = { packages: { 'node_modules/a': { version: '1.0.0', optional: true } } };
    expect(isInstalled(optional, { packages: {} })).toBe(true);
  });
});

describe('system packages', () => {
  test('are missing when dpkg does not know them or has only their settings', () => {
    expect(missingFrom(['a', 'b', 'c'], 'a installed\nb config-files\n')).toEqual(['b', 'c']);
  });

  test('may go by their newer name', () => {
    expect(missingFrom(['libx|libxt64', 'liby|libyt64'], 'libxt64 installed\n')).toEqual(['liby|libyt64']);
  });
});

describe('the stamp of the sources', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stemroom-stamp-'));
    writeFileSync(join(folder, 'a.ts'), 'one');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('stays while nothing changes', () => {
    expect(stampOf([folder])).toBe(stampOf([folder]));
  });

  test.each([
    [
      'a file grows',
      () => {
        writeFileSync(join(folder, 'a.ts'), 'one and more');
      },
    ],
    [
      'a file is written again',
      () => {
        utimesSync(join(folder, 'a.ts'), 1, 1);
      },
    ],
    [
      'a file is added',
      () => {
        writeFileSync(join(folder, 'b.ts'), '');
      },
    ],
    [
      'a file is gone',
      () => {
        rmSync(join(folder, 'a.ts'));
      },
    ],
  ])('changes when %s', (_what, change) => {
    const before = stampOf([folder]);
    change();
    expect(stampOf([folder])).not.toBe(before);
  });

  test('takes a place that is not there', () => {
    expect(stampOf([join(folder, 'nothing')])).toMatch(/^[0-9a-f]{64}$/);
  });
});
