import { CustomSource, EncodedPacketSink, FLAC, Input, MP4, OGG, type EncodedPacket } from 'mediabunny';
import { fail, frames, hertz, ok, type AudioContainer, type Failure, type Result, type StemFacts } from '#contract';
import type { ByteSource } from '../byte-source.ts';
import type { NativeStem } from '../native-stem.ts';
import { withIntactPages } from './intact-pages.ts';
import { findItunesGapless } from './itunes-gapless.ts';
import { codecStart, type CodecStart } from './codec-start.ts';
import { FlacPackets, type PacketSource } from './flac/flac-packets.ts';
import { PacketDecoder, type Sound } from './packet-decoder.ts';

const formats = { flac: FLAC, ogg: OGG, m4a: MP4 } as const;
/** How far behind damage the next packet is looked for, in samples: near it closely, then farther and farther. */
const nextTry = (ahead: number): number => Math.max(1024, Math.min(ahead * 2, Math.max(ahead + 16_384, ahead * 1.2)));

type MediaContainer = Exclude<AudioContainer, 'mp3' | 'wav'>;

/** Opens FLAC, Ogg or M4A with the platform's decoders. Fails with `undecodable`. Only where WebCodecs are. */
export async function openMedia(bytes: ByteSource, container: MediaContainer): Promise<Result<NativeStem, Failure>> {
  if (bytes.byteLength === 0) return fail('undecodable', 'The file is empty.');
  const readable = container === 'ogg' ? await withIntactPages(bytes) : bytes;
  const source = new CustomSource({
    getSize: () => readable.byteLength,
    read: (start, end) => readable.read(start, end - start),
    maxCacheSize: 512 << 10,
  });
  const input = new Input({ source, formats: [formats[container]] });
  try {
    const flac = container === 'flac' ? await FlacPackets.open(bytes) : null;
    return await openTrack(input, flac, container === 'm4a' ? bytes : null);
  } catch (trouble) {
    input.dispose();
    return fail('undecodable', trouble instanceof Error ? trouble.message : '');
  }
}

/**
 * `flac`: its own way to the packets of a FLAC file. `tagged`: the file, when its tags may tell of a delay that its edit list
 * does not.
 */
async function openTrack(
  input: Input,
  flac: FlacPackets | null,
  tagged: ByteSource | null,
): Promise<Result<NativeStem, Failure>> {
  const track = await input.getPrimaryAudioTrack();
  const config = (await track?.getDecoderConfig()) ?? null;
  if (track === null || config === null) return fail('undecodable', 'There is no sound in it.');
  const codec = await track.getCodec();
  const start = codecStart(codec, config);
  if (start === null || !(await track.canDecode())) {
    return fail('undecodable', `Its sound (${codec ?? 'unknown'}) cannot be decoded here.`);
  }
  const packets = flac ?? new EncodedPacketSink(track);
  const first = await firstSound(packets, start);
  if (first === null) return fail('undecodable', 'There is no sound in it.');
  const { sampleRate, channels } = first;
  if (channels !== 1 && channels !== 2)
    return fail('undecodable', `It has ${channels} channels; 1 or 2 can be played.`);
  const total = (await flac?.lengthSamples()) ?? Math.round((await track.computeDuration()) * sampleRate);
  const isEdited = (await track.getFirstTimestamp()) < 0;
  const gapless = isEdited || tagged === null ? null : await findItunesGapless(tagged);
  const skipped = gapless?.delay ?? 0;
  const lengthFrames = frames(Math.max(0, Math.min(total - skipped, gapless?.lengthFrames ?? Infinity)));
  return ok(new MediaStem(input, packets, start, skipped, { sampleRate: hertz(sampleRate), channels, lengthFrames }));
}

/** Only what comes out tells the real rate: AAC may double the rate its container states. */
async function firstSound(packets: PacketSource, start: CodecStart): Promise<Sound | null> {
  const decoder = new PacketDecoder(start.config, packets.packets());
  try {
    return await decoder.next();
  } finally {
    decoder.close();
  }
}

class MediaStem implements NativeStem {
  readonly facts: StemFacts;
  readonly #input: Input;
  readonly #sink: PacketSource;
  readonly #start: CodecStart;
  /** Frames of the codec before the first of the stem. */
  readonly #skipped: number;
  #decoder: PacketDecoder | null = null;
  #sound: Sound | null = null;
  #soundStart = 0;
  /** Packets lost before the one with this time. */
  readonly #concealed = new Map<number, { readonly packets: number; readonly seconds: number }>();

  constructor(input: Input, sink: PacketSource, start: CodecStart, skipped: number, facts: StemFacts) {
    this.#skipped = skipped;
    this.#input = input;
    this.#sink = sink;
    this.#start = start;
    this.facts = facts;
  }

  concealedFrames(): number {
    return [...this.#concealed.values()].reduce((sum, { packets }) => sum + packets, 0);
  }

  concealedSeconds(): number {
    return [...this.#concealed.values()].reduce((sum, { seconds }) => sum + seconds, 0);
  }

  async read(startFrame: number, left: Float32Array, right: Float32Array): Promise<number> {
    const count = Math.max(0, Math.min(left.length, this.facts.lengthFrames - startFrame));
    left.fill(0);
    right.fill(0);
    let done = 0;
    while (done < count) {
      const frame = this.#skipped + startFrame + done;
      const sound = await this.#soundFrom(frame);
      if (sound === null) break;
      const from = Math.max(0, frame - this.#soundStart);
      // Sound that begins later leaves silence before it.
      const gap = Math.max(0, this.#soundStart - frame);
      const taken = Math.min(count - done - gap, sound.left.length - from);
      if (taken <= 0) break;
      left.set(sound.left.subarray(from, from + taken), done + gap);
      right.set(sound.right.subarray(from, from + taken), done + gap);
      done += gap + taken;
    }
    return count;
  }

  close(): void {
    this.#stop();
    this.#input.dispose();
  }

  /** The decoded piece that holds this frame or is the first after it. Null at the end. */
  async #soundFrom(frame: number): Promise<Sound | null> {
    const kept = this.#sound;
    if (kept !== null && this.#soundStart <= frame && frame < this.#soundStart + kept.left.length) return kept;
    const end = this.#soundStart + (kept?.left.length ?? 0);
    const isSequential = this.#decoder !== null && end <= frame && frame - end <= this.#start.preRoll;
    if (!isSequential) await this.#seek(frame);
    while (this.#decoder !== null) {
      const sound = await this.#next(this.#decoder);
      if (sound !== null && frame < this.#soundStart + sound.left.length) return sound;
      if (sound === null && !(await this.#resumeBehind())) return null;
    }
    return null;
  }

  /** Null when the codec is at the end of what it can read, or gave up. */
  async #next(decoder: PacketDecoder): Promise<Sound | null> {
    this.#soundStart += this.#sound?.left.length ?? 0;
    this.#sound = null;
    try {
      this.#sound = await decoder.next();
    } catch {
      // The packet is damaged.
    }
    return this.#sound;
  }

  /** Goes on with the first packet behind damage; what was lost leaves silence. False when there is none: it was the end. */
  async #resumeBehind(): Promise<boolean> {
    const broke = this.#soundStart;
    const end = this.#skipped + this.facts.lengthFrames;
    this.#stop();
    for (let ahead = 0; broke + ahead < end; ahead = nextTry(ahead)) {
      const packet = await this.#packetBehind(broke + ahead);
      if (packet === null) continue;
      this.#begin(packet, false);
      const seconds = Math.max(0, this.#soundStart - broke) / this.facts.sampleRate;
      this.#concealed.set(packet.timestamp, { packets: Math.max(1, Math.round(seconds / packet.duration)), seconds });
      return true;
    }
    return false;
  }

  /** The first packet whose sound begins behind this frame; null when there is none to be found from here. */
  async #packetBehind(frame: number): Promise<EncodedPacket | null> {
    const { sampleRate } = this.facts;
    try {
      const packet = await this.#sink.getPacket((Math.floor(frame) + 0.5) / sampleRate);
      if (packet === null || Math.round(packet.timestamp * sampleRate) > frame) return packet;
      return await this.#sink.getNextPacket(packet);
    } catch {
      // The file cannot be searched across the damage.
      return null;
    }
  }

  async #seek(frame: number): Promise<void> {
    this.#stop();
    const { sampleRate } = this.facts;
    const first = await this.#sink.getFirstPacket();
    const from = Math.max(first?.timestamp ?? 0, (frame - this.#start.preRoll + 0.5) / sampleRate);
    const packet = (await this.#sink.getPacket(from).catch(() => null)) ?? first;
    if (packet !== null) this.#begin(packet, packet.sequenceNumber === first?.sequenceNumber);
  }

  #begin(packet: EncodedPacket, isFirst: boolean): void {
    this.#soundStart = Math.round(this.#start.firstSound(packet, isFirst) * this.facts.sampleRate);
    const packets = this.#sink.packets(packet);
    this.#decoder = new PacketDecoder(this.#start.config, this.#start.intact?.(packets) ?? packets);
  }

  #stop(): void {
    this.#decoder?.close();
    this.#decoder = null;
    this.#sound = null;
  }
}
