import type { AudioCodec, EncodedPacket } from 'mediabunny';
import { downmixOf } from '../downmix.ts';
import { bytesOf as sampleBytes, type PcmEncoding } from '../pcm/pcm-format.ts';
import { frameKindOf } from '../pcm/pcm-stem.ts';
import { unpackFrames } from '../pcm/unpack-frames.ts';
import { alacSpeakers, decodeAlac, type AlacConfig } from '../mp4/alac-decoder.ts';
import { AacDecoder, isAacDecodable } from '../aac/aac-decoder.ts';
import { parseAacConfig, parseAdtsHeader } from '../aac/aac-shape.ts';
import { FlacDecoder } from '../flac/flac-decoder.ts';
import { intactFlacFrames } from '../flac/flac-frames.ts';
import { flacShapeOf } from '../flac/flac-header.ts';
import { joinedOpus } from '../ogg/joined-opus.ts';
import { isVorbisDecodable, VorbisDecoder, vorbisHeadersOf } from '../ogg/vorbis-decoder.ts';
import { PacketDecoder, soundOfChannels, type Sound, type SoundStream } from './packet-decoder.ts';

type Packets = AsyncGenerator<EncodedPacket, void>;

/** How decoding begins in the middle of a stream: what must be decoded before it counts, and where the first sound lies. */
export type CodecStart = {
  /** Samples (at the codec's rate) to decode before the wanted ones, so that they come out as in one go. */
  readonly preRoll: number;
  /** What the packets hold, in order. Where the codec can tell, it rejects at a packet that is damaged. */
  decode(packets: Packets): SoundStream;
  /** The time in seconds of the first sound, when decoding begins with this packet. */
  firstSound(packet: EncodedPacket, isFirst: boolean): number;
};

/** RFC 7845 section 4.6 asks for 80 ms; the prediction of band energies has died away after half a second (measured: 5e-8). */
const opusPreRoll = 24_000;
/** The longest Vorbis block: two of them overlap (Vorbis I, section 4.3.8). */
const vorbisPreRoll = 8192;
/** Overlapping windows of 1024 and the memory of spectral band replication. */
const aacPreRoll = 4096;

const timestampOf = (packet: EncodedPacket): number => packet.timestamp;
const vorbisPlace: Omit<CodecStart, 'decode'> = {
  preRoll: vorbisPreRoll,
  // The first packet only prepares: sound begins with the second.
  firstSound: ({ timestamp, duration }) => timestamp + duration,
};
/** Packets of 120 ms to decode ahead: what comes before the wanted sound, and one more. */
const joinedAhead = 6;
const platform =
  (config: AudioDecoderConfig, ahead?: number) =>
  (packets: Packets): SoundStream =>
    new PacketDecoder(config, packets, ahead);

/** Of a codec that the platform decodes. Null for one that has no place in these containers. */
export function codecStart(codec: AudioCodec | null, config: AudioDecoderConfig): CodecStart | null {
  if (codec === 'flac') {
    const decode = platform(config);
    return { preRoll: 0, decode: (packets) => decode(intactFlacFrames(packets)), firstSound: timestampOf };
  }
  if (codec === 'aac') return { preRoll: aacPreRoll, decode: platform(config), firstSound: timestampOf };
  if (codec === 'opus') return opusStart(config);
  return codec === 'vorbis' ? { ...vorbisPlace, decode: platform(config) } : null;
}

/** Of a codec that has a decoder of our own. Null for another, and for FLAC and Vorbis of a kind that ours leaves to the platform. */
export function ownCodecStart(codec: AudioCodec | null, config: AudioDecoderConfig): CodecStart | null {
  const description = config.description === undefined ? null : bytesOf(config.description);
  const shape = codec === 'flac' && description !== null ? flacShapeOf(description) : null;
  if (shape !== null)
    return { preRoll: 0, decode: (packets) => new FlacDecoder(packets, shape), firstSound: timestampOf };
  const headers = codec === 'vorbis' && description !== null ? vorbisHeadersOf(description) : null;
  if (headers === null || !isVorbisDecodable(headers)) return null;
  return { ...vorbisPlace, decode: (packets) => new VorbisDecoder(packets, headers) };
}

/**
 * AAC by our own decoder, in a stream that begins with this packet. Null for a kind that ours leaves to the platform: all but low complexity in
 * one channel or two.
 */
export function ownAacStart({ description }: AudioDecoderConfig, first: EncodedPacket): CodecStart | null {
  const shape = description === undefined ? parseAdtsHeader(first.data) : parseAacConfig(bytesOf(description));
  if (shape === null || !isAacDecodable(shape, first.data)) return null;
  return { preRoll: aacPreRoll, decode: (packets) => new AacDecoder(packets, shape), firstSound: timestampOf };
}

/**
 * Ways to decode a track, of which the first that gives sound is right. FLAC and Vorbis have decoders of our own, which leave some kinds
 * to the platform. HE-AAC of one channel comes out as two (ISO 14496-3 1.6.6.1 has decoders ready for parametric stereo), and a platform
 * may refuse to hear of one.
 */
export function codecStarts(codec: AudioCodec | null, config: AudioDecoderConfig): readonly CodecStart[] {
  const configs =
    codec === 'aac' && config.numberOfChannels === 1 ? [config, { ...config, numberOfChannels: 2 }] : [config];
  const byPlatform = configs.flatMap((one) => codecStart(codec, one) ?? []);
  const own = ownCodecStart(codec, config);
  return own === null ? byPlatform : [own, ...byPlatform];
}

/** A greater output gain (RFC 7845 section 5.1) is damage, and counts as none. */
export const mostOpusGainDb = 24;

/**
 * The platform drops the pre-skip whenever it starts, also in the middle; so its description says that there is none, and the first
 * packet, whose time stamp is that of the first sound after the pre-skip, is placed before it.
 */
function opusStart(config: AudioDecoderConfig): CodecStart {
  const head = config.description === undefined ? null : bytesOf(config.description).slice();
  const view = head === null || head.length < 19 ? null : new DataView(head.buffer);
  const preSkip = view?.getUint16(10, true) ?? 0;
  view?.setUint16(10, 0, true);
  if (view !== null && Math.abs(view.getInt16(16, true)) > mostOpusGainDb * 256) view.setInt16(16, 0, true);
  // Streams of more channels have several frames side by side in a packet.
  const isPlain = head?.[18] === 0;
  const decode = platform(head === null ? config : { ...config, description: head }, isPlain ? joinedAhead : undefined);
  return {
    preRoll: opusPreRoll,
    decode: (packets) => decode(isPlain ? joinedOpus(packets) : packets),
    // Where time stamps begin before 0, the pre-skip is taken off already.
    firstSound: ({ timestamp }, isFirst) => timestamp - (isFirst && timestamp >= 0 ? preSkip / 48_000 : 0),
  };
}

/** Apple Lossless: each packet stands for itself. */
export function alacStart(config: AlacConfig): CodecStart {
  const { channels, sampleRate } = config;
  const speakers = channels > 2 ? alacSpeakers[channels] : undefined;
  const downmix = speakers === undefined ? null : downmixOf(speakers);
  return ownStart(({ data }) => soundOfChannels(decodeAlac(data, config), sampleRate, downmix));
}

const pcmEncodings: Readonly<Partial<Record<AudioCodec, readonly [PcmEncoding, isBigEndian: boolean]>>> = {
  'pcm-u8': ['u8', false],
  'pcm-s8': ['s8', false],
  'pcm-s16': ['s16', false],
  'pcm-s16be': ['s16', true],
  'pcm-s24': ['s24', false],
  'pcm-s24be': ['s24', true],
  'pcm-s32': ['s32', false],
  'pcm-s32be': ['s32', true],
  'pcm-f32': ['f32', false],
  'pcm-f32be': ['f32', true],
  'pcm-f64': ['f64', false],
  'pcm-f64be': ['f64', true],
  alaw: ['alaw', false],
  ulaw: ['ulaw', false],
};

/** PCM in packets, as films have it. Null for another codec, and for channels of which nothing is known. */
export function pcmStart(codec: AudioCodec | null, sampleRate: number, channels: number): CodecStart | null {
  const [encoding, isBigEndian] = (codec === null ? undefined : pcmEncodings[codec]) ?? [null, false];
  if (encoding === null) return null;
  const kind = frameKindOf({ encoding, isBigEndian, sampleRate, channels, speakers: null });
  if (kind === null) return null;
  return ownStart(({ data }) => {
    const length = Math.floor(data.length / (sampleBytes[encoding] * channels));
    const [left, right] = [new Float32Array(length), new Float32Array(length)];
    const broken = new Set<number>();
    unpackFrames(data, kind, 0, left, right, (frame) => broken.add(frame));
    const mixedFrom = kind.downmix?.from ?? null;
    return { left, right, sampleRate, channels, mixedFrom, brokenMoments: broken.size };
  });
}

/** A codec of our own, whose packets do not need each other. */
function ownStart(decode: (packet: EncodedPacket) => Sound): CodecStart {
  return {
    preRoll: 0,
    firstSound: timestampOf,
    decode: (packets) => ({
      next: async () => {
        const { value } = await packets.next();
        return value === undefined ? null : decode(value);
      },
      close: () => void packets.return(),
    }),
  };
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength) as ArrayBuffer)
    : new Uint8Array(source as ArrayBuffer);
}
