import type { EncodedPacket } from 'mediabunny';
import { startedOnce } from '../../dsp/wasm.ts';
import { downmixOf, usualSpeakers } from '../downmix.ts';
import { soundOfChannels, type Sound, type SoundStream } from '../shared/packet-decoder.ts';
import { wasm } from './assembly/index.ts?assembly';
import { isFlacFrameIntact, parseFlacHeader } from './flac-frames.ts';
import { channelsOf } from './frame-length.ts';
import type { FlacShape } from './flac-header.ts';

/** What `assembly/index.ts` exports; addresses are bytes in its memory. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  /** 0 when there is no memory for it. */
  readonly placeFrame: (length: number, samples: number, channels: number) => number;
  readonly placeOf: (channel: number, samples: number) => number;
  /** 0 when the frame contradicts itself. */
  readonly decodeFrame: (length: number, head: number, samples: number, assignment: number, depth: number) => number;
};

/** One for all stems of a thread: frames stand for themselves. */
const kernels = startedOnce(wasm, (exports) => exports as Exports);

/** The most bits of a sample that this decodes; deeper ones are for the platform. */
const mostDepth = 24;

/**
 * Our own decoder of FLAC (RFC 9639), in WebAssembly with SIMD: frames in, sound out, to the very sample. Rejects at a frame that is
 * damaged, or deeper than 24 bits.
 */
export class FlacDecoder implements SoundStream {
  readonly #frames: AsyncGenerator<EncodedPacket, void>;
  readonly #shape: FlacShape;

  constructor(frames: AsyncGenerator<EncodedPacket, void>, shape: FlacShape) {
    this.#frames = frames;
    this.#shape = shape;
  }

  async next(): Promise<Sound | null> {
    const { value: frame } = await this.#frames.next();
    return frame === undefined ? null : decodeFlacFrame(frame.data, this.#shape);
  }

  close(): void {
    void this.#frames.return();
  }
}

/** Decodes one whole frame. Throws when it is damaged, or deeper than 24 bits. */
export function decodeFlacFrame(frame: Uint8Array, shape: FlacShape): Sound {
  const head = parseFlacHeader(frame, 0, shape);
  if (head === null || !isFlacFrameIntact(frame)) throw new Error('A frame is damaged.');
  if (head.bits > mostDepth) throw new Error(`Its samples have ${String(head.bits)} bits.`);
  const own = kernels();
  const { samples, channelCode, byteLength } = head;
  const count = channelsOf(head);
  const place = own.placeFrame(frame.length, samples, count);
  if (place === 0) throw new Error('There is no memory for a frame.');
  new Uint8Array(own.memory.buffer, place, frame.length).set(frame);
  if (own.decodeFrame(frame.length, byteLength, samples, channelCode, head.bits) === 0)
    throw new Error('A frame is damaged.');
  const channels = Array.from({ length: count }, (_, channel) =>
    new Float32Array(own.memory.buffer, own.placeOf(channel, samples), samples).slice(),
  );
  const speakers = count > 2 ? usualSpeakers(count) : null;
  return soundOfChannels(channels, shape.sampleRate, speakers === null ? null : downmixOf(speakers));
}
