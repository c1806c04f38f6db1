import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hertz, ok, type CoverArt, type ExportFormat } from '#contract';
import { OpusEncoder } from '../../../renderer/codecs/ogg/opus-encoder.ts';
import { encodeHere, noiseOf, noTags } from '../../unit/codecs/writers/encode-here.ts';
import { pictureOf } from '../../fixtures/pictures.ts';
import { keep, output, readers } from './read-back.ts';

const folder = join(keep('nothing', new Uint8Array()), '..');

/** A picture that ffmpeg draws: noise, so that it is large. */
function drawn(name: string, size: string): CoverArt {
  const path = join(folder, name);
  const noise = `color=gray:s=${size},noise=alls=100:all_seed=1`;
  output('ffmpeg', '-v', 'error', '-y', '-f', 'lavfi', '-i', noise, '-frames:v', '1', path);
  return pictureOf(Uint8Array.from(readFileSync(path)));
}

const covers = [drawn('cover.jpg', '640x480'), drawn('cover.png', '400x300')];
const sound = noiseOf(20_000);
const formats: readonly ExportFormat[] = [
  { kind: 'mp3', quality: 'V0' },
  { kind: 'flac', bits: 16 },
  { kind: 'aac', kbps: 256 },
  { kind: 'wav', bits: 16 },
];

/** The pictures in a file: what ffprobe says of them, and their bytes as they are. */
function picturesIn(
  path: string,
): readonly { readonly codec: string; readonly size: string; readonly bytes: Buffer }[] {
  const entries = 'stream=codec_name,width,height:stream_disposition=attached_pic';
  const asked = ['-v', 'error', '-select_streams', 'v', '-show_entries', entries, '-of', 'json', path];
  const { streams } = JSON.parse(output('ffprobe', ...asked).toString()) as {
    readonly streams: readonly {
      readonly codec_name: string;
      readonly width: number;
      readonly height: number;
      readonly disposition: { readonly attached_pic: number };
    }[];
  };
  return streams
    .filter(({ disposition }) => disposition.attached_pic === 1)
    .map(({ codec_name: codec, width, height }, index) => ({
      codec,
      size: `${String(width)}x${String(height)}`,
      bytes: output(
        'ffmpeg',
        '-v',
        'error',
        '-i',
        path,
        '-map',
        `0:v:${String(index)}`,
        '-c',
        'copy',
        '-f',
        'data',
        '-',
      ),
    }));
}

const told = ({ kind, bytes }: CoverArt) => ({
  codec: kind === 'png' ? 'png' : 'mjpeg',
  size: kind === 'png' ? '400x300' : '640x480',
  bytes: Buffer.from(bytes),
});

test.each(formats)('a cover is in %o as it is, and the sound is as it is without', async (format) => {
  const plain = await encodeHere(format, sound);
  const wanted = readers.ffmpeg(keep(`plain.${format.kind}`, plain.bytes));
  for (const cover of covers) {
    const { bytes } = await encodeHere(format, sound, { tags: { ...noTags, cover } });
    const path = keep(`cover.${format.kind}`, bytes);
    expect(readers.ffmpeg(path)).toEqual(wanted);
    // ffmpeg reads no picture in a WAV; there the tag itself is looked at.
    if (format.kind === 'wav') expect(Buffer.from(bytes).includes(Buffer.from(cover.bytes))).toBe(true);
    else expect(picturesIn(path)).toEqual([told(cover)]);
  }
});

test('a cover is in Opus, over as many pages as it takes', async () => {
  // Silence of 20 ms (RFC 6716 section 3.1): the packets are not what is looked at here.
  const packet = Uint8Array.of(0xfc, 0xff, 0xfe);
  for (const cover of covers) {
    expect(cover.bytes.length).toBeGreaterThan(65_536);
    let file = new Uint8Array(0);
    const facts = { format: { kind: 'opus', kbps: 128 }, sampleRate: hertz(48_000), lengthFrames: 9600 } as const;
    const put = (offset: number, bytes: Uint8Array) => {
      file = Uint8Array.from(Buffer.concat([file.subarray(0, offset), bytes]));
      return Promise.resolve(ok());
    };
    const opened = await OpusEncoder.open(128, { ...facts, tags: { ...noTags, cover } }, put, (_kbps, onPacket) =>
      Promise.resolve({
        encode: () => {
          onPacket(packet, 312);
          return Promise.resolve();
        },
        finish: () => Promise.resolve(),
      }),
    );
    if (!opened.ok) throw new Error(opened.failure.kind);
    const silence = new Float64Array(9600);
    await opened.value.encode(silence, silence, 9600);
    expect(await opened.value.finish()).toEqual(ok());
    const path = keep('cover.opus', file);
    expect(picturesIn(path)).toEqual([told(cover)]);
    expect(readers.ffmpeg(path).left.length).toBe(9600);
  }
});
