import { expect, test } from 'vitest';
import { fail, hertz, ok } from '#contract';
import { openEncoder } from '../../../../renderer/codecs/open-encoder.ts';
import { type OpenOpusPackets, OpusEncoder } from '../../../../renderer/codecs/ogg/opus-encoder.ts';
import { isPageIntact, pageBytes } from '../../../../renderer/codecs/ogg/ogg-pages.ts';
import { noTags } from './encode-here.ts';

const delay = 312;

/** Gives packets of all lengths that matter to pages, three of them late. */
function packetsOf(given: Uint8Array[]): OpenOpusPackets {
  const lengths = [1, 254, 255, 256, 510, 700, 1275];
  return (_kbps, onPacket) => {
    const held: Uint8Array[] = [];
    return Promise.resolve({
      encode: () => {
        const packet = new Uint8Array(lengths[given.length % lengths.length] ?? 1).fill(given.length);
        given.push(packet);
        held.push(packet);
        if (held.length > 3) onPacket(held.shift() ?? packet, delay);
        return Promise.resolve();
      },
      finish: () => {
        for (const packet of held) onPacket(packet, delay);
        return Promise.resolve();
      },
    });
  };
}

type Page = {
  readonly flags: number;
  readonly position: number;
  readonly number: number;
  readonly packets: Uint8Array[];
};

function pagesOf(file: Uint8Array): readonly Page[] {
  const pages: Page[] = [];
  for (let at = 0; at < file.length;) {
    const page = file.slice(at, at + (pageBytes(file.subarray(at)) ?? NaN));
    expect(isPageIntact(page)).toBe(true);
    const view = new DataView(page.buffer);
    const segments = page.subarray(27, 27 + (page[26] ?? 0));
    const packets: Uint8Array[] = [];
    let start = 27 + segments.length;
    let end = start;
    for (const segment of segments) {
      end += segment;
      if (segment === 255) continue;
      packets.push(page.subarray(start, end));
      start = end;
    }
    const position = Number(view.getBigInt64(6, true));
    pages.push({ flags: page[5] ?? 0, position, number: view.getUint32(18, true), packets });
    at += page.length;
  }
  return pages;
}

async function encoded(
  lengthFrames: number,
): Promise<{ readonly pages: readonly Page[]; readonly given: Uint8Array[] }> {
  const given: Uint8Array[] = [];
  let file = new Uint8Array(0);
  const facts = { format: { kind: 'opus', kbps: 128 }, sampleRate: hertz(48_000), lengthFrames, tags: noTags } as const;
  const put = (offset: number, bytes: Uint8Array) => {
    file = Uint8Array.from([...file.subarray(0, offset), ...bytes]);
    return Promise.resolve(ok());
  };
  const opened = await OpusEncoder.open(128, facts, put, packetsOf(given));
  if (!opened.ok) throw new Error(opened.failure.kind);
  const silence = new Float64Array(5000);
  for (let at = 0; at < lengthFrames; at += 5000) {
    await opened.value.encode(silence, silence, Math.min(5000, lengthFrames - at));
  }
  expect(await opened.value.finish()).toEqual(ok());
  return { pages: pagesOf(file), given };
}

test.each([0, 1, 647, 648, 649, 959, 960, 961, 1608, 1609, 200_003])(
  'Ogg holds the packets of %i frames and ends on the last of them',
  async (lengthFrames) => {
    const { pages, given } = await encoded(lengthFrames);
    const [head, comment, ...sound] = pages;
    expect(String.fromCharCode(...(head?.packets[0]?.subarray(0, 8) ?? []))).toBe('OpusHead');
    expect(head?.packets[0]?.[10]).toBe(delay & 0xff);
    expect(head?.packets[0]?.[11]).toBe(delay >> 8);
    expect(String.fromCharCode(...(comment?.packets[0]?.subarray(0, 8) ?? []))).toBe('OpusTags');
    expect(pages.map((page) => page.number)).toEqual(pages.map((_, index) => index));
    expect(pages.map((page) => page.flags)).toEqual([2, ...Array<number>(pages.length - 2).fill(0), 4]);

    const packets = sound.flatMap((page) => page.packets);
    const wanted = Math.max(1, Math.ceil((lengthFrames + delay) / 960));
    expect(packets).toEqual(given.slice(0, wanted));
    let complete = 0;
    for (const page of sound.slice(0, -1)) {
      complete += page.packets.length;
      expect(page.position).toBe(complete * 960);
    }
    expect(sound.at(-1)?.position).toBe(lengthFrames + delay);
  },
);

test('where there is no Opus encoder, and at other rates, the file cannot be begun', async () => {
  const facts = { format: { kind: 'opus', kbps: 128 }, lengthFrames: 1, tags: noTags } as const;
  const put = () => Promise.resolve(ok());
  const here = await openEncoder({ ...facts, sampleRate: hertz(48_000) }, put);
  expect(here).toEqual(fail('internal', 'There is no Opus encoder here.'));
  const slower = await openEncoder({ ...facts, sampleRate: hertz(44_100) }, put);
  expect(slower).toEqual(fail('internal', 'No Opus at 44100 Hz.'));
});
