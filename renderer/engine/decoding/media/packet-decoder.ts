import type { EncodedPacket } from 'mediabunny';

/** Decoded stereo sound; a mono codec fills both sides. */
export type Sound = {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly sampleRate: number;
  readonly channels: number;
};

/** Packets given to the codec ahead of what has come out. */
const inFlight = 12;

/**
 * The platform's decoder as a stream: packets in, sound out, in order. Where the sound lies is for the caller to count; the
 * platform's own time stamps are wrong after a jump (it trims the start of Opus again and forgets Vorbis' first packet).
 */
export class PacketDecoder {
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
  const { numberOfChannels: channels, sampleRate } = data;
  const left = channelOf(data, 0);
  return { left, right: channels > 1 ? channelOf(data, 1) : left, sampleRate, channels };
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
