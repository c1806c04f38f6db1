import type { Mp3Quality } from '#contract';
import { createEncoder, type WasmMediaEncoder } from 'wasm-media-encoders/esnext';
import { compiledOnce } from '../../dsp/wasm.ts';

/** Of what is in the package. */
export const lameVersion = 'LAME3.100';

export type Mp3Rate = 44_100 | 48_000;

const compiled = compiledOnce(async () => {
  const { default: base64Url } = await import('wasm-media-encoders/wasm/mp3?url&inline');
  return base64Url.slice(base64Url.indexOf(',') + 1);
});

/** LAME at work on one stereo stream. The same samples give the same bytes. It writes no tag. */
export class Lame {
  readonly #encoder: WasmMediaEncoder<'audio/mpeg'>;

  private constructor(encoder: WasmMediaEncoder<'audio/mpeg'>) {
    this.#encoder = encoder;
  }

  /** Rejects when it cannot be started here. LAME itself is a file of its own in the app, so that another build can take its place. */
  static async start(quality: Mp3Quality, sampleRate: Mp3Rate): Promise<Lame> {
    const encoder = await createEncoder('audio/mpeg', await compiled());
    const common = { channels: 2, sampleRate, outputSampleRate: sampleRate } as const;
    encoder.configure({ ...common, ...wanted[quality] });
    return new Lame(encoder);
  }

  /** Full scale at ±1. What comes out lies in LAME's memory, until it is asked for more. */
  encode(left: Float32Array, right: Float32Array): Uint8Array {
    return this.#encoder.encode([left, right]);
  }

  finish(): Uint8Array {
    return this.#encoder.finalize();
  }
}

const wanted = {
  128: { bitrate: 128 },
  160: { bitrate: 160 },
  192: { bitrate: 192 },
  224: { bitrate: 224 },
  256: { bitrate: 256 },
  320: { bitrate: 320 },
  V2: { vbrQuality: 2 },
  V0: { vbrQuality: 0 },
} as const;
