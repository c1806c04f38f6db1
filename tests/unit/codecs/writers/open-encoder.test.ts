import { expect, test, vi } from 'vitest';
import { fail, hertz, ok, type ExportFormat } from '#contract';
import { openEncoder } from '../../../../renderer/codecs/open-encoder.ts';
import { encodeHere, noiseOf, noTags } from './encode-here.ts';

const sound = noiseOf(100_003);
const wav = { kind: 'wav', bits: 24 } as const;
const flac = { kind: 'flac', bits: 24 } as const;
const mp3 = { kind: 'mp3', quality: '192' } as const;
const aac = { kind: 'aac', kbps: 192 } as const;

test.each<ExportFormat>([wav, flac, mp3, aac])(
  'the bytes of $kind are the same each time, in whichever pieces the sound comes',
  async (format) => {
    const { bytes } = await encodeHere(format, sound);
    for (const pieceFrames of [100_003, 4099]) {
      const again = await encodeHere(format, sound, { pieceFrames });
      expect(Buffer.compare(again.bytes, bytes)).toBe(0);
    }
  },
);

test('bytes go out in order and without gaps, and only what stands before the sound is put again', async () => {
  const { bytes, puts } = await encodeHere(flac, noiseOf(500_000));
  let end = 0;
  for (const { offset, length } of puts.slice(0, -1)) {
    expect(offset).toBe(end);
    end += length;
  }
  expect(puts.length).toBeGreaterThan(2);
  expect(end).toBe(bytes.length);
  expect(puts.at(-1)?.offset).toBe(0);
});

test.each<ExportFormat>([wav, flac, mp3, aac])('a full disk ends $kind with its own failure', async (format) => {
  const facts = { format, sampleRate: hertz(44_100), lengthFrames: 100_003, tags: noTags };
  const opened = await openEncoder(facts, () => Promise.resolve(fail('diskFull')));
  if (!opened.ok) throw new Error(opened.failure.detail);
  await opened.value.encode(Float64Array.from(sound.left), Float64Array.from(sound.right), 100_003);
  expect(await opened.value.finish()).toEqual(fail('diskFull'));
});

test.each<ExportFormat>([flac, mp3, aac])(
  '$kind that cannot be started here is a failure and no more',
  async (format) => {
    function noMemory(): never {
      throw new Error('out of memory');
    }
    vi.spyOn(WebAssembly, 'instantiate').mockImplementation(noMemory);
    vi.spyOn(WebAssembly, 'Instance').mockImplementation(noMemory);
    const facts = { format, sampleRate: hertz(44_100), lengthFrames: 1, tags: noTags };
    const opened = await openEncoder(facts, () => Promise.resolve(ok()));
    vi.restoreAllMocks();
    expect(opened).toEqual(fail('internal', 'out of memory'));
  },
);

test.each<ExportFormat>([flac, mp3, aac])(
  'two files of $kind at the same time do not disturb each other',
  async (format) => {
    const other = noiseOf(30_001);
    const [one, two] = await Promise.all([encodeHere(format, sound), encodeHere(format, other)]);
    expect(Buffer.compare(one.bytes, (await encodeHere(format, sound)).bytes)).toBe(0);
    expect(Buffer.compare(two.bytes, (await encodeHere(format, other)).bytes)).toBe(0);
  },
);

test('an encoder that gives up on the way ends its file and nothing else', async () => {
  const facts = { format: flac, sampleRate: hertz(44_100), lengthFrames: 1, tags: noTags };
  const opened = await openEncoder(facts, () => Promise.reject(new Error('gone')));
  if (!opened.ok) throw new Error(opened.failure.detail);
  expect(await opened.value.finish()).toEqual(fail('internal', 'gone'));
});

test('a rate that the format does not have is a failure', async () => {
  const facts = { format: mp3, sampleRate: hertz(96_000), lengthFrames: 1, tags: noTags };
  const opened = await openEncoder(facts, () => Promise.resolve(ok()));
  expect(opened).toEqual(fail('internal', 'No MP3 at 96000 Hz.'));
});
