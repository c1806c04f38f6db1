#!/usr/bin/env node
// Stands in for fpm where it cannot be downloaded: the little of it that electron-builder asks for, over dpkg-deb.
import { rm } from 'node:fs/promises';
import { buildDeb } from '../deb/build-deb.js';
import { parseFpmWords } from '../deb/fpm-words.js';

try {
  const request = parseFpmWords(process.argv.slice(2));
  await rm(request.package, { force: true });
  const compression = process.env['STEMROOM_DEB_COMPRESSION'] ?? request['deb-compression'];
  await buildDeb({ ...request, 'deb-compression': compression });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
