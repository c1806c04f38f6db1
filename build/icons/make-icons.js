// Run by hand after a change of the drawings, with rsvg-convert (Debian: librsvg2-bin); what it makes is committed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { icnsOf, icoOf } from './containers.js';

const here = import.meta.dirname;
/** Up to here the five stems would blur into each other. */
const smallDrawingUpTo = 32;
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];

const pictures = [...linuxSizes, 1024].map((size) => {
  const drawing = path.join(here, size <= smallDrawingUpTo ? 'stemroom-small.svg' : 'stemroom.svg');
  const png = execFileSync('rsvg-convert', ['--width', String(size), '--height', String(size), drawing]);
  return { size, png };
});

mkdirSync(path.join(here, 'png'), { recursive: true });
for (const { size, png } of pictures) {
  if (linuxSizes.includes(size)) writeFileSync(path.join(here, 'png', `${size}x${size}.png`), png);
  else writeFileSync(path.join(here, `stemroom-${size}.png`), png);
}
writeFileSync(path.join(here, 'stemroom.ico'), icoOf(pictures.filter(({ size }) => windowsSizes.includes(size))));
writeFileSync(path.join(here, 'stemroom.icns'), icnsOf(pictures));
