import { parseBuffer } from 'music-metadata';
import { describe, expect, it } from 'vitest';
import { type LyricLine, ok } from '#contract';
import { boxesAt, boxesIn } from '../../../renderer/export/stem-file/m4a-track.ts';
import { writeStemFile } from '../../../renderer/export/stem-file/write-stem-file.ts';
import { karaText } from '../../../renderer/song/lyrics/kara.ts';
import { readLyrics } from '../../../renderer/song/lyrics/lyric-files.ts';
import { encodeHere, noTags } from '../codecs/writers/encode-here.ts';

const lyrics = (text: string): readonly LyricLine[] => {
  const read = readLyrics(new TextEncoder().encode(text));
  return read.ok ? read.value : [];
};
const duet = lyrics(
  '[singer:Ana]\n[00:10.00]<00:10.50>Wag<00:11.00>gin <00:11.20>on<00:12.00>\n[singer:Bo]\n[00:20.00]Home again\n[00:22.00]\n[00:40.00]夜の\n[00:42.00]',
);
const told = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

describe('the kara atom', () => {
  it('has lines in seconds of the file and words in seconds of their line, a pair for each between spaces', () => {
    expect(told(karaText(duet, { startSeconds: 0, endSeconds: 60, speed: 1 }))).toEqual({
      timing: { offset_sec: 0, encoder_delay_samples: 0 },
      singers: { A: { name: 'Ana' }, B: { name: 'Bo' } },
      tags: [],
      lines: [
        {
          start: 10,
          end: 12,
          text: 'Waggin on',
          singer: 'A',
          words: {
            timings: [
              [0.5, 1.2],
              [1.2, 2],
            ],
          },
        },
        { start: 20, end: 22, text: 'Home again', singer: 'B' },
        { start: 40, end: 42, text: '夜の' },
      ],
    });
  });

  it('goes with the region and the speed of the file', () => {
    expect(told(karaText(duet, { startSeconds: 11, endSeconds: 30, speed: 0.5 }))).toMatchObject({
      lines: [
        {
          start: 0,
          end: 2,
          words: {
            timings: [
              [0, 0.4],
              [0.4, 2],
            ],
          },
        },
        { start: 18, end: 22 },
      ],
    });
  });

  it('is left out where no line has a time', () => {
    expect(karaText(lyrics('Home'), { startSeconds: 0, endSeconds: 60, speed: 1 })).toBeNull();
    expect(karaText(duet, { startSeconds: 43, endSeconds: 60, speed: 1 })).toBeNull();
  });

  it(
    'stands beside the tags of the file, where another reader finds it, and leaves the stems alone',
    { timeout: 60_000 },
    async () => {
      const sound = new Float32Array(5000).fill(0.1);
      const tags = { ...noTags, title: 'Night Drive' };
      const { bytes } = await encodeHere({ kind: 'aac', kbps: 256 }, { left: sound, right: sound }, { tags });
      const part = {
        byteLength: bytes.length,
        read: (start: number, end: number) => Promise.resolve(Uint8Array.from(bytes.slice(start, end))),
      };
      const kara = karaText(duet, { startSeconds: 0, endSeconds: 60, speed: 1 });
      const pieces: Uint8Array[] = [];
      const put = (_: number, piece: Uint8Array) => {
        pieces.push(Uint8Array.from(piece));
        return Promise.resolve(ok());
      };
      expect(await writeStemFile([part, part, part, part, part], put, kara)).toEqual(ok());
      const whole = new Uint8Array(Buffer.concat(pieces));
      const { common, native } = await parseBuffer(whole, { mimeType: 'audio/mp4' });
      expect(common.title).toBe('Night Drive');
      const atom = native.iTunes?.find(({ id }) => id === '----:com.stems:kara');
      expect(atom?.value).toBe(kara);
      const movie = boxesIn(whole).find(({ kind }) => kind === 'moov');
      expect(movie === undefined ? 0 : boxesAt(whole, movie, ['udta', 'stem']).length).toBe(1);
      expect(movie === undefined ? 0 : boxesAt(whole, movie, ['trak']).length).toBe(5);
    },
  );
});
