import { CustomSource, EncodedPacketSink, FLAC, Input, MP4, OGG, type InputAudioTrack } from 'mediabunny';
import { fail, frames, hertz, ok, type AudioContainer, type Failure, type Result, type StemFacts } from '#contract';
import type { ByteSource } from '../byte-source.ts';
import type { NativeStem } from '../native-stem.ts';
import { findItunesGapless } from './itunes-gapless.ts';
import { codecStart, type CodecStart } from './codec-start.ts';
import { PacketDecoder, type Sound } from './packet-decoder.ts';

const formats = { flac: FLAC, ogg: OGG, m4a: MP4 } as const;
/** Enough for a packet; a file of nothing but damage must end. */
const concealedSamples = 1024;

type MediaContainer = Exclude<AudioContainer, 'mp3' | 'wav'>;

/** Opens FLAC, Ogg or M4A with the platform's decoders. Fails with `undecodable`. Only where WebCodecs are. */
export async function openMedia(bytes: ByteSource, container: MediaContainer): Promise<Result<NativeStem, Failure>> {
  const source = new CustomSource({
    getSize: () => bytes.byteLength,
    read: (start, end) => bytes.read(start, end - start),
    maxCacheSize: 512 << 10,
  });
  const input = new Input({ source, formats: [formats[container]] });
  try {
    return await openTrack(input, container === 'm4a' ? bytes : null);
  } catch (trouble) {
    input.dispose();
    return fail('undecodable', trouble instanceof Error ? trouble.message : '');
  }
}

/** `tagged`: the file, when its tags may tell of a delay that its edit list does not. */
async function openTrack(input: Input, tagged: ByteSource | null): Promise<Result<NativeStem, Failure>> {
  const track = await input.getPrimaryAudioTrack();
  const config = (await track?.getDecoderConfig()) ?? null;
  if (track === null || config === null) return fail('undecodable', 'There is no sound in it.');
  const codec = await track.getCodec();
  const start = codecStart(codec, config);
  if (start === null || !(await track.canDecode())) {
    return fail('undecodable', `Its sound (${codec ?? 'unknown'}) cannot be decoded here.`);
  }
  const first = await firstSound(track, start);
  if (first === null) return fail('undecodable', 'There is no sound in it.');
  const { sampleRate, channels } = first;
  if (channels !== 1 && channels !== 2)
    return fail('undecodable', `It has ${channels} channels; 1 or 2 can be played.`);
  const total = Math.round((await track.computeDuration()) * sampleRate);
  const isEdited = (await track.getFirstTimestamp()) < 0;
  const gapless = isEdited || tagged === null ? null : await findItunesGapless(tagged);
  const skipped = gapless?.delay ?? 0;
  const lengthFrames = frames(Math.max(0, Math.min(total - skipped, gapless?.lengthFrames ?? Infinity)));
  return ok(new MediaStem(input, track, start, skipped, { sampleRate: hertz(sampleRate), channels, lengthFrames }));
}

/** Only what comes out tells the real rate: AAC may double the rate its container states. */
async function firstSound(track: InputAudioTrack, start: CodecStart): Promise<Sound | null> {
  const decoder = new PacketDecoder(start.config, new EncodedPacketSink(track).packets());
  try {
    return await decoder.next();
  } finally {
    decoder.close();
  }
}

class MediaStem implements NativeStem {
  readonly facts: StemFacts;
  readonly #input: Input;
  readonly #sink: EncodedPacketSink;
  readonly #start: CodecStart;
  /** Frames of the codec before the first of the stem. */
  readonly #skipped: number;
  #decoder: PacketDecoder | null = null;
  #sound: Sound | null = null;
  #soundStart = 0;
  #concealed = 0;

  constructor(input: Input, track: InputAudioTrack, start: CodecStart, skipped: number, facts: StemFacts) {
    this.#skipped = skipped;
    this.#input = input;
    this.#sink = new EncodedPacketSink(track);
    this.#start = start;
    this.facts = facts;
  }

  concealedFrames(): number {
    return this.#concealed;
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
    this.#decoder?.close();
    this.#decoder = null;
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
      if (sound === null) return null;
      if (frame < this.#soundStart + sound.left.length) return sound;
    }
    return null;
  }

  async #next(decoder: PacketDecoder): Promise<Sound | null> {
    try {
      this.#soundStart += this.#sound?.left.length ?? 0;
      this.#sound = await decoder.next();
      return this.#sound;
    } catch {
      return this.#concealFrom(this.#soundStart);
    }
  }

  /** The codec gave up: a packet's length of silence, and it begins anew behind it. */
  async #concealFrom(frame: number): Promise<Sound | null> {
    if (frame >= this.#skipped + this.facts.lengthFrames) return null;
    this.#concealed++;
    const silence = new Float32Array(concealedSamples);
    await this.#seek(frame + concealedSamples, 0);
    this.#sound = { left: silence, right: silence, sampleRate: this.facts.sampleRate, channels: this.facts.channels };
    this.#soundStart = frame;
    return this.#sound;
  }

  async #seek(frame: number, preRoll = this.#start.preRoll): Promise<void> {
    this.#decoder?.close();
    this.#decoder = null;
    this.#sound = null;
    const { sampleRate } = this.facts;
    const first = await this.#sink.getFirstPacket();
    const from = Math.max(first?.timestamp ?? 0, (frame - preRoll + 0.5) / sampleRate);
    const packet = (await this.#sink.getPacket(from)) ?? first;
    if (packet === null) return;
    const isFirst = packet.sequenceNumber === first?.sequenceNumber;
    this.#soundStart = Math.round(this.#start.firstSound(packet, isFirst) * sampleRate);
    this.#decoder = new PacketDecoder(this.#start.config, this.#sink.packets(packet));
  }
}
