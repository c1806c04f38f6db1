import { describe, expect, test } from 'vitest';
import type { EncodedPacket } from 'mediabunny';
import { OggPackets } from '../../../../renderer/codecs/ogg/ogg-packets.ts';
import { longestPageHead, OggPages, pageBytes } from '../../../../renderer/codecs/ogg/ogg-pages.ts';
import { readOggStreams } from '../../../../renderer/codecs/ogg/ogg-stem.ts';
import { crc32OfOgg } from '../../../../renderer/codecs/shared/checksums.ts';
import { bytesIn, ffmpeg, fixtureLength } from '../fixtures.ts';

const pageLength = ['-page_duration', '200000'] as const;
const kinds = {
  Vorbis: () => ffmpeg('packets-vorbis.ogg', '-c:a', 'libvorbis', '-q:a', '6', ...pageLength),
  Opus: () => ffmpeg('packets-opus.ogg', '-c:a', 'libopus', '-b:a', '128k', ...pageLength),
};
const rates = { Vorbis: 44_100, Opus: 48_000 } as const;
const headerPages = { Vorbis: 2, Opus: 2 } as const;

function pagesOf(file: Uint8Array): Buffer[] {
  const pages: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = pageBytes(file.subarray(at, at + longestPageHead)) ?? NaN;
    pages.push(Buffer.from(file.subarray(at, at + length)));
    at += length;
  }
  return pages;
}

/** The same page with another number. */
function numbered(page: Buffer, number: number): Buffer {
  const copy = Buffer.from(page);
  copy.writeUInt32LE(number, 18);
  copy.writeUInt32LE(crc32OfOgg(copy, 22), 22);
  return copy;
}

async function openAll(file: Uint8Array): Promise<readonly OggPackets[]> {
  const pages = await OggPages.of(bytesIn(file));
  const streams = await readOggStreams(pages);
  return streams.map(({ codec, ...link }) => new OggPackets(pages, codec, link));
}

async function open(file: Uint8Array): Promise<OggPackets> {
  const [first] = await openAll(file);
  if (first === undefined) throw new Error('There is no stream.');
  return first;
}

type Heard = { readonly at: number; readonly samples: number; readonly data: string };

const heard = ({ timestamp, duration, data }: EncodedPacket, rate: number): Heard => ({
  at: Math.round(timestamp * rate),
  samples: Math.round(duration * rate),
  data: Buffer.from(data).toString('base64'),
});

/** All packets, going on behind each hole as a stem does. */
async function walk(
  packets: OggPackets,
  rate: number,
): Promise<{ readonly all: readonly Heard[]; readonly holes: number }> {
  const all: Heard[] = [];
  let holes = 0;
  for (let from: EncodedPacket | null | undefined; from !== null;) {
    let last: EncodedPacket | null = null;
    try {
      for await (const packet of packets.packets(from)) {
        last = packet;
        all.push(heard(packet, rate));
      }
      return { all, holes };
    } catch {
      holes += 1;
      from = last && (await packets.getNextPacket(last));
    }
  }
  return { all, holes };
}

describe.each(Object.entries(kinds))('the packets of %s in Ogg', (name, make) => {
  const kind = name as keyof typeof kinds;
  const rate = rates[kind];
  const first = headerPages[kind];

  test('follow each other to the length of the sound', async () => {
    const packets = await open(make());
    const { all, holes } = await walk(packets, rate);
    expect(holes).toBe(0);
    let end = all[0]?.at ?? NaN;
    for (const { at, samples } of all) {
      expect(at).toBe(end);
      end = at + samples;
    }
    const length = await packets.lengthSamples();
    expect(Math.abs(length - (fixtureLength * rate) / 44_100)).toBeLessThanOrEqual(kind === 'Opus' ? 1 : 0);
    expect(end).toBeGreaterThanOrEqual(length);
    expect(end - length).toBeLessThan(4096);
  });

  test('are found by their time as by walking, and so is the one behind each', async () => {
    const packets = await open(make());
    const { all } = await walk(packets, rate);
    for (const second of [0, 0.001, 0.7, 1.2345, 2.5, 3.3, 4.2, 4.99, 60]) {
      const index = all.findLastIndex(({ at }) => at <= Math.floor(second * rate));
      const found = await packets.getPacket(second + 0.5 / rate);
      expect(found && heard(found, rate)).toEqual(all[index]);
      const next = found && (await packets.getNextPacket(found));
      expect((next && heard(next, rate)) ?? undefined).toEqual(all[index + 1]);
    }
  });

  const harmless: Readonly<Record<string, (pages: readonly Buffer[]) => readonly Buffer[]>> = {
    'header pages written twice': (pages) => [...pages.slice(0, first), ...pages],
    'a gap in the numbers of the pages': (pages) => pages.map((page, at) => (at < 6 ? page : numbered(page, at + 40))),
    'numbers that are all the same': (pages) => pages.map((page) => numbered(page, 7)),
    'bytes between the pages': (pages) =>
      pages.flatMap((page, at) => (at % 3 === 1 ? [Buffer.from('OggOgg'), page] : [page])),
    'a page written twice': (pages) => pages.toSpliced(5, 0, pages[5] ?? Buffer.alloc(0)),
    'bytes behind the last page': (pages) => [...pages, Buffer.alloc(70_000)],
  };
  test.each(Object.entries(harmless))('are all there with %s', async (_name, change) => {
    const whole = await walk(await open(make()), rate);
    const packets = await open(Buffer.concat(change(pagesOf(make()))));
    const { all, holes } = await walk(packets, rate);
    expect(holes).toBe(0);
    expect(all).toEqual(whole.all);
    expect(await packets.lengthSamples()).toBe(await (await open(make())).lengthSamples());
    const found = await packets.getPacket(2.5);
    expect(found && heard(found, rate)).toEqual(whole.all.findLast(({ at }) => at <= 2.5 * rate));
  });

  const lossy: Readonly<Record<string, (pages: readonly Buffer[]) => readonly Buffer[]>> = {
    'a lost page': (pages) => pages.toSpliced(8, 1),
    'one wrong bit': (pages) =>
      pages.map((page, at) =>
        at === 8 ? Buffer.from(page.map((byte, index) => (index === 90 ? byte ^ 1 : byte))) : page,
      ),
    'three lost pages': (pages) => pages.toSpliced(8, 3),
    'a lost first page of sound': (pages) => pages.toSpliced(first, 1),
  };
  test.each(Object.entries(lossy))('keep their place with %s', async (lostName, change) => {
    const whole = await walk(await open(make()), rate);
    const packets = await open(Buffer.concat(change(pagesOf(make()))));
    const { all, holes } = await walk(packets, rate);
    expect(holes).toBe(lostName.includes('first') ? 0 : 1);
    // The first of Vorbis behind a hole only prepares, so where it ends counts.
    const ends = new Map(whole.all.map(({ at, samples, data }) => [data, at + samples]));
    let kept = 0;
    for (const { at, samples, data } of all) {
      expect(at + samples).toBe(ends.get(data));
      kept += 1;
    }
    const most = lostName.includes('three') ? 0.8 : 0.3;
    expect(whole.all.length - kept).toBeGreaterThan(0);
    expect(whole.all.length - kept).toBeLessThan((whole.all.length * most) / (fixtureLength / 44_100) + 3);
    expect(await packets.lengthSamples()).toBe(await (await open(make())).lengthSamples());
  });
});

test('streams that follow each other are found, also with the same serial number', async () => {
  const [vorbis, opus] = [kinds.Vorbis(), kinds.Opus()];
  for (const parts of [
    [vorbis, opus],
    [opus, opus, vorbis],
    [vorbis, vorbis],
  ]) {
    const streams = await openAll(Buffer.concat(parts));
    expect(streams.length).toBe(parts.length);
    for (const [index, stream] of streams.entries()) {
      const alone = await open(parts[index] ?? opus);
      expect(await stream.lengthSamples()).toBe(await alone.lengthSamples());
    }
  }
});

// Seed 17148 of the fuzz: places became no numbers.
test('a stream of Vorbis without a rate is none', async () => {
  const [head = Buffer.alloc(0), ...rest] = pagesOf(kinds.Vorbis());
  const silent = Buffer.from(head);
  silent.writeUInt32LE(0, 28 + 12);
  expect(await openAll(Buffer.concat([numbered(silent, 0), ...rest]))).toEqual([]);
});

test('where there is no sound, or only noise, there is no stream', async () => {
  expect(await openAll(new Uint8Array(0))).toEqual([]);
  expect(await openAll(Buffer.alloc(100_000, 'OggS'))).toEqual([]);
  expect(await openAll(kinds.Opus().subarray(0, 40))).toEqual([]);
});

describe('an Ogg file whose first page has a wrong checksum', () => {
  test('plays without the gain that stands there, and its other pages are still checked', async () => {
    const [head = Buffer.alloc(0), ...others] = pagesOf(kinds.Opus());
    head.writeInt16LE(42 * 256, head.indexOf('OpusHead') + 16);
    const broken = Buffer.from(others.at(-2) ?? '');
    broken[200] = (broken[200] ?? 0) ^ 1;
    const pages = await OggPages.of(
      bytesIn(Buffer.concat([head, ...others.slice(0, -2), broken, ...others.slice(-1)])),
    );
    const [stream] = await readOggStreams(pages);
    expect(pages.isFirstSpoilt).toBe(true);
    expect(Buffer.from(stream?.codec.description ?? []).readInt16LE(16)).toBe(0);
    const before = [head, ...others.slice(0, -2)].reduce((sum, { length }) => sum + length, 0);
    expect(await pages.at(before)).toBeNull();
  });

  test('keeps its gain when no page has a right one', async () => {
    const file = Buffer.concat(
      pagesOf(kinds.Opus()).map((page) => {
        page.writeUInt32LE(0, 22);
        return page;
      }),
    );
    file.writeInt16LE(-6 * 256, file.indexOf('OpusHead') + 16);
    const [stream] = await readOggStreams(await OggPages.of(bytesIn(file)));
    expect(Buffer.from(stream?.codec.description ?? []).readInt16LE(16)).toBe(-6 * 256);
  });
});
