import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../renderer/codecs/byte-source.ts';
import { FlacPackets } from '../../../renderer/codecs/flac/flac-packets.ts';
import { isFlacFrameIntact } from '../../../renderer/codecs/flac/flac-frames.ts';
import { ffmpeg } from './fixtures.ts';

type Watched = ByteSource & { bytesRead: number };

function sourceOf(file: Uint8Array): Watched {
  return {
    bytesRead: 0,
    byteLength: file.length,
    read(offset, length) {
      const bytes = file.slice(offset, offset + length);
      this.bytesRead += bytes.length;
      return Promise.resolve(bytes);
    },
  };
}

async function open(bytes: ByteSource): Promise<FlacPackets> {
  const packets = await FlacPackets.open(bytes);
  if (packets === null) throw new Error('There are no frames.');
  return packets;
}

/** Where each frame begins in the sound and in the file, and how long it is, by walking from the first to the last. */
async function walk(file: Uint8Array): Promise<readonly { start: number; samples: number; data: Uint8Array }[]> {
  const frames = [];
  for await (const { timestamp, duration, data } of (await open(sourceOf(file))).packets()) {
    frames.push({ start: Math.round(timestamp * 44_100), samples: Math.round(duration * 44_100), data });
  }
  return frames;
}

const seconds = 60;
const whole = seconds * 44_100;
const long = (): Uint8Array =>
  ffmpeg(
    'long.flac',
    ...['-f', 'lavfi', '-i', `anoisesrc=d=${String(seconds)}:c=pink:r=44100:a=0.3:seed=7`],
    ...['-filter_complex', '[1]volume=volume=min(1\\,t/40):eval=frame[it]', '-map', '[it]', '-ac', '2', '-c:a', 'flac'],
  );

describe('the frames of a FLAC file', () => {
  it('follow each other to the last sample, each with its checksum', async () => {
    const frames = await walk(long());
    let end = 0;
    for (const { start, samples, data } of frames) {
      expect(start).toBe(end);
      expect(isFlacFrameIntact(data)).toBe(true);
      end = start + samples;
    }
    expect(end).toBe(whole);
  });

  it('are found by their sample, exactly, wherever it lies, without reading what lies before', async () => {
    const file = long();
    const frames = await walk(file);
    for (const part of [0, 0.0001, 0.13, 0.25, 0.4999, 0.5, 0.77, 0.93, 0.99999]) {
      const sample = Math.floor(part * whole);
      const bytes = sourceOf(file);
      const packet = await (await open(bytes)).getPacket((sample + 0.5) / 44_100);
      const frame = frames.find(({ start, samples }) => start <= sample && sample < start + samples);
      expect(Math.round((packet?.timestamp ?? NaN) * 44_100)).toBe(frame?.start);
      expect(packet?.data).toEqual(frame?.data);
      expect(bytes.bytesRead).toBeLessThan(800_000);
    }
    expect(file.length).toBeGreaterThan(4_000_000);
  });

  it('tell their length without being read through, also when the head does not say it', async () => {
    const file = long();
    const bytes = sourceOf(file);
    expect(await (await open(bytes)).lengthSamples()).toBe(whole);
    expect(bytes.bytesRead).toBeLessThan(800_000);
    const untold = Uint8Array.from(file);
    untold[21] = (untold[21] ?? 0) & 0xf0;
    untold.fill(0, 22, 26);
    expect(await (await open(sourceOf(untold))).lengthSamples()).toBe(whole);
  });

  it('tell how much is left of a file that was cut off', async () => {
    const file = long();
    const frames = await walk(file);
    const cut = sourceOf(file.subarray(0, file.length * 0.6));
    const length = await (await open(cut)).lengthSamples();
    expect(frames.some(({ start }) => start === length)).toBe(true);
    expect(length).toBeGreaterThan(0.55 * whole);
    expect(length).toBeLessThan(0.75 * whole);
  });

  it('go on behind damage: the next whole frame is found, by its sample and by walking', async () => {
    const file = Uint8Array.from(long());
    const frames = await walk(file);
    const hit = frames.findIndex(({ start }) => start > whole / 2);
    const [before, struck, behind] = frames.slice(hit - 1);
    const sizeOf = (some: typeof frames): number => some.reduce((sum, { data }) => sum + data.length, 0);
    const at = file.length - sizeOf(frames.slice(hit));
    // The head of the frame itself, so that it cannot be told where the one before it ends.
    file.fill(0, at, at + 64);
    const packets = await open(sourceOf(file));
    const kept = await packets.getPacket(((struck?.start ?? 0) + 0.5) / 44_100);
    expect(Math.round((kept?.timestamp ?? NaN) * 44_100)).toBeLessThan(before?.start ?? 0);
    if (kept === null) throw new Error('Nothing is left before the damage.');
    const next = await packets.getNextPacket(kept);
    expect(next?.data).toEqual(behind?.data);
    const walked: number[] = [];
    await expect(async () => {
      for await (const { timestamp } of packets.packets()) walked.push(Math.round(timestamp * 44_100));
    }).rejects.toThrow('damaged');
    expect(walked.length).toBe(hit - 1);
  });

  it('are none where there is no FLAC', async () => {
    expect(await FlacPackets.open(sourceOf(new Uint8Array(0)))).toBeNull();
    expect(await FlacPackets.open(sourceOf(new Uint8Array(100_000).fill(0xff)))).toBeNull();
    expect(await FlacPackets.open(sourceOf(long().subarray(0, 60)))).toBeNull();
  });
});
