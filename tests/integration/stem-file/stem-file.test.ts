import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#contract';
import { boxesAt, boxesIn } from '../../../renderer/export/stem-file/m4a-track.ts';
import { writeStemFile } from '../../../renderer/export/stem-file/write-stem-file.ts';
import { encodeHere, noTags } from '../../unit/codecs/writers/encode-here.ts';
import { keep, output } from '../codecs/read-back.ts';

const rate = 44_100;
const lengthFrames = 20_017;
/** What ffmpeg gives: it leaves out the encoder's delay, and plays the last packet whole. */
const playedFrames = Math.ceil(lengthFrames / 1024) * 1024;
const tones = [220, 330, 440, 550, 660];
const toneOf = (hertz: number): Float32Array =>
  Float32Array.from({ length: lengthFrames }, (_, frame) => 0.5 * Math.sin((2 * Math.PI * hertz * frame) / rate));

const filePart = (bytes: Uint8Array<ArrayBuffer>) => ({
  byteLength: bytes.length,
  read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
});

async function aStemFile(): Promise<Uint8Array> {
  const parts = [];
  for (const [index, hertz] of tones.entries()) {
    const tone = toneOf(hertz);
    const tags = { ...noTags, title: `Song ${String(index)}`, artist: 'Somebody' };
    const { bytes } = await encodeHere({ kind: 'aac', kbps: 256 }, { left: tone, right: tone }, { tags });
    parts.push(filePart(Uint8Array.from(bytes)));
  }
  let whole = new Uint8Array(0);
  const written = await writeStemFile(parts, (offset, piece) => {
    const longer = new Uint8Array(Math.max(whole.length, offset + piece.length));
    longer.set(whole);
    longer.set(piece, offset);
    whole = longer;
    return Promise.resolve(ok());
  });
  expect(written.ok).toBe(true);
  return whole;
}

/** How many times a second the sound goes upwards through zero. */
function pitchOf(sound: Float32Array): number {
  let crossings = 0;
  for (let frame = 1; frame < sound.length; frame += 1) {
    if ((sound[frame - 1] ?? 0) < 0 && (sound[frame] ?? 0) >= 0) crossings += 1;
  }
  return (crossings * rate) / sound.length;
}

let bytes: Uint8Array;
beforeAll(async () => {
  bytes = await aStemFile();
}, 60_000);

describe('a stem file', () => {
  it(
    'has five tracks, of which one is played by itself, each with its own sound, as long as it is',
    { timeout: 60_000 },
    async () => {
      const path = keep('song.stem.mp4', await aStemFile());
      const said: unknown = JSON.parse(
        output(
          'ffprobe',
          '-v',
          'error',
          '-show_entries',
          'stream=codec_name,channels,sample_rate,duration_ts,start_pts:stream_disposition=default:format_tags',
          '-of',
          'json',
          path,
        ).toString(),
      );
      const stream = {
        codec_name: 'aac',
        channels: 2,
        sample_rate: String(rate),
        start_pts: 0,
        duration_ts: lengthFrames,
      };
      expect(said).toMatchObject({
        streams: tones.map((_, index) => ({ ...stream, disposition: { default: index === 0 ? 1 : 0 } })),
        format: { tags: { title: 'Song 0', artist: 'Somebody' } },
      });
      for (const [index, hertz] of tones.entries()) {
        const raw = output(
          'ffmpeg',
          '-v',
          'error',
          '-i',
          path,
          '-map',
          `0:a:${String(index)}`,
          '-ac',
          '1',
          '-f',
          'f32le',
          '-',
        );
        const sound = new Float32Array(Uint8Array.from(raw).buffer);
        expect(sound.length).toBe(playedFrames);
        expect(Math.abs(pitchOf(sound.subarray(0, lengthFrames)) - hertz)).toBeLessThan(5);
      }
    },
  );

  it('says what its tracks are, in a box that its players know', () => {
    const boxes = boxesIn(bytes);
    expect(boxes.map(({ kind }) => kind)).toEqual(['ftyp', 'mdat', 'moov']);
    const [movie] = boxes.slice(2);
    if (movie === undefined) throw new Error('no moov');
    const [stem] = boxesAt(bytes, movie, ['udta', 'stem']);
    const notes: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(stem?.contentStart, stem?.end)));
    expect(notes).toMatchObject({
      version: 1,
      mastering_dsp: { compressor: { enabled: false }, limiter: { enabled: false } },
      stems: ['Drums', 'Bass', 'Melody', 'Vocals'].map((name) => ({ name })),
    });
    const heads = boxesAt(bytes, movie, ['trak', 'tkhd']);
    const view = new DataView(bytes.buffer);
    expect(
      heads.map(({ contentStart }) => [view.getUint32(contentStart + 12), view.getUint32(contentStart) & 1]),
    ).toEqual([1, 2, 3, 4, 5].map((number) => [number, number === 1 ? 1 : 0]));
  });

  it('is made of M4A files of ours only', async () => {
    const other = filePart(new Uint8Array([0, 0, 0, 8, 102, 114, 101, 101]));
    await expect(writeStemFile([other, other, other, other, other], () => Promise.resolve(ok()))).rejects.toThrow(
      'M4A',
    );
  });
});
