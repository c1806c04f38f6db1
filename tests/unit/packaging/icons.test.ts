import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const icons = resolve(import.meta.dirname, '../../../build/icons');

/** Width and height from a PNG's first chunk (PNG specification, 11.2.2). */
const pngSize = (png: Buffer) => {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

describe('the icons', () => {
  it('are as large as the names of the Linux ones say', () => {
    const names = readdirSync(join(icons, 'png'));
    expect(names).toHaveLength(8);
    for (const name of names) expect(pngSize(readFileSync(join(icons, 'png', name))).join('x')).toBe(name.slice(0, -4));
  });

  it('reach 256 pixels on Windows, where the installer wants that', () => {
    const ico = readFileSync(join(icons, 'stemroom.ico'));
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
      const entry = ico.subarray(6 + 16 * index, 22 + 16 * index);
      const [length, place] = [entry.readUInt32LE(8), entry.readUInt32LE(12)];
      const [width] = pngSize(ico.subarray(place, place + length));
      expect(entry.readUInt8(0) || 256).toBe(width);
      return width;
    });
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('reach 1024 pixels on macOS, and fill their file to the last byte', () => {
    const icns = readFileSync(join(icons, 'stemroom.icns'));
    const sizes = new Map<string, number | undefined>();
    let place = 8;
    while (place < icns.length) {
      const length = icns.readUInt32BE(place + 4);
      sizes.set(icns.toString('latin1', place, place + 4), pngSize(icns.subarray(place + 8, place + length))[0]);
      place += length;
    }
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4), place]).toEqual(['icns', icns.length, icns.length]);
    expect(sizes.get('ic10')).toBe(1024);
    expect(sizes.get('ic07')).toBe(128);
  });
});
