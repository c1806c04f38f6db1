import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isPackagingProven, packagingStamp, recordProvenPackaging } from '../../../build/test/packaging-record.js';

let folder = '';
const inFolder = (...parts: readonly string[]): string => join(folder, ...parts);
const stamp = (env: NodeJS.ProcessEnv = {}, project = 'project'): string => packagingStamp(env, inFolder(project));
const isProven = (env: NodeJS.ProcessEnv = {}, project = 'project'): boolean =>
  isPackagingProven(stamp(env, project), env, inFolder('cache'));

function write(name: string, text: string): void {
  mkdirSync(inFolder('project', name, '..'), { recursive: true });
  writeFileSync(inFolder('project', name), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-record-'));
  write('build/packaging/pack.js', 'pack');
  write('electron-builder.yml', 'appId: a');
  write('package.json', '{}');
  write('package-lock.json', '{}');
  write('tests/e2e/window/packaged.spec.ts', 'test');
  write('renderer/main.ts', 'page');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the tests of packaging', () => {
  test('run where there is no record of a green run', () => {
    expect(isProven()).toBe(false);
  });

  test('are left out once they passed, in another clone too, and run with CI_ALL=1', () => {
    recordProvenPackaging(stamp(), inFolder('cache'));
    expect(isProven()).toBe(true);
    cpSync(inFolder('project'), inFolder('clone'), { recursive: true });
    utimesSync(inFolder('clone', 'package.json'), 1000, 1000);
    expect(isProven({}, 'clone')).toBe(true);
    expect(isProven({ CI_ALL: '1' })).toBe(false);
  });

  test.each([
    ['build/packaging/pack.js', 'pack otherwise'],
    ['build/packaging/new.js', ''],
    ['electron-builder.yml', 'appId: b'],
    ['package.json', '{"version":"2.0.0"}'],
    ['package-lock.json', '{"packages":{}}'],
    ['tests/e2e/window/packaged.spec.ts', 'another test'],
    ['tests/integration/packaging/package.test.ts', 'one more'],
  ])('run again when %s is another', (name, text) => {
    recordProvenPackaging(stamp(), inFolder('cache'));
    write(name, text);
    expect(isProven()).toBe(false);
  });

  test('do not run again for what is not of the packaging', () => {
    recordProvenPackaging(stamp(), inFolder('cache'));
    write('renderer/main.ts', 'another page');
    expect(isProven()).toBe(true);
  });

  test('run again where more of them can, as where CI is set', () => {
    recordProvenPackaging(stamp(), inFolder('cache'));
    expect(isProven({ CI: 'true' })).toBe(false);
  });

  test('are known to have passed for each state apart', () => {
    recordProvenPackaging(stamp(), inFolder('cache'));
    write('package.json', '{"version":"2.0.0"}');
    recordProvenPackaging(stamp(), inFolder('cache'));
    write('package.json', '{}');
    expect(isProven()).toBe(true);
  });
});
