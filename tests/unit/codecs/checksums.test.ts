import { describe, expect, it } from 'vitest';
import { isFlacFrameIntact } from '../../../renderer/codecs/flac/flac-frames.ts';
import { isPageIntact, longestPageHead, OggPages, pageBytes } from '../../../renderer/codecs/ogg/ogg-pages.ts';
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

  it('are not found when they are damaged, and those behind are', async () => {
    const file = Uint8Array.from(ogg());
    const pages = pagesOf(file);
    const spoilt = pages[10] ?? { at: 0, length: 0 };
    file[spoilt.at + 100] = (file[spoilt.at + 100] ?? 0) ^ 1;
    const reader = await OggPages.of(bytesIn(file));
    const found: number[] = [];
    for (let page = await reader.from(0, file.length); page !== null;) {
      found.push(page.offset);
      page = await reader.from(page.offset + page.byteLength, file.length);
    }
    expect(found).toEqual(pages.filter((page) => page !== spoilt).map(({ at }) => at));
  });

  it('are all found where not even the first has a checksum, as some programs write', async () => {
    const file = Uint8Array.from(ogg());
    const pages = pagesOf(file);
    for (const { at } of pages) file.fill(0, at + 22, at + 26);
    const reader = await OggPages.of(bytesIn(file));
    for (const { at, length } of pages) expect((await reader.at(at))?.byteLength).toBe(length);
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
