import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../../renderer/codecs/byte-source.ts';
import { FlacPackets } from '../../../../renderer/codecs/flac/flac-packets.ts';
import { isFlacFrameIntact } from '../../../../renderer/codecs/flac/flac-frames.ts';
import { crc16OfFlac, crc8OfFlac } from '../../../../renderer/codecs/shared/checksums.ts';
import { ffmpeg } from '../fixtures.ts';

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

type Walked = Awaited<ReturnType<typeof walk>>;

const areSame = (one: Walked, other: Walked): boolean =>
  one.length === other.length &&
  one.every(({ start, data }, at) => start === other[at]?.start && Buffer.compare(data, other[at].data) === 0);

/** The same frame with the number of its first sample in its head, and the mark of blocks of one size. */
function numberedBySample({ start, data }: { readonly start: number; readonly data: Uint8Array }): Uint8Array {
  const coded = data[4] ?? 0;
  const numberBytes = coded < 0x80 ? 1 : Math.clz32(~(coded << 24));
  const sizeCode = (data[2] ?? 0) >> 4;
  const extra = sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0;
  const checkedEnd = 4 + numberBytes + extra;
  const number = start < 0x80 ? Buffer.from([start]) : Buffer.from(codedAs(start));
  const head = Buffer.concat([data.subarray(0, 4), number, data.subarray(4 + numberBytes, checkedEnd)]);
  const body = data.subarray(checkedEnd + 1, -2);
  const frame = Buffer.concat([head, Buffer.from([crc8OfFlac(head, 0, head.length)]), body, Buffer.alloc(2)]);
  frame.writeUInt16BE(crc16OfFlac(frame, frame.length - 2), frame.length - 2);
  return frame;
}

/** As UTF-8 would write it, in up to 6 bytes. */
function codedAs(number: number): readonly number[] {
  const count = [0x800, 0x1_0000, 0x20_0000, 0x400_0000].findIndex((end) => number < end) + 2;
  const lead = ((0xff00 >> count) & 0xff) | (number >> (6 * (count - 1)));
  return [lead, ...Array.from({ length: count - 1 }, (_, at) => 0x80 | ((number >> (6 * (count - 2 - at))) & 0x3f))];
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
    file.fill(0, at, at + 64);
    const packets = await open(sourceOf(file));
    const kept = await packets.getPacket(((struck?.start ?? 0) + 0.5) / 44_100);
    // The last whole one before it, whose end its own codes tell.
    expect(Math.round((kept?.timestamp ?? NaN) * 44_100)).toBe(before?.start);
    expect(kept?.data).toEqual(before?.data);
    if (kept === null) throw new Error('Nothing is left before the damage.');
    const next = await packets.getNextPacket(kept);
    expect(next?.data).toEqual(behind?.data);
    const walked: number[] = [];
    await expect(async () => {
      for await (const { timestamp } of packets.packets()) walked.push(Math.round(timestamp * 44_100));
    }).rejects.toThrow('damaged');
    expect(walked.length).toBe(hit);
  });

  it('end with the last one, whatever stands behind it', async () => {
    const file = long();
    const frames = await walk(file);
    const behind = {
      zeros: new Uint8Array(50_000),
      noise: Uint8Array.from({ length: 50_000 }, (_, at) => (at * 7919 + (at >> 3) * 31) & 0xff),
      'an ID3v1 tag': Buffer.from('TAG'.padEnd(128)),
    };
    for (const [name, tail] of Object.entries(behind)) {
      const walked = await walk(Buffer.concat([file, tail]));
      expect(walked.length, name).toBe(frames.length);
      expect(areSame(walked, frames), name).toBe(true);
    }
  });

  it('are found whatever their head says of the longest of them', async () => {
    const frames = await walk(long());
    for (const told of [1, 200, 0xff_ffff]) {
      const file = Buffer.from(long());
      file.writeUIntBE(told, 15, 3);
      expect(areSame(await walk(file), frames)).toBe(true);
      const packet = await (await open(sourceOf(file))).getPacket(30);
      expect(Math.round((packet?.timestamp ?? NaN) * 44_100)).toBe(
        frames.find(({ start, samples }) => start + samples > 30 * 44_100)?.start,
      );
    }
  });

  it('stand behind tags and junk', async () => {
    const frames = await walk(long());
    const file = Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0]), long()]);
    expect(areSame(await walk(file), frames)).toBe(true);
    const soundStart = long().length - frames.reduce((sum, { data }) => sum + data.length, 0);
    const junk = Buffer.alloc(5000, 0xff);
    const padded = Buffer.concat([long().subarray(0, soundStart), junk, long().subarray(soundStart)]);
    expect(areSame(await walk(padded), frames)).toBe(true);
  });

  it('are found when they number their samples, but do not say so, as old encoders wrote', async () => {
    const frames = await walk(long());
    const soundStart = long().length - frames.reduce((sum, { data }) => sum + data.length, 0);
    const old = Buffer.concat([long().subarray(0, soundStart), ...frames.map(numberedBySample)]);
    const bytes = sourceOf(old);
    const walked = [];
    const packets = await open(bytes);
    for await (const { timestamp, data } of packets.packets())
      walked.push([Math.round(timestamp * 44_100), data.length]);
    expect(walked).toEqual(frames.map((frame) => [frame.start, numberedBySample(frame).length]));
    // Read through once, and not again for every frame.
    expect(bytes.bytesRead).toBeLessThan(3 * old.length);
    expect(await packets.lengthSamples()).toBe(whole);
    const packet = await packets.getPacket(31.4);
    expect(packet?.timestamp).toBeLessThanOrEqual(31.4);
    expect((packet?.timestamp ?? NaN) + (packet?.duration ?? NaN)).toBeGreaterThan(31.4);
  });

  it('are none where there is no FLAC', async () => {
    expect(await FlacPackets.open(sourceOf(new Uint8Array(0)))).toBeNull();
    expect(await FlacPackets.open(sourceOf(new Uint8Array(100_000).fill(0xff)))).toBeNull();
    expect(await FlacPackets.open(sourceOf(long().subarray(0, 60)))).toBeNull();
  });
});
