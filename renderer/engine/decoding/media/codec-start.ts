import type { AudioCodec, EncodedPacket } from 'mediabunny';
import { intactFlacFrames } from './flac-frames.ts';

/** How decoding begins in the middle of a stream: what must be decoded before it counts, and where the first sound lies. */
export type CodecStart = {
  /** Samples (at the codec's rate) to decode before the wanted ones, so that they come out as in one go. */
  readonly preRoll: number;
  readonly config: AudioDecoderConfig;
  /** The time in seconds of the first sound, when decoding begins with this packet. */
  firstSound(packet: EncodedPacket, isFirst: boolean): number;
  /** Where the codec can tell, throws at a packet that is damaged. */
  intact?(packets: AsyncGenerator<EncodedPacket, void>): AsyncGenerator<EncodedPacket, void>;
};

/** RFC 7845 section 4.6 asks for 80 ms; the prediction of band energies has died away after half a second (measured: 5e-8). */
const opusPreRoll = 24_000;
/** The longest Vorbis block: two of them overlap (Vorbis I, section 4.3.8). */
const vorbisPreRoll = 8192;
/** Overlapping windows of 1024 and the memory of spectral band replication. */
const aacPreRoll = 4096;

/** Null for a codec that has no place in these containers. */
export function codecStart(codec: AudioCodec | null, config: AudioDecoderConfig): CodecStart | null {
  if (codec === 'flac') {
    return { preRoll: 0, config, firstSound: (packet) => packet.timestamp, intact: intactFlacFrames };
  }
  if (codec === 'aac') return { preRoll: aacPreRoll, config, firstSound: (packet) => packet.timestamp };
  if (codec === 'opus') return opusStart(config);
  if (codec !== 'vorbis') return null;
  // The first packet only prepares: sound begins with the second.
  return { preRoll: vorbisPreRoll, config, firstSound: (packet) => packet.timestamp + packet.duration };
}

/**
 * The platform drops the pre-skip whenever it starts, also in the middle; so it is told that there is none, and the first
 * packet, whose time stamp is that of the first sound after the pre-skip, is placed before it.
 */
function opusStart(config: AudioDecoderConfig): CodecStart {
  const head = config.description === undefined ? null : bytesOf(config.description).slice();
  const view = head === null || head.length < 19 ? null : new DataView(head.buffer);
  const preSkip = view?.getUint16(10, true) ?? 0;
  view?.setUint16(10, 0, true);
  return {
    preRoll: opusPreRoll,
    config: head === null ? config : { ...config, description: head },
    firstSound: (packet, isFirst) => packet.timestamp - (isFirst ? preSkip / 48_000 : 0),
  };
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength) as ArrayBuffer)
    : new Uint8Array(source as ArrayBuffer);
}
