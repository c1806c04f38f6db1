import { ADTS, BufferSource, type EncodedPacket, EncodedPacketSink, Input, MP4, QTFF } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { readAdtsTable } from '../../../../renderer/codecs/aac/read-adts-table.ts';
import { readMovie } from '../../../../renderer/codecs/mp4/movie-reader.ts';
import { readSampleTable } from '../../../../renderer/codecs/mp4/read-sample-table.ts';
import { type PacketTable, TablePackets } from '../../../../renderer/codecs/shared/table-packets.ts';
import { bytesIn, ffmpeg, fixture, run, sourceWav } from '../fixtures.ts';
import { drawFrom, mutant } from '../fuzz/mutate.ts';

const aac = ['-c:a', 'aac', '-aac_pns', '0', '-b:a', '128k'] as const;

function film(name: string): Uint8Array {
  return fixture(name, (output) => {
    const picture = ['-f', 'lavfi', '-i', 'color=s=64x64:r=5', '-shortest', '-map', '1:a', '-map', '0:v'];
    const sources = [...picture.slice(0, 4), '-i', sourceWav(), ...picture.slice(4)];
    run('ffmpeg', ['-v', 'error', '-y', ...sources, '-c:v', 'mpeg4', ...aac, output]);
  });
}

const files = {
  'an M4A': () => ffmpeg('table.m4a', ...aac),
  'an M4A with its index in front': () => ffmpeg('table-front.m4a', ...aac, '-movflags', '+faststart'),
  'an M4A without an edit list': () => ffmpeg('table-plain.m4a', ...aac, '-use_editlist', '0'),
  'Apple Lossless': () => ffmpeg('table-alac.m4a', '-c:a', 'alac'),
  'a film': () => film('table-film.mov'),
  ADTS: () => ffmpeg('table.aac', ...aac),
};

async function tableOf(file: Uint8Array, trackId: number): Promise<PacketTable | null> {
  const movie = await readMovie(bytesIn(file));
  return movie === null ? readAdtsTable(bytesIn(file)) : readSampleTable(movie, trackId);
}

/** Packets as the library finds them, and as their table tells. */
async function bothOf(file: Uint8Array): Promise<{ readonly library: EncodedPacketSink; readonly own: TablePackets }> {
  const input = new Input({ source: new BufferSource(file), formats: [MP4, QTFF, ADTS] });
  const [track] = await input.getAudioTracks();
  const table = track === undefined ? null : await tableOf(file, track.id);
  if (track === undefined || table === null) throw new Error('There is no table.');
  const own = new TablePackets(bytesIn(file), table, await track.getFirstTimestamp());
  expect(own.lengthSeconds).toBeCloseTo(await track.computeDuration(), 9);
  return { library: new EncodedPacketSink(track), own };
}

const plain = (packet: EncodedPacket | null) =>
  packet && {
    data: Buffer.from(packet.data).toString('base64'),
    timestamp: packet.timestamp,
    duration: packet.duration,
    sequenceNumber: packet.sequenceNumber,
  };

describe('packets are found by their table as the library finds them', () => {
  it.each(Object.entries(files))('in %s', async (name, make) => {
    // The library does not know Apple Lossless, but its packets.
    const { library, own } = await bothOf(make());
    const all: unknown[] = [];
    for await (const packet of own.packets()) all.push(plain(packet));
    const wanted: unknown[] = [];
    for await (const packet of library.packets()) wanted.push(plain(packet));
    expect(all.length, name).toBeGreaterThan(50);
    expect(all).toEqual(wanted);
    expect(plain(await own.getFirstPacket())).toEqual(plain(await library.getFirstPacket()));
    for (const seconds of [-1, -0.01, 0, 0.0232, 1.234, 2, 4.99, 5.02, 100, Infinity]) {
      const [one, other] = [await own.getPacket(seconds), await library.getPacket(seconds)];
      expect(plain(one), String(seconds)).toEqual(plain(other));
      if (one === null || other === null) continue;
      expect(plain(await own.getNextPacket(one))).toEqual(plain(await library.getNextPacket(other)));
      const [first] = [await own.packets(one).next()];
      expect(plain(first.value ?? null)).toEqual(plain(one));
    }
  });

  it('up to the end of a file that was cut off', async () => {
    for (const make of [files['an M4A with its index in front'], files.ADTS]) {
      const file = make();
      const { library, own } = await bothOf(file.subarray(0, Math.floor(file.length * 0.6)));
      let [count, wanted] = [0, 0];
      for await (const { data } of own.packets()) if (data.length > 0) count++;
      for await (const { data } of library.packets()) if (data.length > 0) wanted++;
      expect(count).toBeGreaterThan(50);
      expect(count).toBe(wanted);
    }
  });
});

describe('a table that contradicts itself is none', () => {
  const movie = async () => (await readMovie(bytesIn(files['an M4A']()))) ?? new Uint8Array(0);

  it.each([
    ['a count of samples', 'stsz', 16, 5],
    ['sizes beyond its end', 'stsz', 16, 0x7fff_ffff],
    ['one size for all', 'stsz', 12, 100],
    ['a count of times', 'stts', 12, 9],
    ['no time', 'stts', 20, 0],
    ['the first chunk', 'stsc', 16, 2],
    ['samples in a chunk', 'stsc', 20, 0xffff_ffff],
    ['a count of chunks', 'stco', 12, 2],
    ['no chunks', 'stco', 12, 0],
    ['another codec', 'mp4a', 4, 0x7878_7878],
  ] as const)('%s', async (_name, box, at, value) => {
    const bytes = Buffer.from(await movie());
    expect(readSampleTable(bytes, 1)).not.toBeNull();
    // Counted from the start of the box, whose name is behind four bytes.
    bytes.writeUInt32BE(value, bytes.indexOf(box) + at - 4);
    expect(readSampleTable(bytes, 1)).toBeNull();
  });

  it('the track is another', async () => {
    expect(readSampleTable(await movie(), 2)).toBeNull();
  });

  it('spoilt anywhere: none, or one that is read to its end', async () => {
    const file = { file: await movie(), headEnd: 800, isSoundSpoilt: false };
    let tables = 0;
    for (let seed = 0; seed < 2000; seed++) {
      const table = readSampleTable(mutant(file, seed), 1);
      if (table === null) continue;
      tables++;
      const packets = new TablePackets(bytesIn(files['an M4A']()), table);
      for await (const { data } of packets.packets()) expect(data.length).toBeLessThan(1 << 20);
      for (const seconds of [0, 2, 1e9]) await packets.getPacket(seconds);
    }
    expect(tables).toBeGreaterThan(100);
  });

  it('in ADTS it ends where no packet is', async () => {
    const file = files.ADTS();
    const whole = await readAdtsTable(bytesIn(file));
    const [count = 0, at = 0] = [whole?.sizes.length, whole?.offsets[100]];
    expect(count).toBeGreaterThan(200);
    const junk = drawFrom(3);
    for (const byte of [0, 1, 4]) {
      const spoilt = file.slice();
      spoilt[at + byte] = byte === 4 ? 0 : junk(128);
      const table = await readAdtsTable(bytesIn(spoilt));
      expect(table?.sizes.length).toBeGreaterThanOrEqual(100);
      expect(table?.sizes.length).toBeLessThanOrEqual(101);
    }
    expect(await readAdtsTable(bytesIn(file.slice(3)))).toBeNull();
    expect(await readAdtsTable(bytesIn(new Uint8Array(0)))).toBeNull();
  });
});
