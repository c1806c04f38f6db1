import type { EncodedPacket } from 'mediabunny';

const polynomial = 0x8005;
const checksumBytes = 2;

const table = Uint16Array.from({ length: 256 }, (_, index) => {
  let rest = index << 8;
  for (let bit = 0; bit < 8; bit++) rest = (rest << 1) ^ ((rest & 0x8000) === 0 ? 0 : polynomial);
  return rest & 0xffff;
});

/** Whether the checksum at the end of a whole frame is right (RFC 9639 section 9.3). */
export function isFlacFrameIntact(frame: Uint8Array): boolean {
  const end = frame.length - checksumBytes;
  let rest = 0;
  for (let at = 0; at < end; at++) rest = ((rest << 8) ^ (table[(rest >> 8) ^ (frame[at] ?? 0)] ?? 0)) & 0xffff;
  return rest === (((frame[end] ?? 0) << 8) | (frame[end + 1] ?? 0));
}

/**
 * Frames as they come; throws at one that is damaged, which the decoder would play as noise. The last one is let through as it
 * is, since tags may stand behind it.
 */
export async function* intactFlacFrames(
  frames: AsyncGenerator<EncodedPacket, void>,
): AsyncGenerator<EncodedPacket, void> {
  let held: EncodedPacket | null = null;
  for await (const frame of frames) {
    if (held !== null) {
      if (!isFlacFrameIntact(held.data)) throw new Error('A frame is damaged.');
      yield held;
    }
    held = frame;
  }
  if (held !== null) yield held;
}
