import { describe, expect, it } from 'vitest';
import { FlacPackets } from '../../../../renderer/codecs/flac/flac-packets.ts';
import { greatestDifference } from '../alignment.ts';
import { bytesIn, ffmpeg, sourceLeft } from '../fixtures.ts';
import { open, read, readAll } from '../open.ts';

const file = (): Uint8Array => ffmpeg('read-through.flac', '-c:a', 'flac', '-frame_size', '1024');

type Frame = { readonly start: number; readonly samples: number; readonly offset: number; readonly byteLength: number };

/** Where each frame lies in the sound and in the file, which ends with the last one. */
async function framesOf(bytes: Uint8Array): Promise<readonly Frame[]> {
  const packets = await FlacPackets.open(bytesIn(bytes));
  if (packets === null) throw new Error('There are no frames.');
  const found: Omit<Frame, 'offset'>[] = [];
  for await (const { timestamp, duration, data } of packets.packets())
    found.push({
      start: Math.round(timestamp * 44_100),
      samples: Math.round(duration * 44_100),
      byteLength: data.length,
    });
  let offset = bytes.length - found.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return found.map((frame) => {
    const placed = { ...frame, offset };
    offset += frame.byteLength;
    return placed;
  });
}

/** A frame well inside the file. */
async function middleOf(bytes: Uint8Array): Promise<Frame> {
  const frames = await framesOf(bytes);
  const frame = frames[Math.floor(frames.length / 2)];
  if (frame === undefined) throw new Error('There are no frames.');
  return frame;
}

/** The source's left channel with silence in `[start, end)`. */
function silencedIn(start: number, end: number): Float32Array {
  return Float32Array.from(sourceLeft).fill(0, start, end);
}

const isSame = (one: Float32Array, other: Float32Array): boolean => greatestDifference(one, other) === 0;

describe('a FLAC file that is read through', () => {
  it('is the same as in pieces that begin anywhere', async () => {
    const stem = await open(bytesIn(file()), 'flac');
    const whole = await readAll(stem);
    expect(isSame(whole.left, Float32Array.from(sourceLeft))).toBe(true);
    for (const start of [0, 1, 1023, 1024, 30_001, stem.lengthFrames - 5]) {
      const { left } = await read(stem, start, 3000);
      expect([...left.subarray(0, stem.lengthFrames - start)]).toEqual([...whole.left.subarray(start, start + 3000)]);
    }
  });

  it('is silent for the frame that is damaged, and says how long', async () => {
    const bytes = Uint8Array.from(file());
    const { start, samples, offset, byteLength } = await middleOf(bytes);
    const at = offset + Math.floor(byteLength / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const stem = await open(bytesIn(bytes), 'flac');
    const { left } = await readAll(stem);
    expect(isSame(left, silencedIn(start, start + samples))).toBe(true);
    expect(stem.concealedFrames()).toBe(1);
    expect(stem.concealedSeconds()).toBeCloseTo(samples / 44_100, 9);
  });

  it('goes on behind a frame whose head is gone', async () => {
    const bytes = Uint8Array.from(file());
    const { start, samples, offset } = await middleOf(bytes);
    bytes.fill(0, offset, offset + 8);
    const stem = await open(bytesIn(bytes), 'flac');
    const { left } = await readAll(stem);
    expect(isSame(left, silencedIn(start, start + samples))).toBe(true);
    expect(stem.concealedSeconds()).toBeCloseTo(samples / 44_100, 9);
  });

  it('ends with its last whole frame when it was cut off', async () => {
    const bytes = file();
    const { start, offset, byteLength } = await middleOf(bytes);
    const stem = await open(bytesIn(bytes.subarray(0, offset + Math.floor(byteLength / 2))), 'flac');
    expect(stem.lengthFrames).toBe(start);
    expect(isSame((await readAll(stem)).left, Float32Array.from(sourceLeft.subarray(0, start)))).toBe(true);
    expect(stem.concealedSeconds()).toBe(0);
  });
});
