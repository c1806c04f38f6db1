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

/** Packets given to the codec ahead of what is taken, so that it works while other stems are read. */
const packetsAhead = 16;
/** As many samples as are given at once, unless the packets end before. */
const piece = 4096;

/**
 * The platform's decoder as a stream: packets in, sound out, in order; the first sound is that of one packet, the others are of several,
 * and good until the next. Where the sound lies is for the caller to count; the platform's own time stamps are wrong after a jump (it trims
 * the start of Opus again and forgets Vorbis' first packet).
 */
export class PacketDecoder implements SoundStream {
  readonly #packets: AsyncIterator<EncodedPacket, void>;
  readonly #decoder: AudioDecoder;
  readonly #ahead: number;
  readonly #ready: AudioData[] = [];
  /** Memory for the channels of a piece. */
  #channels: readonly Float32Array[] = [];
  #given = 0;
  #came = 0;
  #readySamples = 0;
  #wanted = 1;
  #isDrained = false;
  #trouble: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(config: AudioDecoderConfig, packets: AsyncGenerator<EncodedPacket, void>, ahead = packetsAhead) {
    this.#packets = packets;
    this.#ahead = ahead;
    this.#decoder = new AudioDecoder({
      output: (data) => {
        this.#came++;
        this.#ready.push(data);
        this.#readySamples += data.numberOfFrames;
        if (this.#isEnough()) this.#wake();
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
      if (this.#trouble !== null || this.#isDrained || this.#isFirst()) {
        if (this.#ready.length > 0) return this.#take();
        if (this.#trouble !== null) throw this.#trouble;
        if (this.#isDrained) return null;
      }
      if (this.#given - this.#came + this.#ready.length < this.#ahead) await this.#giveOne();
      else if (this.#isEnough()) return this.#take();
      else await this.#somethingComes();
    }
  }

  close(): void {
    void this.#packets.return?.();
    if (this.#decoder.state !== 'closed') this.#decoder.close();
    for (const data of this.#ready.splice(0)) data.close();
  }

  /** The first sound waits for nothing behind it. */
  #isFirst(): boolean {
    return this.#wanted === 1 && this.#ready.length > 0;
  }

  /** Whether a piece is ready, or all that was given is. */
  #isEnough(): boolean {
    return this.#readySamples >= this.#wanted || this.#came >= this.#given;
  }

  /** What is ready, up to a piece, as far as it is of one kind. */
  #take(): Sound {
    const [first] = this.#ready;
    if (first === undefined) throw new RangeError('Nothing is ready.');
    const { numberOfChannels, sampleRate } = first;
    let count = 0;
    let samples = 0;
    for (const data of this.#ready) {
      const isAlike = data.numberOfChannels === numberOfChannels && data.sampleRate === sampleRate;
      if (count > 0 && (!isAlike || samples >= this.#wanted)) break;
      count++;
      samples += data.numberOfFrames;
    }
    if (this.#channels.length !== numberOfChannels || (this.#channels[0]?.length ?? 0) < samples)
      this.#channels = Array.from({ length: numberOfChannels }, () => new Float32Array(Math.max(samples, 2 * piece)));
    let at = 0;
    for (const data of this.#ready.splice(0, count)) {
      const end = at + data.numberOfFrames;
      for (const [channel, into] of this.#channels.entries()) copyChannel(data, channel, into.subarray(at, end));
      data.close();
      at = end;
    }
    this.#readySamples -= samples;
    this.#wanted = piece;
    const channels = this.#channels.map((all) => all.subarray(0, samples));
    const speakers = numberOfChannels > 2 ? usualSpeakers(numberOfChannels) : null;
    return soundOfChannels(channels, sampleRate, speakers === null ? null : downmixOf(speakers));
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

  async #somethingComes(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      // A codec may swallow a packet: then nothing comes for it, and only more packets help.
      timer = setTimeout(() => {
        if (this.#decoder.state === 'configured' && this.#decoder.decodeQueueSize === 0) this.#given = this.#came;
        resolve();
      }, 50);
    });
    clearTimeout(timer);
  }
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
function copyChannel(data: AudioData, channel: number, samples: Float32Array): void {
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
}
