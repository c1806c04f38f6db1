import { EncodedPacket } from 'mediabunny';
import { expect, test } from 'vitest';
import { joinedOpus } from '../../../../renderer/codecs/ogg/joined-opus.ts';
import { opusSamples } from '../../../../renderer/codecs/ogg/ogg-codec.ts';

/** Full band, 20 ms, stereo, one frame (RFC 6716 section 3.1). */
const stereo = 0xfc;
const seconds = 0.02;

const packet = (at: number, length: number, toc = stereo): EncodedPacket =>
  new EncodedPacket(
    Uint8Array.from({ length }, (_, index) => (index === 0 ? toc : at)),
    'key',
    at * seconds,
    seconds,
    at,
  );

// eslint-disable-next-line @typescript-eslint/require-await -- what comes from a file comes in time
async function* source(packets: readonly EncodedPacket[], trouble?: Error): AsyncGenerator<EncodedPacket, void> {
  yield* packets;
  if (trouble !== undefined) throw trouble;
}

async function all(packets: readonly EncodedPacket[]): Promise<readonly EncodedPacket[]> {
  const joined: EncodedPacket[] = [];
  for await (const one of joinedOpus(source(packets))) joined.push(one);
  return joined;
}

/** The frames of a packet of code 0 or of code 3 with lengths. */
function framesOf({ data }: EncodedPacket): readonly Uint8Array[] {
  const [toc = 0, count = 0] = data;
  if ((toc & 3) === 0) return [data.subarray(1)];
  const lengths: number[] = [];
  let at = 2;
  while (lengths.length < (count & 63) - 1) {
    const [byte = 0, more = 0] = data.subarray(at);
    lengths.push(byte < 252 ? byte : byte + 4 * more);
    at += byte < 252 ? 1 : 2;
  }
  const frames = lengths.map((length) => data.subarray(at, (at += length)));
  return [...frames, data.subarray(at)];
}

test('packets become fewer, of at most 120 ms, with the same frames in the same places', async () => {
  const lengths = [2, 251, 252, 253, 254, 255, 256, 511, 1000, 1276, 3, 4, 5, 6];
  const packets = lengths.map((length, at) => packet(at, length));
  const joined = await all(packets);
  expect(joined.map(({ data }) => opusSamples(data))).toEqual([5760, 5760, 1920]);
  expect(joined.map(({ timestamp }) => Math.round(timestamp / seconds))).toEqual([0, 6, 12]);
  expect(joined.reduce((sum, { duration }) => sum + duration, 0)).toBeCloseTo(lengths.length * seconds);
  expect(joined.flatMap(framesOf)).toEqual(packets.flatMap(framesOf));
});

test('what is of another kind, or is no single frame, stays by itself', async () => {
  const mono = stereo & ~4;
  const packets = [
    ...[packet(0, 20), packet(1, 20), packet(2, 20, mono), packet(3, 20, stereo | 1)],
    ...[packet(4, 1), packet(5, 20), packet(6, 1300)],
  ];
  const joined = await all(packets);
  expect(joined.map(({ sequenceNumber }) => sequenceNumber)).toEqual([0, 2, 3, 4, 5, 6]);
  expect(joined.slice(1)).toEqual(packets.slice(2));
});

test('what came before trouble is given first', async () => {
  const joined = joinedOpus(source([packet(0, 20), packet(1, 20)], new Error('Pages are missing.')));
  expect((await joined.next()).value).toMatchObject({ timestamp: 0, duration: 2 * seconds });
  await expect(joined.next()).rejects.toThrow('Pages are missing.');
});
