/** Lengths of an Ogg page's header: fixed part, and with the longest segment table (RFC 3533 section 6). */
export const pageHeadBytes = 27;
export const longestPageHead = pageHeadBytes + 255;

/** "OggS" */
export const capturePattern = [0x4f, 0x67, 0x67, 0x53] as const;
const checksumAt = 22;
const polynomial = 0x04c1_1db7;

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let rest = index << 24;
  for (let bit = 0; bit < 8; bit++) rest = (rest << 1) ^ ((rest & 0x8000_0000) === 0 ? 0 : polynomial);
  return rest >>> 0;
});

/** Length of the whole page whose header stands at the start of `head`; null when the header is not all there. */
export function pageBytes(head: Uint8Array): number | null {
  const segments = head[pageHeadBytes - 1];
  if (segments === undefined || head.length < pageHeadBytes + segments) return null;
  const sound = head.subarray(pageHeadBytes, pageHeadBytes + segments).reduce((sum, lacing) => sum + lacing, 0);
  return pageHeadBytes + segments + sound;
}

/** Whether the checksum of a whole page is right. */
export function isPageIntact(page: Uint8Array): boolean {
  return viewOf(page).getUint32(checksumAt, true) === checksumOf(page);
}

/** Puts the checksum of a whole page in its place. */
export function setPageChecksum(page: Uint8Array): void {
  viewOf(page).setUint32(checksumAt, checksumOf(page), true);
}

const viewOf = (page: Uint8Array): DataView => new DataView(page.buffer, page.byteOffset, page.byteLength);

/** RFC 3533 section 6, field 7; it counts itself as zeros. */
function checksumOf(page: Uint8Array): number {
  let rest = 0;
  for (let at = 0; at < page.length; at++) {
    const byte = at >= checksumAt && at < checksumAt + 4 ? 0 : (page[at] ?? 0);
    rest = ((rest << 8) ^ (table[((rest >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
  }
  return rest;
}
