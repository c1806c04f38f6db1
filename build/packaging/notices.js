import { readFile } from 'node:fs/promises';
import { inProject } from '../setup/places.js';

/** @typedef {import('./shipped-package.js').ShippedPackage} ShippedPackage */

/** What a package's own licence file leaves unsaid about code that it carries inside. */
const carried = [
  {
    by: 'wasm-media-encoders',
    name: 'LAME',
    licence: 'LGPL-2.1',
    file: 'LGPL-2.1.txt',
    note: [
      'The package wasm-media-encoders contains LAME (https://lame.sourceforge.io), compiled to WebAssembly. LAME is free',
      'software by Mark Taylor and the LAME project, under the GNU Library General Public License, version 2 or any later',
      'version; version 2.1 follows. Its source is published by the LAME project, and with the build that makes the WebAssembly',
      'in the repository named in the package. It is a file of its own in the app (mp3-*.js). You may replace it: build Stemroom',
      'from its source with another build of wasm-media-encoders in node_modules (npm run package).',
    ].join('\n'),
  },
  {
    by: '@mediabunny/aac-encoder',
    name: 'FFmpeg (libavcodec, libavutil)',
    licence: 'LGPL-2.1',
    file: 'LGPL-2.1.txt',
    note: [
      'The package @mediabunny/aac-encoder contains the AAC encoder of FFmpeg (https://ffmpeg.org), compiled to WebAssembly.',
      'FFmpeg is free software by the FFmpeg developers, under the GNU Lesser General Public License, version 2.1 or later. Its',
      'source is published by the FFmpeg project; how the WebAssembly is made from it stands in the package. It is a file of its',
      'own in the app (aac-encoder-*.js). You may replace it: build Stemroom from its source with another build of',
      '@mediabunny/aac-encoder in node_modules (npm run package).',
    ].join('\n'),
  },
  {
    by: '@mediabunny/flac-encoder',
    name: 'libFLAC',
    licence: 'BSD-3-Clause',
    file: 'BSD-3-Clause-libFLAC.txt',
    note: 'The package @mediabunny/flac-encoder contains libFLAC (https://xiph.org/flac), compiled to WebAssembly.',
  },
];

const rule = '='.repeat(100);

/**
 * The text file that travels with the app: each package in it, its licence, and what that licence wants said.
 * @param {readonly ShippedPackage[]} shipped
 * @returns {Promise<string>}
 */
export async function thirdPartyNotices(shipped) {
  const parts = shipped.map(({ name, version, licence, text }) => section(`${name} ${version}`, licence, text));
  for (const { by, name, licence, file, note } of carried) {
    if (!shipped.some((other) => other.name === by)) continue;
    const text = await readFile(inProject('build', 'packaging', 'licences', file), 'utf8');
    parts.push(section(name, licence, `${note}\n\n${text.trimEnd()}`));
  }
  return [opening, ...parts].join('\n');
}

const opening = [
  'Stemroom contains the work of others. Each part is listed here with its licence.',
  'Electron and Chromium bring their own lists: LICENSE.electron.txt and LICENSES.chromium.html.',
  '',
].join('\n');

/**
 * @param {string} title
 * @param {string} licence
 * @param {string} text
 */
function section(title, licence, text) {
  return `${rule}\n${title} (${licence})\n${rule}\n\n${text}\n`;
}
