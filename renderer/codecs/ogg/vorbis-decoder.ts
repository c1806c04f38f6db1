import type { EncodedPacket } from 'mediabunny';
import { exportsOf } from '../../dsp/wasm.ts';
import { downmixOf, type Downmix, type Speaker } from '../downmix.ts';
import { soundOfChannels, type Sound, type SoundStream } from '../shared/packet-decoder.ts';
import { wasm } from './assembly/index.ts?assembly';

/** What `assembly/index.ts` exports; addresses are bytes in its memory, 0 where there is no memory. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  readonly placeBytes: (length: number) => number;
  /** 0 as well when the headers contradict themselves or are not for this decoder. */
  readonly openSetup: (firstLength: number, thirdLength: number) => number;
  readonly closeSetup: (setup: number) => void;
  readonly openStream: (setup: number) => number;
  readonly closeStream: (stream: number) => void;
  /** How many samples each channel has; below 0 when the packet is damaged. */
  readonly decodePacket: (stream: number, length: number) => number;
  readonly soundOf: (channel: number) => number;
};

/** What the headers of a stream say to its decoder. */
export type VorbisHeaders = {
  /** The first and the third, one behind the other. */
  readonly bytes: Uint8Array;
  readonly firstLength: number;
  readonly sampleRate: number;
  readonly channels: number;
};

/** Longer headers and packets than any sound needs. */
const mostBytes = 1 << 20;

/** The three headers in one, as Matroska and WebCodecs have them (and `ogg-codec.ts` makes them); null when they are not. */
export function vorbisHeadersOf(laced: Uint8Array): VorbisHeaders | null {
  let at = 1;
  const lengths = [0, 0].map(() => {
    let length = 0;
    for (let byte = 255; byte === 255 && at < laced.length; at++) length += byte = laced[at] ?? 0;
    return length;
  });
  const [first = 0, comments = 0] = lengths;
  const third = at + first + comments;
  const byteLength = first + laced.length - third;
  if (laced[0] !== 2 || first < 30 || third >= laced.length || byteLength > mostBytes) return null;
  const bytes = new Uint8Array(byteLength);
  bytes.set(laced.subarray(at, at + first));
  bytes.set(laced.subarray(third), first);
  const sampleRate = new DataView(bytes.buffer).getUint32(12, true);
  return { bytes, firstLength: first, sampleRate, channels: bytes[11] ?? 0 };
}

/** Where the channels of 3 to 8 are heard (Vorbis I, section 4.3.9). */
const orders: Readonly<Record<number, readonly Speaker[]>> = {
  3: ['L', 'C', 'R'],
  4: ['L', 'R', 'Lb', 'Rb'],
  5: ['L', 'C', 'R', 'Lb', 'Rb'],
  6: ['L', 'C', 'R', 'Lb', 'Rb', 'LFE'],
  7: ['L', 'C', 'R', 'Ls', 'Rs', 'Cs', 'LFE'],
  8: ['L', 'C', 'R', 'Ls', 'Rs', 'Lb', 'Rb', 'LFE'],
};

/** A set-up in the memory of the decoder. Stems of the same encoder have the same, and what is set up takes long. */
type Setup = {
  readonly headers: VorbisHeaders;
  readonly exports: Exports;
  readonly place: number;
  streams: number;
};

/** How many set-ups that no stream uses are kept for the next. */
const mostIdle = 8;
/** Of one instance for all stems of a thread, the set-up used last at the end. */
let setups: Setup[] = [];
let kernels: Exports | null = null;

/** Returns the set-up of these headers with one stream more; null when they are not for this decoder. */
function takeSetup(headers: VorbisHeaders): Setup | null {
  const known = setups.find((one) => isSame(one.headers, headers));
  const setup = known ?? readSetup(headers);
  if (setup === null) return null;
  setup.streams++;
  setups = [...setups.filter((one) => one !== setup), setup];
  return setup;
}

const isSame = (one: VorbisHeaders, other: VorbisHeaders): boolean =>
  one.firstLength === other.firstLength &&
  one.bytes.length === other.bytes.length &&
  one.bytes.every((byte, at) => byte === other.bytes[at]);

function readSetup(headers: VorbisHeaders): Setup | null {
  const { bytes, firstLength } = headers;
  const exports = (kernels ??= exportsOf(wasm) as Exports);
  const place = trapped(() => {
    put(exports, bytes);
    return exports.openSetup(firstLength, bytes.length - firstLength);
  });
  return place === 0 ? null : { headers, exports, place, streams: 0 };
}

function giveSetupBack(setup: Setup): void {
  setup.streams--;
  const idle = setups.filter(({ streams }) => streams === 0);
  const [oldest] = idle;
  if (oldest === undefined || idle.length <= mostIdle) return;
  setups = setups.filter((one) => one !== oldest);
  oldest.exports.closeSetup(oldest.place);
}

/** Does what may go wrong within the decoder: then those who come next get another one. */
function trapped<Outcome>(work: () => Outcome): Outcome {
  try {
    return work();
  } catch (trouble) {
    kernels = null;
    setups = [];
    throw trouble;
  }
}

/** All memory of a decoder, as bytes and as samples. */
type Views = { readonly bytes: Uint8Array; readonly floats: Float32Array };
let views: (Views & { readonly buffer: ArrayBuffer }) | null = null;

/** Memory that grows is another buffer. */
function viewsOf({ memory: { buffer } }: Exports): Views {
  if (views?.buffer !== buffer) views = { buffer, bytes: new Uint8Array(buffer), floats: new Float32Array(buffer) };
  return views;
}

/** Puts bytes where the decoder looks for them. */
function put(exports: Exports, bytes: Uint8Array): void {
  const place = exports.placeBytes(bytes.length);
  if (place === 0) throw new Error('There is no memory for a packet.');
  viewsOf(exports).bytes.set(bytes, place);
}

/** Whether this decoder has what a stream with these headers needs; where not, the platform's may have. */
export function isVorbisDecodable(headers: VorbisHeaders): boolean {
  const setup = takeSetup(headers);
  if (setup !== null) giveSetupBack(setup);
  return setup !== null;
}

/** The most samples that come out with a packet: half of the longest block. */
const mostSamples = 4096;

/** As many samples as come out at once, unless the packets end before. */
const piece = 4096;

/**
 * Our own decoder of Vorbis I, in WebAssembly with SIMD: packets in, sound out, without sound for the first of them. A sound is good until the
 * next. Rejects at a packet that is damaged and when the headers are not for it; what came out before is given first.
 */
export class VorbisDecoder implements SoundStream {
  readonly #packets: AsyncGenerator<EncodedPacket, void>;
  readonly #headers: VorbisHeaders;
  readonly #downmix: Downmix | null;
  /** For each channel. */
  readonly #samples: readonly Float32Array[];
  #setup: Setup | null = null;
  #stream = 0;
  #trouble: Error | null = null;
  #isClosed = false;

  constructor(packets: AsyncGenerator<EncodedPacket, void>, headers: VorbisHeaders) {
    this.#packets = packets;
    this.#headers = headers;
    const speakers = orders[headers.channels];
    this.#downmix = speakers === undefined ? null : downmixOf(speakers);
    this.#samples = Array.from({ length: headers.channels }, () => new Float32Array(piece + mostSamples));
  }

  async next(): Promise<Sound | null> {
    if (this.#trouble !== null) throw this.#trouble;
    let count = 0;
    try {
      while (count < piece) {
        const { value: packet } = await this.#packets.next();
        if (packet === undefined || this.#isClosed) break;
        count += this.#decode(packet.data, count);
      }
    } catch (trouble) {
      this.#trouble = trouble instanceof Error ? trouble : new Error(String(trouble));
      if (count === 0) throw this.#trouble;
    }
    if (count === 0) return null;
    const channels = this.#samples.map((samples) => samples.subarray(0, count));
    return soundOfChannels(channels, this.#headers.sampleRate, this.#downmix);
  }

  close(): void {
    this.#isClosed = true;
    void this.#packets.return();
    if (this.#setup === null) return;
    if (this.#stream !== 0) this.#setup.exports.closeStream(this.#stream);
    giveSetupBack(this.#setup);
    this.#setup = null;
    this.#stream = 0;
  }

  /** Puts the samples of a packet in their arrays, from `at` on. Returns how many; the first packet only prepares. */
  #decode(packet: Uint8Array, at: number): number {
    if (packet.length > mostBytes) throw new Error('A packet is damaged.');
    const { exports } = this.#open();
    const samples = trapped(() => {
      put(exports, packet);
      return exports.decodePacket(this.#stream, packet.length);
    });
    if (samples < 0) throw new Error('A packet is damaged.');
    if (samples === 0) return 0;
    const { floats } = viewsOf(exports);
    for (const [channel, into] of this.#samples.entries()) {
      const from = exports.soundOf(channel) / 4;
      into.set(floats.subarray(from, from + samples), at);
    }
    return samples;
  }

  /** The set-up, with a stream in it. */
  #open(): Setup {
    const setup = (this.#setup ??= takeSetup(this.#headers));
    if (setup === null) throw new Error('Its headers are not for this decoder.');
    if (this.#stream === 0) this.#stream = setup.exports.openStream(setup.place);
    if (this.#stream === 0) throw new Error('There is no memory for a stream.');
    return setup;
  }
}
