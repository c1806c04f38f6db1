import type { ByteSource } from '../byte-source.ts';
import { capturePattern, isPageIntact, longestPageHead, pageBytes } from './ogg-page.ts';

const mostVerdicts = 4096;
const [firstByte] = capturePattern;

/**
 * An Ogg file of whole pages only: a page that is cut off, or whose checksum is wrong, cannot be recognised as one. Its packets
 * would decode to noise of any loudness, and be counted as if they were all there. A file whose first page is wrong already
 * was written by something that does not count checksums, and is left as it is.
 */
export async function withIntactPages(source: ByteSource): Promise<ByteSource> {
  const verdicts = new Map<number, number | null>();

  /** Length of the intact page at an offset; null when there is none. */
  async function intactPageAt(offset: number): Promise<number | null> {
    const known = verdicts.get(offset);
    if (known !== undefined) return known;
    const length = pageBytes(await source.read(offset, longestPageHead));
    const page = length === null ? null : await source.read(offset, length);
    const isIntact = page !== null && page.length === length && isPageIntact(page);
    if (verdicts.size >= mostVerdicts) verdicts.clear();
    verdicts.set(offset, isIntact ? length : null);
    return isIntact ? length : null;
  }

  if ((await intactPageAt(0)) === null) return source;
  return {
    byteLength: source.byteLength,
    async read(offset, length) {
      const bytes = await source.read(offset, length);
      // A pattern may begin before or end behind what is asked for.
      const from = Math.max(0, offset - capturePattern.length + 1);
      const window = await source.read(from, offset - from + length + capturePattern.length - 1);
      let hidden: Uint8Array | null = null;
      for (let at = window.indexOf(firstByte); at >= 0;) {
        const isPattern = capturePattern.every((byte, index) => window[at + index] === byte);
        const page = isPattern ? await intactPageAt(from + at) : null;
        if (isPattern && page === null) {
          hidden ??= Uint8Array.from(bytes);
          hidden.fill(0, Math.max(0, from + at - offset), Math.max(0, from + at - offset + capturePattern.length));
        }
        at = window.indexOf(firstByte, at + (page ?? 1));
      }
      return hidden ?? bytes;
    },
  };
}
