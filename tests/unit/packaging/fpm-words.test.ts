import { describe, expect, it } from 'vitest';
import { controlFile } from '../../../build/packaging/deb/build-deb.js';
import { parseFpmWords } from '../../../build/packaging/deb/fpm-words.js';

const words = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgbm1', '--deb-recommends', 'gnome-keyring'],
  ...[
    '--deb-compression',
    'xz',
    '--architecture',
    'amd64',
    '--after-install',
    '/t/in.sh',
    '--after-remove',
    '/t/out.sh',
  ],
  ...['--description', 'A mixer\n For songs.', '--version', '0.1.0', '--package', '/t/x.deb', '--name', 'stemroom'],
  ...['--maintainer', 'S <s@example.org>', '--vendor', 'S', '--url', 'https://example.org', '--category', 'sound'],
  ...['--deb-priority', 'optional', '--license', 'MIT', '/t/app/=/opt/Stemroom', 'LICENSE=/usr/share/doc/x/copyright'],
];

describe('the fpm stand-in', () => {
  it('understands what electron-builder asks', () => {
    const request = parseFpmWords(words);
    expect(request.depends).toEqual(['libnss3', 'libgbm1']);
    expect(request.recommends).toEqual(['gnome-keyring']);
    expect(request.mappings).toEqual([
      { source: '/t/app/', target: '/opt/Stemroom' },
      { source: 'LICENSE', target: '/usr/share/doc/x/copyright' },
    ]);
    expect(request).toMatchObject({ name: 'stemroom', package: '/t/x.deb', 'after-install': '/t/in.sh' });
  });

  it.each([
    ['an option it does not know', ['--deb-systemd', 'x.service']],
    ['an option given with an equals sign', ['--deb-user=root']],
    ['another kind of package', ['-t', 'rpm']],
    ['a target that is not absolute', ['a=b']],
    ['a target that leaves its folder', ['a=/opt/../etc']],
    ['an option without its value', ['-d']],
  ])('refuses %s', (_, more) => {
    expect(() => parseFpmWords([...words, ...more])).toThrow('fpm stand-in');
  });

  it('refuses to guess what is missing', () => {
    expect(() => parseFpmWords(words.filter((word) => word !== '--architecture' && word !== 'amd64'))).toThrow(
      'architecture',
    );
  });

  it('leaves a homepage out that is under a reserved name', () => {
    const request = parseFpmWords(words);
    expect(controlFile({ ...request, url: 'https://stemroom.invalid' }, 1234)).not.toContain('Homepage');
    expect(controlFile({ ...request, url: 'https://stemroom.example.net' }, 1234)).toContain(
      'Homepage: https://stemroom.example.net\n',
    );
  });

  it('writes a control file in which empty fields are absent', () => {
    const text = controlFile({ ...parseFpmWords(words), recommends: [] }, 1234);
    expect(text.split('\n')).toEqual([
      'Package: stemroom',
      'Version: 0.1.0',
      'Architecture: amd64',
      'Maintainer: S <s@example.org>',
      'Installed-Size: 1234',
      'Depends: libnss3, libgbm1',
      'Section: sound',
      'Priority: optional',
      'Homepage: https://example.org',
      'Description: A mixer',
      ' For songs.',
      '',
    ]);
  });
});
