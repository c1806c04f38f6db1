import type { EncodedPacket } from 'mediabunny';
import { startedOnce, type Place } from '../../dsp/wasm.ts';
import { soundOfChannels, type Sound, type SoundStream } from '../shared/packet-decoder.ts';
import { aacRates, parseAdtsHeader, type AacShape } from './aac-shape.ts';
import { wasm } from './assembly/index.ts?assembly';

/** What `assembly/index.ts` exports; addresses are bytes in its memory. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  readonly mostPackets: Place;
  readonly mostBytes: Place;
  readonly packets: Place;
  readonly lengths: Place;
  readonly left: Place;
  readonly right: Place;
  /** 0 when there is no memory. */
  readonly openStream: (rate: number, channels: number) => number;
  readonly closeStream: (stream: number) => void;
  /** How many packets there are before one that is damaged. */
  readonly decodePackets: (stream: number, count: number) => number;
  readonly isHalfRate: () => number;
};

/** Samples that come out with each packet. */
const packetSamples = 1024;

/** One for all stems that this thread decodes. */
const kernels = startedOnce(wasm, (exports) => exports as Exports);

type Views = {
  readonly buffer: ArrayBuffer;
  readonly bytes: Uint8Array;
  readonly lengths: Int32Array;
  readonly left: Float32Array;
  readonly right: Float32Array;
};
let views: Views | null = null;

/** Memory that grows for one more stream is another buffer. */
function viewsNow(): Views {
  const own = kernels();
  if (views?.buffer !== own.memory.buffer) views = viewInto(own);
  return views;
}

function viewInto({ memory: { buffer }, mostPackets, packets, lengths, left, right }: Exports): Views {
  const samples = mostPackets.value * packetSamples;
  return {
    buffer,
    bytes: new Uint8Array(buffer, packets.value),
    lengths: new Int32Array(buffer, lengths.value, mostPackets.value),
    left: new Float32Array(buffer, left.value, samples),
    right: new Float32Array(buffer, right.value, samples),
  };
}

const isDamaged = (): Error => new Error('A packet is damaged.');

/** Decodes at most `mostPackets` packets of a stream into the views. Returns how many there are before one that is damaged. */
function decodeTogether(stream: number, packets: readonly Uint8Array[]): number {
  const { bytes, lengths } = viewsNow();
  const tooLong = packets.findIndex(({ length }) => length > kernels().mostBytes.value);
  const intact = tooLong < 0 ? packets : packets.slice(0, tooLong);
  let at = 0;
  for (const [index, packet] of intact.entries()) {
    bytes.set(packet, at);
    lengths[index] = packet.length;
    at += packet.length;
  }
  return kernels().decodePackets(stream, intact.length);
}

/** A packet without the header that it has in ADTS. Throws when that is damaged, or of another stream. */
function bodyOf(packet: Uint8Array, shape: AacShape): Uint8Array {
  if (!shape.isAdts) return packet;
  const header = parseAdtsHeader(packet);
  if (header?.rate !== shape.rate || header.channels !== shape.channels) throw isDamaged();
  return packet.subarray(header.headBytes);
}

/**
 * Whether our decoder is for a stream that begins with this packet: one that is damaged, or goes on above the spectrum unannounced (HE-AAC), is
 * for the platform's.
 */
export function isAacDecodable(shape: AacShape, first: Uint8Array): boolean {
  const stream = openStream(shape);
  try {
    const isIntact = decodeTogether(stream, [bodyOf(first, shape)]) === 1;
    return isIntact && (!shape.mayReplicate || kernels().isHalfRate() === 0);
  } catch {
    return false;
  } finally {
    kernels().closeStream(stream);
  }
}

/**
 * Our own decoder of AAC of low complexity (ISO 14496-3, subpart 4), in WebAssembly with SIMD: packets in, sound out, 1024 samples for each. The
 * first sound is that of one packet; a sound is good until the next. Rejects at a packet that is damaged; what came out before is given
 * first.
 */
export class AacDecoder implements SoundStream {
  readonly #packets: AsyncGenerator<EncodedPacket, void>;
  readonly #shape: AacShape;
  #stream: number | null = null;
  #left = new Float32Array(0);
  #right = new Float32Array(0);
  #trouble: Error | null = null;
  #isClosed = false;

  constructor(packets: AsyncGenerator<EncodedPacket, void>, shape: AacShape) {
    this.#packets = packets;
    this.#shape = shape;
  }

  async next(): Promise<Sound | null> {
    this.#throwTrouble();
    const packets = await this.#take(this.#stream === null ? 1 : kernels().mostPackets.value);
    const count = packets.length === 0 ? 0 : this.#decode(packets);
    if (count === 0) {
      this.#throwTrouble();
      return null;
    }
    const samples = count * packetSamples;
    const left = this.#left.subarray(0, samples);
    const channels = this.#shape.channels === 1 ? [left] : [left, this.#right.subarray(0, samples)];
    return soundOfChannels(channels, aacRates[this.#shape.rate] ?? 0, null);
  }

  close(): void {
    this.#isClosed = true;
    void this.#packets.return();
    if (this.#stream !== null) kernels().closeStream(this.#stream);
    this.#stream = null;
  }

  #throwTrouble(): void {
    if (this.#trouble !== null) throw this.#trouble;
  }

  /** The next packets, without those from one on that is known to be damaged: that is the trouble then. */
  async #take(most: number): Promise<readonly Uint8Array[]> {
    const packets: Uint8Array[] = [];
    try {
      while (packets.length < most) {
        const { value: packet } = await this.#packets.next();
        if (packet === undefined || this.#isClosed) break;
        packets.push(bodyOf(packet.data, this.#shape));
      }
    } catch (trouble) {
      this.#trouble = trouble instanceof Error ? trouble : new Error(String(trouble));
    }
    return this.#isClosed ? [] : packets;
  }

  /** Puts the sound of packets in their arrays. Returns of how many: up to one that is damaged, which is the trouble then. */
  #decode(packets: readonly Uint8Array[]): number {
    this.#stream ??= openStream(this.#shape);
    const count = decodeTogether(this.#stream, packets);
    if (count < packets.length) this.#trouble = isDamaged();
    const samples = count * packetSamples;
    if (this.#left.length < samples) {
      this.#left = new Float32Array(samples);
      this.#right = new Float32Array(this.#shape.channels === 1 ? 0 : samples);
    }
    const { left, right } = viewsNow();
    this.#left.set(left.subarray(0, samples));
    if (this.#shape.channels === 2) this.#right.set(right.subarray(0, samples));
    return count;
  }
}

function openStream({ rate, channels }: AacShape): number {
  const stream = kernels().openStream(rate, channels);
  if (stream === 0) throw new Error('There is no memory for a stream.');
  return stream;
}
