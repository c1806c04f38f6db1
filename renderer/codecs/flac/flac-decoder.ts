import type { EncodedPacket } from 'mediabunny';
import { startedOnce } from '../../dsp/wasm.ts';
import { downmixOf, usualSpeakers } from '../downmix.ts';
import { soundOfChannels, type Sound, type SoundStream } from '../shared/packet-decoder.ts';
import { wasm } from './assembly/index.ts?assembly';
import { parseFlacHeader, type FlacFrameHeader } from './flac-frames.ts';
import { channelsOf } from './frame-length.ts';
import type { FlacShape } from './flac-header.ts';

/** What `assembly/index.ts` exports; addresses are bytes in its memory. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  /** 0 when there is no memory for it. */
  readonly placeFrame: (length: number, samples: number, channels: number) => number;
  readonly placeOf: (channel: number, samples: number) => number;
  /** How many bytes the frame takes; 0 when it is damaged. */
  readonly decodeFrame: (length: number, head: number, samples: number, assignment: number, depth: number) => number;
};

/** One for all stems of a thread: frames stand for themselves. */
const kernels = startedOnce(wasm, (exports) => exports as Exports);

/** The most bits of a sample that this decodes; deeper ones are for the platform. */
const mostDepth = 24;

/** Decodes frames one after the other, into the same memory: sound is good until the next. */
export class FlacFrameDecoder {
  readonly #shape: FlacShape;
  #channels: readonly Float32Array[] = [];

  constructor(shape: FlacShape) {
    this.#shape = shape;
  }

  /**
   * Decodes the frame at the beginning of `bytes`, which has this head; `byteLength` is of the frame. Throws when it is damaged, does
   * not end among these bytes, or is deeper than 24 bits.
   */
  decode(bytes: Uint8Array, head: FlacFrameHeader): { readonly sound: Sound; readonly byteLength: number } {
    if (head.bits > mostDepth) throw new Error(`Its samples have ${String(head.bits)} bits.`);
    const own = kernels();
    const { samples, channelCode } = head;
    const count = channelsOf(head);
    const place = own.placeFrame(bytes.length, samples, count);
    if (place === 0) throw new Error('There is no memory for a frame.');
    new Uint8Array(own.memory.buffer, place, bytes.length).set(bytes);
    const byteLength = own.decodeFrame(bytes.length, head.byteLength, samples, channelCode, head.bits);
    if (byteLength === 0) throw new Error('A frame is damaged.');
    if (this.#channels.length !== count || (this.#channels[0]?.length ?? 0) < samples)
      this.#channels = Array.from({ length: count }, () => new Float32Array(samples));
    const channels = this.#channels.map((memory, channel) => {
      memory.set(new Float32Array(own.memory.buffer, own.placeOf(channel, samples), samples));
      return memory.subarray(0, samples);
    });
    const speakers = count > 2 ? usualSpeakers(count) : null;
    const downmix = speakers === null ? null : downmixOf(speakers);
    return { sound: soundOfChannels(channels, this.#shape.sampleRate, downmix), byteLength };
  }
}

/**
 * Our own decoder of FLAC (RFC 9639), in WebAssembly with SIMD: frames in, sound out, to the very sample. Rejects at a frame that is
 * damaged, or deeper than 24 bits.
 */
export class FlacDecoder implements SoundStream {
  readonly #frames: AsyncGenerator<EncodedPacket, void>;
  readonly #shape: FlacShape;
  readonly #decoder: FlacFrameDecoder;

  constructor(frames: AsyncGenerator<EncodedPacket, void>, shape: FlacShape) {
    this.#frames = frames;
    this.#shape = shape;
    this.#decoder = new FlacFrameDecoder(shape);
  }

  async next(): Promise<Sound | null> {
    const { value: frame } = await this.#frames.next();
    if (frame === undefined) return null;
    const { data } = frame;
    const head = parseFlacHeader(data, 0, this.#shape);
    if (head === null) throw new Error('A frame is damaged.');
    return this.#decoder.decode(data, head).sound;
  }

  close(): void {
    void this.#frames.return();
  }
}
