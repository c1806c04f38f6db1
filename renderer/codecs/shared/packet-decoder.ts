import type { EncodedPacket } from 'mediabunny';
import { downmixOf, usualSpeakers, type Downmix } from '../downmix.ts';

/** Decoded stereo sound; a mono codec fills both sides. */
export type Sound = {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly sampleRate: number;
  /** Of the codec. */
  readonly channels: number;
  /** What was mixed down to two, such as `5.1`. */
  readonly mixedFrom: string | null;
  /** How many moments there are in it in which samples were no numbers. */
  readonly brokenMoments: number;
};

/** Packets in, sound out. */
export type SoundStream = {
  /** The next piece of sound; null at the end. Rejects when a packet is damaged or the codec gives up. */
  next(): Promise<Sound | null>;
  close(): void;
};

/** Packets given to the codec ahead of what has come out. */
const inFlight = 12;

/**
 * The platform's decoder as a stream: packets in, sound out, in order. Where the sound lies is for the caller to count; the
 * platform's own time stamps are wrong after a jump (it trims the start of Opus again and forgets Vorbis' first packet).
 */
export class PacketDecoder implements SoundStream {
  readonly #packets: AsyncIterator<EncodedPacket, void>;
  readonly #decoder: AudioDecoder;
  readonly #ready: Sound[] = [];
  #given = 0;
  #came = 0;
  #isDrained = false;
  #trouble: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(config: AudioDecoderConfig, packets: AsyncGenerator<EncodedPacket, void>) {
    this.#packets = packets;
    this.#decoder = new AudioDecoder({
      output: (data) => {
        this.#came++;
        this.#ready.push(soundOf(data));
        data.close();
        this.#wake();
      },
      error: (trouble) => {
        this.#trouble = trouble;
        this.#wake();
      },
    });
    this.#decoder.configure(config);
  }

  /** The next piece of sound; null at the end. Rejects when the codec gives up or a packet is known to be damaged; what came out before is given first. */
  async next(): Promise<Sound | null> {
    for (;;) {
      const sound = this.#ready.shift();
      if (sound !== undefined) return sound;
      if (this.#trouble !== null) throw this.#trouble;
      if (this.#isDrained) return null;
      if (this.#given - this.#came < inFlight) await this.#giveOne();
      else await this.#somethingComes();
    }
  }

  close(): void {
    void this.#packets.return?.();
    if (this.#decoder.state !== 'closed') this.#decoder.close();
  }

  async #giveOne(): Promise<void> {
    let packet: EncodedPacket | undefined;
    try {
      packet = (await this.#packets.next()).value ?? undefined;
    } catch (trouble) {
      await this.#drain();
      this.#trouble ??= trouble instanceof Error ? trouble : new Error(String(trouble));
      return;
    }
    if (this.#trouble !== null) return;
    if (packet === undefined) {
      await this.#drain();
      this.#isDrained = true;
      return;
    }
    this.#given++;
    this.#decoder.decode(packet.toEncodedAudioChunk());
  }

  /** Waits until all that was given has come out. */
  async #drain(): Promise<void> {
    await this.#decoder.flush().catch(() => undefined);
  }

  #somethingComes(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      // A codec may swallow a packet: then nothing comes for it, and only more packets help.
      setTimeout(() => {
        if (this.#decoder.state === 'configured' && this.#decoder.decodeQueueSize === 0) this.#given = this.#came;
        resolve();
      }, 50);
    });
  }
}

function soundOf(data: AudioData): Sound {
  const { numberOfChannels, sampleRate } = data;
  const channels = Array.from({ length: numberOfChannels }, (_, channel) => channelOf(data, channel));
  const speakers = numberOfChannels > 2 ? usualSpeakers(numberOfChannels) : null;
  return soundOfChannels(channels, sampleRate, speakers === null ? null : downmixOf(speakers));
}

/** Whole channels as stereo sound. Without a `downmix` of many the first two are heard. */
export function soundOfChannels(channels: readonly Float32Array[], sampleRate: number, downmix: Downmix | null): Sound {
  const mixed = (gains: readonly number[]): Float32Array => {
    const sum = new Float32Array(channels[0]?.length ?? 0);
    for (const [index, channel] of channels.entries()) {
      const gain = gains[index] ?? 0;
      if (gain !== 0) for (const [at, sample] of channel.entries()) sum[at] = (sum[at] ?? 0) + gain * sample;
    }
    return sum;
  };
  const [first = new Float32Array(0), second = first] = channels;
  const [left, right] = downmix === null ? [first, second] : [mixed(downmix.left), mixed(downmix.right)];
  const mixedFrom = downmix?.from ?? null;
  return { left, right, sampleRate, channels: channels.length, mixedFrom, brokenMoments: 0 };
}

/**
 * The platform's own conversion of integers divides what is above 0 by another number than what is below, so integers are
 * converted here.
 */
function channelOf(data: AudioData, channel: number): Float32Array {
  const samples = new Float32Array(data.numberOfFrames);
  const format = data.format ?? '';
  const isPlanar = format.endsWith('-planar');
  const count = data.numberOfFrames * (isPlanar ? 1 : data.numberOfChannels);
  const plane = { planeIndex: isPlanar ? channel : 0 };
  const stride = isPlanar ? 1 : data.numberOfChannels;
  const first = isPlanar ? 0 : channel;
  if (format.startsWith('s16')) {
    const steps = new Int16Array(count);
    data.copyTo(steps, plane);
    for (let i = 0; i < samples.length; i++) samples[i] = (steps[first + i * stride] ?? 0) / 32_768;
  } else if (format.startsWith('s32')) {
    const steps = new Int32Array(count);
    data.copyTo(steps, plane);
    for (let i = 0; i < samples.length; i++) samples[i] = (steps[first + i * stride] ?? 0) / 2_147_483_648;
  } else data.copyTo(samples, { planeIndex: channel, format: 'f32-planar' });
  return samples;
}
