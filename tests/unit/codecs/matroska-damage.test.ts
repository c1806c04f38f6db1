import { describe, expect, test } from 'vitest';
import { greatestDifference } from './alignment.ts';
import { bytesIn, ffmpeg, fixtureLength } from './fixtures.ts';
import { open, readAll } from './open.ts';
import { openStemSource } from '../../../renderer/codecs/open-stem-source.ts';

const file = (): Uint8Array => ffmpeg('damage.mka', '-c:a', 'pcm_s16le', '-cluster_time_limit', '500');

/** Where elements `Cluster` begin. */
function clustersOf(bytes: Uint8Array): readonly number[] {
  const starts: number[] = [];
  const all = Buffer.from(bytes);
  for (let at = all.indexOf('1f43b675', 0, 'hex'); at >= 0; at = all.indexOf('1f43b675', at + 4, 'hex'))
    starts.push(at);
  return starts;
}

describe('a damaged Matroska file', () => {
  // Seed 4 of the fuzz: the library looked for the next element without end.
  test('with junk up to its end plays as far as it goes', async () => {
    const whole = await readAll(await open(bytesIn(file()), 'webm'));
    const starts = clustersOf(file());
    expect(starts.length).toBeGreaterThan(3);
    for (const junk of [0x00, 0xff, 0x55]) {
      const spoilt = Buffer.from(file());
      spoilt.fill(junk, starts.at(-2));
      const stem = await open(bytesIn(spoilt), 'webm');
      const { left } = await readAll(stem);
      const kept = Math.floor(fixtureLength * (1 - 3 / starts.length));
      expect(stem.lengthFrames).toBeGreaterThan(kept);
      expect(greatestDifference(left.subarray(0, kept), whole.left.subarray(0, kept))).toBe(0);
    }
  });

  // The library looks through 10 MiB, and then reads the last 8 bytes of them for ever.
  test('with more junk than can be looked through is refused', async () => {
    const last = clustersOf(file()).at(-1);
    const spoilt = Buffer.concat([file().subarray(0, last), Buffer.alloc(11 << 20, 0x55)]);
    const opened = await openStemSource(bytesIn(spoilt), 'webm', null);
    if (opened.ok) throw new Error('It was opened.');
    expect(opened.failure).toMatchObject({ kind: 'undecodable', detail: 'There are more than 10 MiB of junk in it.' });
  });

  // The library found the cluster again and again.
  test('goes on behind a cluster whose size is none', async () => {
    const whole = await readAll(await open(bytesIn(file()), 'webm'));
    const starts = clustersOf(file());
    const [from = 0, until = 0] = starts.slice(1);
    const spoilt = Buffer.from(file());
    spoilt[from + 4] = 0;
    const stem = await open(bytesIn(spoilt), 'webm');
    const { left } = await readAll(stem);
    expect(stem.lengthFrames).toBe(fixtureLength);
    const after = Math.ceil((fixtureLength * (until - (starts[0] ?? 0))) / (file().length - (starts[0] ?? 0))) + 5000;
    expect(greatestDifference(left.subarray(after), whole.left.subarray(after))).toBe(0);
  });

  // Seed 549 of the fuzz.
  test('that ends within the size of its segment is refused', async () => {
    const segment = Buffer.from(file()).indexOf('18538067', 0, 'hex');
    for (const kept of [4, 5, 7, 11, 12]) {
      const opened = await openStemSource(bytesIn(file().slice(0, segment + kept)), 'webm', null);
      expect(opened.ok).toBe(false);
    }
  });

  test('goes on behind a cluster that is junk, in its place', async () => {
    const whole = await readAll(await open(bytesIn(file()), 'webm'));
    const starts = clustersOf(file());
    const [from = 0, until = 0] = starts.slice(1);
    const spoilt = Buffer.from(file());
    spoilt.fill(0x55, from, until);
    const stem = await open(bytesIn(spoilt), 'webm');
    const { left } = await readAll(stem);
    expect(stem.lengthFrames).toBe(fixtureLength);
    const after = Math.ceil((fixtureLength * (until - (starts[0] ?? 0))) / (file().length - (starts[0] ?? 0))) + 5000;
    expect(greatestDifference(left.subarray(after), whole.left.subarray(after))).toBe(0);
    expect(stem.concealedSeconds()).toBeGreaterThan(0.1);
  });
});
