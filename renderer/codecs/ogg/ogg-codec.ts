import { readAscii } from '../shared/bytes.ts';

/** What the header packets of a stream say. */
export type OggCodec = {
  readonly name: 'opus' | 'vorbis';
  /** Of the positions in the pages as well. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples at the start that are not heard. */
  readonly preSkip: number;
  /** For the platform's decoder. */
  readonly description: Uint8Array;
  readonly isHeader: (packet: Uint8Array) => boolean;
  /** Samples that a packet holds: all its own in Opus, those of its block in Vorbis. */
  readonly samplesOf: (packet: Uint8Array) => number;
  /** Samples that come out with a packet; `before`: those of the packet before it, null when there was none. */
  readonly span: (before: number | null, own: number) => number;
};

/** How many header packets are needed, by the first of them; 0 for a codec that cannot be played. */
export function headerCount(first: Uint8Array): number {
  if (readAscii(first, 0, 8) === 'OpusHead') return 1;
  return isVorbisHeader(first) && first[0] === 1 ? 3 : 0;
}

/** Null when the headers contradict themselves. `isSpoilt`: the first of them is damaged, so its gain in Opus counts as none. */
export function readOggCodec(headers: readonly Uint8Array[], isSpoilt: boolean): OggCodec | null {
  const [first = new Uint8Array(0), comments, setup] = headers;
  const isOpus = headerCount(first) === 1;
  if (isOpus) return opusCodec(isSpoilt ? withoutGain(first) : first);
  if (comments === undefined || setup === undefined) return null;
  const codec = vorbisCodec(first, comments, setup);
  return codec?.sampleRate === 0 ? null : codec;
}

/** An `OpusHead` with an output gain of 0 dB (RFC 7845 section 5.1). */
const withoutGain = (head: Uint8Array): Uint8Array => head.map((byte, at) => (at === 16 || at === 17 ? 0 : byte));

/** RFC 7845 section 5.1. */
function opusCodec(head: Uint8Array): OggCodec | null {
  if (head.length < 19) return null;
  return {
    name: 'opus',
    sampleRate: 48_000,
    channels: head[9] ?? 0,
    preSkip: (head[10] ?? 0) | ((head[11] ?? 0) << 8),
    description: head,
    isHeader: (packet) => /^Opus(Head|Tags)$/.test(readAscii(packet, 0, 8)),
    samplesOf: opusSamples,
    span: (_before, own) => own,
  };
}

/** Samples of an Opus packet at 48 kHz (RFC 6716 section 3.1). */
export function opusSamples(packet: Uint8Array | undefined): number {
  const [toc = 0, count = 0] = packet ?? [];
  const config = toc >> 3;
  const silk = [480, 960, 1920, 2880][config & 3] ?? 960;
  const samples = config < 12 ? silk : config < 16 ? 480 << (config & 1) : 120 << (config & 3);
  const frames = [1, 2, 2, count & 63][toc & 3] ?? 1;
  return samples * frames;
}

const isVorbisHeader = (packet: Uint8Array): boolean =>
  ((packet[0] ?? 0) & 1) === 1 && readAscii(packet, 1, 6) === 'vorbis';

function vorbisCodec(first: Uint8Array, comments: Uint8Array, setup: Uint8Array): OggCodec | null {
  const modes = longBlockModes(setup);
  if (first.length < 30 || modes === null || !isVorbisHeader(comments)) return null;
  const sizes = first[28] ?? 0;
  const [short, long] = [1 << (sizes & 15), 1 << (sizes >> 4)];
  const modeBits = modes.length > 1 ? 32 - Math.clz32(modes.length - 1) : 0;
  return {
    name: 'vorbis',
    sampleRate: new DataView(first.buffer, first.byteOffset).getUint32(12, true),
    channels: first[11] ?? 0,
    preSkip: 0,
    description: laced(first, comments, setup),
    isHeader: (packet) => packet.length === 0 || ((packet[0] ?? 0) & 1) === 1,
    samplesOf: ([byte = 0]) => (modes[(byte >> 1) & ((1 << modeBits) - 1)] === true ? long : short),
    // Half of each block overlaps (Vorbis I, section 4.3.8).
    span: (before, own) => (before === null ? 0 : (before + own) / 4),
  };
}

/** The three headers in one, as Matroska and WebCodecs have them: their count less one and the lengths of the first two. */
function laced(first: Uint8Array, comments: Uint8Array, setup: Uint8Array): Uint8Array {
  const lengths = [first, comments].flatMap(({ length }) => [
    ...Array<number>(Math.floor(length / 255)).fill(255),
    length % 255,
  ]);
  const whole = new Uint8Array(1 + lengths.length + first.length + comments.length + setup.length);
  whole.set([2, ...lengths]);
  whole.set(first, 1 + lengths.length);
  whole.set(comments, 1 + lengths.length + first.length);
  whole.set(setup, 1 + lengths.length + first.length + comments.length);
  return whole;
}

const modeLength = 41;
const mostModes = 64;

/**
 * Which modes have long blocks. They stand at the end of the setup header (Vorbis I, section 4.2.4), behind what takes long to read,
 * so they are read from the end: a mode is a flag, 16 and 16 bits that are zero and a mapping of 8 bits below 64; before them stands
 * their count. Null when there are none.
 */
function longBlockModes(setup: Uint8Array): readonly boolean[] | null {
  const bit = (fromEnd: number): number => ((setup[setup.length - 1 - (fromEnd >> 3)] ?? 0) >> (7 - (fromEnd & 7))) & 1;
  const bits = (fromEnd: number, count: number): number => {
    let value = 0;
    for (let at = 0; at < count; at++) value = value * 2 + bit(fromEnd + at);
    return value;
  };
  const all = setup.length * 8;
  let start = 0;
  while (start < all && bit(start) === 0) start++;
  // Behind the framing bit.
  start++;
  let found: readonly boolean[] | null = null;
  const flags: boolean[] = [];
  for (let at = start; at + modeLength + 6 <= all && flags.length < mostModes; at += modeLength) {
    if (bits(at, 8) >= mostModes || bits(at + 8, 32) !== 0) break;
    flags.unshift(bit(at + 40) === 1);
    if (bits(at + modeLength, 6) + 1 === flags.length) found = [...flags];
  }
  return found;
}
