import { expect, test } from 'vitest';
import { mp3Qualities, type Mp3Quality } from '#contract';
import { crc16OfLame } from '../../../../renderer/codecs/shared/checksums.ts';
import { FrameTally, infoFrame, infoFrameBytes } from '../../../../renderer/codecs/mp3/info-frame.ts';
import { fixtureLength, lame } from '../fixtures.ts';

/** As LAME's own command has it. */
const options: Readonly<Record<Mp3Quality, readonly string[]>> = {
  128: ['-b', '128'],
  160: ['-b', '160'],
  192: ['-b', '192'],
  224: ['-b', '224'],
  256: ['-b', '256'],
  320: ['-b', '320'],
  V2: ['-V', '2'],
  V0: ['-V', '0'],
};

function tallied(frames: Uint8Array, pieceBytes: number): FrameTally {
  const tally = new FrameTally();
  for (let at = 0; at < frames.length; at += pieceBytes) tally.add(frames.subarray(at, at + pieceBytes));
  return tally;
}

test.each(mp3Qualities)("the info frame at %s is the one that LAME's own command writes", (quality) => {
  const file = lame(`info-${quality}.mp3`, '-t', ...options[quality]);
  const own = lame(`info-${quality}-tagged.mp3`, ...options[quality]);
  expect(own.length - file.length).toBe(infoFrameBytes(quality, 44_100));
  const theirs = own.slice(0, infoFrameBytes(quality, 44_100));
  const ours = infoFrame(quality, 44_100, fixtureLength, tallied(own.subarray(theirs.length), 1000));
  for (const frame of [theirs, ours]) {
    const view = new DataView(frame.buffer, frame.byteOffset);
    expect(view.getUint16(190)).toBe(crc16OfLame(frame.subarray(0, 190)));
    // What differs by right: bits of the header that say nothing, rounding in the table of contents, the gain we do not tell.
    view.setUint8(3, 0);
    view.setUint16(171, 0);
    view.setUint16(190, 0);
  }
  expect([...ours.subarray(0, 52)]).toEqual([...theirs.subarray(0, 52)]);
  expect([...ours.subarray(152)]).toEqual([...theirs.subarray(152)]);
  for (let entry = 52; entry < 152; entry++) {
    expect(Math.abs((ours[entry] ?? 0) - (theirs[entry] ?? 0))).toBeLessThanOrEqual(2);
  }
});

test('frames are counted alike in whichever pieces they come', () => {
  const frames = lame('info-192.mp3', '-t', '-b', '192');
  const whole = tallied(frames, frames.length);
  for (const pieceBytes of [1, 3, 417, 1000]) {
    const { starts, byteLength, crc } = tallied(frames, pieceBytes);
    expect({ starts, byteLength, crc }).toEqual({ starts: whole.starts, byteLength: whole.byteLength, crc: whole.crc });
  }
});

test('bytes that are no frames are not counted as such', () => {
  expect(() => {
    new FrameTally().add(new Uint8Array(8));
  }).toThrow('something other than frames');
});
