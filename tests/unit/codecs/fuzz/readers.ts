import { OggPackets } from '../../../../renderer/codecs/ogg/ogg-packets.ts';
import { OggPages } from '../../../../renderer/codecs/ogg/ogg-pages.ts';
import { readOggStreams } from '../../../../renderer/codecs/ogg/ogg-stem.ts';
import type { PacketSource } from '../../../../renderer/codecs/flac/flac-packets.ts';
import { fixture, fixturePath, run, wavOf } from '../fixtures.ts';
import { writeFileSync } from 'node:fs';
import { drawFrom, type Specimen } from './mutate.ts';
import { counted, readStem, type Outcome } from './read-stem.ts';

type Reader = { readonly specimens: () => readonly Specimen[]; readonly read: (file: Uint8Array) => Promise<Outcome> };

/** Goes through packets, also those that only the platform decodes, behind every hole, and looks for some by their time. */
async function goThrough(packets: PacketSource, lengthSeconds: number): Promise<void> {
  for (const part of [0, 0.3, 0.99, 2]) await packets.getPacket(part * lengthSeconds);
  for (let from = await packets.getFirstPacket(), holes = 0; from !== null && holes < 100; holes++) {
    let last = from;
    try {
      for await (const packet of packets.packets(from)) last = packet;
      return;
    } catch {
      from = await packets.getNextPacket(last);
    }
  }
}

async function readOgg(file: Uint8Array): Promise<Outcome> {
  const bytes = counted(file);
  const pages = await OggPages.of(bytes);
  const streams = await readOggStreams(pages);
  for (const { codec, ...link } of streams) {
    const packets = new OggPackets(pages, codec, link);
    await goThrough(packets, (await packets.lengthSamples()) / codec.sampleRate);
  }
  // Vorbis is decoded here as well.
  const { peak } = await readStem('ogg')(file);
  return { peak, reads: bytes.reads(), bytesRead: bytes.bytesRead(), isOpen: streams.length > 0 };
}

const rate = 44_100;

/** A third of a second of a loud tone with noise, whose peak is full scale. */
function sourceOf(name: string, channels: number): string {
  fixture(name, (output) => {
    const draw = drawFrom(5);
    const sound = (channel: number): Float32Array =>
      Float32Array.from({ length: 15_000 }, (_, at) => {
        const tone = Math.sin((2 * Math.PI * (300 + 200 * channel) * at) / rate);
        return Math.max(-1, Math.min(1, 1.2 * tone + 0.1 * (draw(1000) / 500 - 1)));
      });
    writeFileSync(output, wavOf(Array.from({ length: channels }, (_, channel) => sound(channel))));
  });
  return fixturePath(name);
}

function made(name: string, ...options: readonly string[]): Uint8Array {
  const source = sourceOf('fuzz-source.wav', 2);
  return fixture(`fuzz-${name}`, (output) => {
    run('ffmpeg', ['-v', 'error', '-y', '-i', source, '-fflags', '+bitexact', ...options, output]);
  });
}

/** Packed sound, of which every byte may be spoilt. */
const packed = (file: Uint8Array, headEnd = 400): Specimen => ({ file, headEnd, isSoundSpoilt: true });
/** Samples as they are: any of them may be any number, so only what stands before them is spoilt. */
const plain = (file: Uint8Array, headEnd: number): Specimen => ({ file, headEnd, isSoundSpoilt: false });

const pcm = (name: string, codec: string, headEnd: number): Specimen => plain(made(name, '-c:a', codec), headEnd);

const aac = (name: string, ...options: readonly string[]): Specimen => ({
  // Nothing in AAC tells that a frame is spoilt. The encoder adds some dB to what is at full scale.
  ...packed(made(name, '-c:a', 'aac', '-af', 'volume=0.5', '-b:a', '96k', ...options), 700),
  isSoundSpoilt: false,
});

/** Every reader whose work can be done outside a browser, by format. */
export const readers = {
  mp3: {
    specimens: () => {
      const [bare, tagged] = [made('bare.mp3', '-b:a', '96k', '-write_xing', '0'), made('v2.mp3', '-q:a', '4')];
      const mono = made('mono.mp3', '-ac', '1', '-ar', '22050', '-b:a', '48k');
      return [bare, tagged, mono, Buffer.concat([tagged, mono, bare])].map((file) => packed(file));
    },
    read: readStem('mp3'),
  },
  wav: {
    specimens: () => [pcm('16.wav', 'pcm_s16le', 80), pcm('24.wav', 'pcm_s24le', 104), pcm('f32.wav', 'pcm_f32le', 20)],
    read: readStem('wav'),
  },
  w64: { specimens: () => [pcm('16.w64', 'pcm_s16le', 128)], read: readStem('w64') },
  aiff: { specimens: () => [pcm('16.aiff', 'pcm_s16be', 54), pcm('16.aifc', 'pcm_s16le', 72)], read: readStem('aiff') },
  au: { specimens: () => [pcm('16.au', 'pcm_s16be', 32)], read: readStem('au') },
  caf: {
    specimens: () => [pcm('16.caf', 'pcm_s16le', 100), packed(made('alac.caf', '-c:a', 'alac'))],
    read: readStem('caf'),
  },
  flac: { specimens: () => [packed(made('16.flac', '-c:a', 'flac'))], read: readStem('flac') },
  ogg: {
    specimens: () => {
      const vorbis = made('vorbis.ogg', '-c:a', 'libvorbis', '-q:a', '2', '-page_duration', '50000');
      const opus = made('opus.ogg', '-c:a', 'libopus', '-b:a', '64k', '-page_duration', '50000');
      return [vorbis, opus, Buffer.concat([opus, vorbis])].map((file) => packed(file));
    },
    read: readOgg,
  },
  m4a: {
    specimens: () => {
      const alac = made('alac.m4a', '-c:a', 'alac', '-movflags', '+faststart');
      const own = aac('half.m4a', '-movflags', '+faststart');
      return [packed(alac, 700), own, plain(made('pcm.mov', '-c:a', 'pcm_s16be', '-movflags', '+faststart'), 500)];
    },
    read: readStem('m4a'),
  },
  // The first header; all behind it is sound.
  aac: { specimens: () => [{ ...aac('half.aac'), headEnd: 7 }], read: readStem('aac') },
  webm: { specimens: () => [plain(made('pcm.mka', '-c:a', 'pcm_s16le'), 500)], read: readStem('webm') },
} as const satisfies Readonly<Record<string, Reader>>;

/** What needs the decoders of the platform, by the name of the container. */
export const platformFiles = {
  ogg: () => [
    packed(made('vorbis.ogg', '-c:a', 'libvorbis', '-q:a', '2', '-page_duration', '50000')),
    packed(made('opus.ogg', '-c:a', 'libopus', '-b:a', '64k', '-page_duration', '50000')),
  ],
  m4a: () => [aac('half.m4a', '-movflags', '+faststart')],
  webm: () => [{ ...packed(made('opus.webm', '-c:a', 'libopus', '-b:a', '64k')), isSoundSpoilt: false }],
} as const satisfies Readonly<Record<string, () => readonly Specimen[]>>;
