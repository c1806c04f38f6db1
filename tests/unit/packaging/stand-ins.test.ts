import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const standIns = resolve(import.meta.dirname, '../../../build/packaging/stand-ins');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-stand-ins-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const ask = (program: string, words: readonly string[]) =>
  spawnSync(join(standIns, program), words, { encoding: 'utf8' });

describe('the 7za stand-in', () => {
  it('gzips a tar file as 7za would be asked to', () => {
    const [tar, gz] = [join(folder, 'app.tar'), join(folder, 'app.tar.gz')];
    writeFileSync(tar, 'stems '.repeat(10_000));
    expect(ask('7za.js', ['a', '-bd', '-mx=9', gz, tar]).status).toBe(0);
    expect(gunzipSync(readFileSync(gz)).equals(readFileSync(tar))).toBe(true);
  });

  it('refuses anything else', () => {
    const answer = ask('7za.js', ['a', '-bd', '-mm=Deflate', join(folder, 'app.zip'), folder]);
    expect(answer.status).toBe(1);
    expect(answer.stderr).toContain('-mm=Deflate');
  });
});

describe.runIf(process.platform === 'linux')('the fpm stand-in', () => {
  const words = (deb: string) => [
    ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '--deb-compression', 'none', '--architecture', 'all'],
    ...[
      '--after-install',
      join(folder, 'script.sh'),
      '--after-remove',
      join(folder, 'script.sh'),
      '--description',
      'A mixer',
    ],
    ...['--version', '1.2.3', '--package', deb, '--name', 'stemroom-try', '--maintainer', 'S <s@example.org>'],
    ...[
      '--url',
      'https://example.org',
      '--category',
      'sound',
      '--deb-priority',
      'optional',
      `${join(folder, 'app')}/=/opt/Try`,
    ],
  ];
  const inDeb = (words: readonly string[]) => spawnSync('dpkg-deb', words, { encoding: 'utf8' }).stdout;

  it('makes a package of root’s files with plain modes, whoever builds it', () => {
    mkdirSync(join(folder, 'app'), { mode: 0o700 });
    writeFileSync(join(folder, 'app', 'run'), 'x', { mode: 0o700 });
    writeFileSync(join(folder, 'app', 'read'), 'x', { mode: 0o600 });
    writeFileSync(join(folder, 'script.sh'), '#!/bin/sh\n');
    const deb = join(folder, 'try.deb');
    expect(ask('fpm.js', words(deb))).toMatchObject({ status: 0, stderr: '' });
    const listing = inDeb(['--contents', deb]);
    expect(listing).toMatch(/^drwxr-xr-x root\/root .* \.\/opt\/Try\/$/m);
    expect(listing).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/Try\/run$/m);
    expect(listing).toMatch(/^-rw-r--r-- root\/root .* \.\/opt\/Try\/read$/m);
    expect(inDeb(['--field', deb, 'Version', 'Depends'])).toBe('Version: 1.2.3\nDepends: libnss3\n');
    expect(inDeb(['--info', deb, 'md5sums'])).toContain('9dd4e461268c8034f5c8564e155c67a6  opt/Try/read');
  });

  it('says what is wrong and leaves no package', () => {
    const answer = ask('fpm.js', [...words(join(folder, 'try.deb')), '--verbose']);
    expect(answer.status).toBe(1);
    expect(answer.stderr).toContain('--verbose');
  });
});
