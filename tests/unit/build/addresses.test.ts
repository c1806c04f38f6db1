import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '../../..');
/** Not ours, made by programs, or no text. */
const leftOut =
  /(^|\/)(node_modules|\.git|out|dist|coverage|results|corpus|generated|licences|rendered|tls|package-lock\.json|.*\.(mp3|png|ico|icns))$/;

/** Domains that exist, and why they are named. */
const real: Readonly<Record<string, string>> = {
  'kie.ai': 'the service',
  'aiquickdraw.com': 'where the service keeps stems',
  'suno.ai': 'where the service keeps songs',
  'redpandaai.co': 'where the service takes files',
  'example-music.io': 'in the sample answers of the service’s own documentation',
  'ngrok-free.app': 'in the sample answers of the service’s own documentation',
  'electronjs.org': 'the security tutorial',
  'creativecommons.org': 'the licence of the demo song',
  'sourceforge.io': 'LAME',
  'ffmpeg.org': 'FFmpeg',
  'xiph.org': 'FLAC',
  'github.com': 'the format DAWproject',
  'chordpro.org': 'the format ChordPro',
  'unpkg.com': 'the schema of a tool’s settings',
  'w3.org': 'the name of SVG',
  'freedesktop.org': 'the name of a document type',
  'apple.com': 'the name of a document type',
  'xn--80ak6aa92e.com': 'the well-known name that looks like another one',
};

/** RFC 2606, RFC 6761 and RFC 8375, and the names that home networks give. */
const reserved = /(^|\.)(example|invalid|test|localhost|local|lan|home|internal|arpa|onion|example\.(com|org|net))$/;
const isAddressOfNumbers = (host: string): boolean => /^(0x[\da-f]+|\d+)(\.(0x[\da-f]+|\d+))*$/.test(host);

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (leftOut.test(path)) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** Hosts of links, and what follows the @ of mail addresses, without those that stand for nothing: `localhost`, `a.example`. */
function domainsIn(text: string): readonly string[] {
  const links = [...text.matchAll(/\b(?:https?|wss?|ftp):\/\/(?:[^\s/@'"`]*@)?([a-z0-9.-]+)/gi)];
  const mails = [...text.matchAll(/[\w.+-]@([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})\b/gi)];
  const hosts = [...links, ...mails].map(([, host = '']) => host.toLowerCase().replace(/\.$/, ''));
  return hosts.filter((host) => host.includes('.') && !isAddressOfNumbers(host) && !reserved.test(host));
}

const isReal = (domain: string): boolean =>
  Object.keys(real).some((known) => domain === known || domain.endsWith(`.${known}`));

test('no link and no mail address is invented: each is real, or under a reserved name', () => {
  const files = filesIn('');
  expect(files.length).toBeGreaterThan(500);
  const invented = files.flatMap((file) =>
    domainsIn(readFileSync(join(project, file), 'utf8'))
      .filter((domain) => !isReal(domain))
      .map((domain) => `${file}: ${domain}`),
  );
  expect(invented).toEqual([]);
});

test('an invented one would be found', () => {
  const site = ['https:', '', 'stemroom.app'].join('/');
  expect(domainsIn(`See ${site} or write to ${['developers', 'stemroom.app'].join('@')}.`)).toEqual([
    'stemroom.app',
    'stemroom.app',
  ]);
});

test('the app bears names that need no domain', () => {
  const { author, desktopName, name, productName } = JSON.parse(
    readFileSync(join(project, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, string>>;
  expect(author).toBe('The Stemroom developers');
  expect(desktopName).toBe('stemroom.desktop');
  expect(readFileSync(join(project, 'electron-builder.yml'), 'utf8')).toMatch(/^appId: stemroom$/m);
  // Electron names the folder of the library and the settings by these, so they stay.
  expect([name, productName]).toEqual(['stemroom', 'Stemroom']);
});
