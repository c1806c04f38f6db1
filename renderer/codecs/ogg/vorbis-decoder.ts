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

/** What the headers of a stream say to its decoder: all but the comments. */
export type VorbisHeaders = {
  readonly identification: Uint8Array;
  readonly setup: Uint8Array;
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
  const identification = laced.slice(at, at + first);
  const setup = laced.slice(at + first + comments);
  if (laced[0] !== 2 || identification.length < 30 || identification.length + setup.length > mostBytes) return null;
  const sampleRate = new DataView(identification.buffer).getUint32(12, true);
  return { identification, setup, sampleRate, channels: identification[11] ?? 0 };
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
  areEqual(one.setup, other.setup) && areEqual(one.identification, other.identification);
const areEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

function readSetup(headers: VorbisHeaders): Setup | null {
  const { identification, setup } = headers;
  const exports = (kernels ??= exportsOf(wasm) as Exports);
  const place = trapped(() => {
    put(exports, [identification, setup]);
    return exports.openSetup(identification.length, setup.length);
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

/** Puts bytes where the decoder looks for them, one behind the other. */
function put(exports: Exports, parts: readonly Uint8Array[]): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const place = exports.placeBytes(length);
  if (place === 0) throw new Error('There is no memory for a packet.');
  const into = new Uint8Array(exports.memory.buffer, place, length);
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
}

/** Whether this decoder has what a stream with these headers needs; where not, the platform's may have. */
export function isVorbisDecodable(headers: VorbisHeaders): boolean {
  const setup = takeSetup(headers);
  if (setup !== null) giveSetupBack(setup);
  return setup !== null;
}

/**
 * Our own decoder of Vorbis I, in WebAssembly with SIMD: packets in, sound out, without sound for the first of them. Rejects at a packet that is
 * damaged and when the headers are not for it.
 */
export class VorbisDecoder implements SoundStream {
  readonly #packets: AsyncGenerator<EncodedPacket, void>;
  readonly #headers: VorbisHeaders;
  readonly #downmix: Downmix | null;
  #setup: Setup | null = null;
  #stream = 0;
  #isClosed = false;

  constructor(packets: AsyncGenerator<EncodedPacket, void>, headers: VorbisHeaders) {
    this.#packets = packets;
    this.#headers = headers;
    const speakers = orders[headers.channels];
    this.#downmix = speakers === undefined ? null : downmixOf(speakers);
  }

  async next(): Promise<Sound | null> {
    for (;;) {
      const { value: packet } = await this.#packets.next();
      if (packet === undefined || this.#isClosed) return null;
      const sound = this.#decode(packet.data);
      if (sound !== null) return sound;
    }
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

  /** Null for a packet that only prepares. */
  #decode(packet: Uint8Array): Sound | null {
    if (packet.length > mostBytes) throw new Error('A packet is damaged.');
    const { exports } = this.#open();
    const samples = trapped(() => {
      put(exports, [packet]);
      return exports.decodePacket(this.#stream, packet.length);
    });
    if (samples < 0) throw new Error('A packet is damaged.');
    if (samples === 0) return null;
    const channels = Array.from({ length: this.#headers.channels }, (_, channel) =>
      new Float32Array(exports.memory.buffer, exports.soundOf(channel), samples).slice(),
    );
    return soundOfChannels(channels, this.#headers.sampleRate, this.#downmix);
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
