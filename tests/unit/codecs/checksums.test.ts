import { describe, expect, it } from 'vitest';
import { isFlacFrameIntact } from '../../../renderer/codecs/flac/flac-frames.ts';
import { isPageIntact, longestPageHead, pageBytes, withIntactPages } from '../../../renderer/codecs/ogg/ogg-pages.ts';
import { bytesIn, ffmpeg } from './fixtures.ts';

/** Where each page of an Ogg file begins, by its own lengths. */
function pagesOf(file: Uint8Array): readonly { readonly at: number; readonly length: number }[] {
  const pages = [];
  for (let at = 0; at < file.length;) {
    const length = pageBytes(file.subarray(at, at + longestPageHead)) ?? 0;
    if (length === 0) break;
    pages.push({ at, length });
    at += length;
  }
  return pages;
}

const ogg = (): Uint8Array => ffmpeg('checked.ogg', '-c:a', 'libvorbis', '-q:a', '6', '-page_duration', '20000');
const patternAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

describe('the pages of an Ogg file', () => {
  it('are intact as they are written, and none after a bit was changed anywhere in it', () => {
    const file = ogg();
    const pages = pagesOf(file);
    expect(pages.length).toBeGreaterThan(20);
    for (const { at, length } of pages) {
      const page = Uint8Array.from(file.subarray(at, at + length));
      expect(isPageIntact(page)).toBe(true);
      for (const part of [0.1, 0.5, 0.99]) {
        const byte = Math.floor(part * length);
        page[byte] = (page[byte] ?? 0) ^ 8;
        expect(isPageIntact(page)).toBe(false);
        page[byte] ^= 8;
      }
    }
  });

  it('are read as they are when they are intact, in any pieces', async () => {
    const file = ogg();
    const source = await withIntactPages(bytesIn(file));
    for (const [offset, length] of [
      [0, file.length],
      [1, 5000],
      [9999, 1],
      [file.length - 10, 100],
    ] as const)
      expect(await source.read(offset, length)).toEqual(file.slice(offset, offset + length));
  });

  it('cannot be recognised when they are damaged, however the pieces are cut', async () => {
    const file = Uint8Array.from(ogg());
    const pages = pagesOf(file);
    const spoilt = pages[10] ?? { at: 0, length: 0 };
    file[spoilt.at + 100] = (file[spoilt.at + 100] ?? 0) ^ 1;
    const source = await withIntactPages(bytesIn(file));
    for (const before of [0, 1, 2, 3, 500]) {
      const bytes = await source.read(spoilt.at - before, 1000);
      expect(patternAt(bytes, before)).toBe('\0\0\0\0');
      const rest = await source.read(spoilt.at + 1 + before, 1000);
      expect(rest.subarray(Math.max(0, 3 - before))).toEqual(
        file.slice(spoilt.at + 1 + before + Math.max(0, 3 - before), spoilt.at + 1001 + before),
      );
    }
    for (const { at } of pages.filter((page) => page !== spoilt))
      expect(patternAt(await source.read(at, 4), 0)).toBe('OggS');
  });
});

describe('the checksum of a FLAC frame', () => {
  // RFC 9639 appendix D.1: the one frame of the first example file.
  const frame = Uint8Array.from([
    0xff, 0xf8, 0x69, 0x18, 0x00, 0x00, 0xbf, 0x03, 0x58, 0xfd, 0x03, 0x12, 0x8b, 0xaa, 0x9a,
  ]);

  it('is right in the standard’s own example', () => {
    expect(isFlacFrameIntact(frame)).toBe(true);
  });

  it('is wrong after any change', () => {
    for (const at of frame.keys()) {
      const spoilt = Uint8Array.from(frame, (byte, index) => (index === at ? byte ^ 4 : byte));
      expect(isFlacFrameIntact(spoilt)).toBe(false);
    }
  });
});
