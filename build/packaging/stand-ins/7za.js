#!/usr/bin/env node
// Stands in for 7za where it cannot be downloaded, for the one thing a .tar.gz needs of it: 7za a [-bd] -mx=N OUT IN.
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const [command, ...words] = process.argv.slice(2);
const options = words.filter((word) => word.startsWith('-'));
const [target, source, ...others] = words.filter((word) => !word.startsWith('-'));
// Past this, gzip takes four times as long for an archive that is one percent smaller.
const bestLevel = 6;
const level = Math.min(bestLevel, ...options.map((option) => Number(/^-mx=(\d)$/.exec(option)?.[1] ?? bestLevel)));
const isKnown = options.every((option) => option === '-bd' || /^-mx=\d$/.test(option));

if (command === 'a' && isKnown && target?.endsWith('.gz') && source?.endsWith('.tar') && others.length === 0) {
  await pipeline(createReadStream(source), createGzip({ level }), createWriteStream(target));
} else {
  process.stderr.write(
    `This stand-in for 7za only gzips one tar file. It was asked: ${process.argv.slice(2).join(' ')}\n`,
  );
  process.exitCode = 1;
}
