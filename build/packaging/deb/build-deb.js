import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** @typedef {import('./fpm-words.js').FpmRequest} FpmRequest */

/**
 * Builds a Debian package with dpkg-deb. Everything in it belongs to root; times are held to SOURCE_DATE_EPOCH when that is set.
 * @param {FpmRequest} request
 */
export async function buildDeb(request) {
  const stage = await mkdtemp(path.join(os.tmpdir(), 'stemroom-deb-'));
  try {
    for (const { source, target } of request.mappings) await place(source, path.join(stage, target));
    await openToAll(stage);
    const files = await listFiles(stage);
    const control = path.join(stage, 'DEBIAN');
    await mkdir(control, { mode: 0o755 });
    await writeFile(path.join(control, 'md5sums'), await md5sums(stage, files));
    await writeFile(path.join(control, 'control'), controlFile(request, await installedKibibytes(stage, files)));
    await placeScript(request['after-install'], path.join(control, 'postinst'));
    await placeScript(request['after-remove'], path.join(control, 'postrm'));
    runDpkgDeb(['--root-owner-group', `-Z${request['deb-compression']}`, '--build', stage, request.package]);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/**
 * @param {string} source
 * @param {string} target
 */
async function place(source, target) {
  await mkdir(path.dirname(target), { recursive: true });
  await cp(source, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
}

/**
 * @param {string} source
 * @param {string} target
 */
async function placeScript(source, target) {
  await cp(source, target);
  await chmod(target, 0o755);
}

/**
 * Folders 755, files 644 or 755: what somebody's umask happened to be must not reach other people's systems.
 * @param {string} folder
 */
async function openToAll(folder) {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(place);
    else if (entry.isFile()) await chmod(place, ((await stat(place)).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

/**
 * @param {string} root
 * @param {string} [under]
 * @returns {Promise<string[]>} every file, relative to the root, in a fixed order
 */
async function listFiles(root, under = '') {
  const entries = await readdir(path.join(root, under), { withFileTypes: true });
  const lists = entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(async (entry) => {
      const place = path.posix.join(under, entry.name);
      if (entry.isDirectory()) return listFiles(root, place);
      return entry.isFile() ? [place] : [];
    });
  return (await Promise.all(lists)).flat();
}

/**
 * @param {string} root
 * @param {readonly string[]} files
 */
async function md5sums(root, files) {
  const lines = [];
  for (const file of files) {
    const sum = createHash('md5').update(await readFile(path.join(root, file)));
    lines.push(`${sum.digest('hex')}  ${file}\n`);
  }
  return lines.join('');
}

/**
 * @param {string} root
 * @param {readonly string[]} files
 */
async function installedKibibytes(root, files) {
  const sizes = await Promise.all(
    files.map(async (file) => Math.ceil((await stat(path.join(root, file))).size / 1024)),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Names that RFC 2606 keeps from ever being a website. */
const isReserved = (/** @type {string} */ url) => URL.canParse(url) && new URL(url).hostname.endsWith('.invalid');

/**
 * The control file of Debian Policy, chapter 5. A homepage under a reserved name is none.
 * @param {FpmRequest} request
 * @param {number} size installed, in KiB
 */
export function controlFile(request, size) {
  const fields = {
    Package: request.name,
    Version: request.version,
    Architecture: request.architecture,
    Maintainer: request.maintainer,
    'Installed-Size': String(size),
    Depends: request.depends.join(', '),
    Recommends: request.recommends.join(', '),
    Section: request.category,
    Priority: request['deb-priority'],
    Homepage: isReserved(request.url) ? '' : request.url,
    Description: request.description,
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== '');
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('');
}

/** @param {readonly string[]} words */
function runDpkgDeb(words) {
  const { status, error, stderr } = spawnSync('dpkg-deb', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`dpkg-deb failed: ${error?.message ?? stderr}`);
}
