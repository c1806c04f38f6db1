/** Frames of sound in every packet: 20 ms at 48 kHz. */
export const opusPacketFrames = 960;
export const opusRate = 48_000;

/** An encoder that takes sound packet by packet and emits the bytes of each, in order, but later. */
export type OpusPackets = {
  /** Takes one packet's frames and answers when it can take more. Rejects when encoding failed. */
  readonly encode: (left: Float32Array, right: Float32Array) => Promise<void>;
  /** Answers when everything has come out. */
  readonly finish: () => Promise<void>;
};

/** Starts one. `onPacket` is given every packet, and frames that the encoder put before the sound. Rejects when there is none here. */
export type OpenOpusPackets = (
  kbps: number,
  onPacket: (packet: Uint8Array, delay: number) => void,
) => Promise<OpusPackets>;

/** What the encoder may have waiting: four seconds. */
const mostWaiting = 200;
const delayAt = 10;

/** The Opus encoder that comes with Chromium. */
export const openWebCodecs: OpenOpusPackets = async (kbps, onPacket) => {
  const config: AudioEncoderConfig = {
    codec: 'opus',
    sampleRate: opusRate,
    numberOfChannels: 2,
    bitrate: kbps * 1000,
    bitrateMode: 'variable',
    opus: { frameDuration: 20_000, complexity: 10 },
  };
  if (!('AudioEncoder' in globalThis) || !(await AudioEncoder.isConfigSupported(config)).supported) {
    throw new Error('There is no Opus encoder here.');
  }
  let delay: number | null = null;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;
  const fails = (error: Error): void => {
    failure ??= error;
    wake();
  };
  const encoder = new AudioEncoder({
    output: (chunk, metadata) => {
      delay ??= delayOf(metadata?.decoderConfig?.description);
      if (delay === null) {
        fails(new Error('The Opus encoder does not tell its delay.'));
        return;
      }
      const packet = new Uint8Array(chunk.byteLength);
      chunk.copyTo(packet);
      onPacket(packet, delay);
    },
    error: fails,
  });
  encoder.addEventListener('dequeue', () => {
    wake();
  });
  encoder.configure(config);
  let sent = 0;
  const queueBelow = async (most: number): Promise<void> => {
    while (failure === null && encoder.encodeQueueSize > most) await new Promise<void>((resolve) => (wake = resolve));
    if (failure !== null) throw failure;
  };
  return {
    encode: async (left, right) => {
      await queueBelow(mostWaiting);
      const planes = new Float32Array(2 * opusPacketFrames);
      planes.set(left);
      planes.set(right, opusPacketFrames);
      const sound = new AudioData({
        format: 'f32-planar',
        sampleRate: opusRate,
        numberOfFrames: opusPacketFrames,
        numberOfChannels: 2,
        timestamp: (sent / opusRate) * 1e6,
        data: planes,
      });
      sent += opusPacketFrames;
      encoder.encode(sound);
      sound.close();
    },
    finish: async () => {
      await encoder.flush();
      await queueBelow(0);
      encoder.close();
    },
  };
};

/** The pre-skip in Opus' identification header (RFC 7845 section 5.1); null when that is not there. */
function delayOf(header: AllowSharedBufferSource | undefined): number | null {
  if (header === undefined || header.byteLength < delayAt + 2) return null;
  const [buffer, start] = ArrayBuffer.isView(header) ? [header.buffer, header.byteOffset] : [header, 0];
  return new DataView(buffer, start).getUint16(delayAt, true);
}
