import {
  ADTS,
  CustomSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  type InputFormat,
  MATROSKA,
  QuickTimeInputFormat,
  WEBM,
} from 'mediabunny';
import { frames, hertz, ok, type AudioContainer, type Failure, type Result, type StemFacts, failFrom } from '#contract';
import type { ByteSource } from '../byte-source.ts';
import { usualSpeakers } from '../downmix.ts';
import type { NativeStem } from '../stem-source.ts';
import { framesPerMoment } from '../pcm/unpack-frames.ts';
import { damaged, type OtherCodec, refuseShape, unsupported, unsupportedSound } from '../refusal.ts';
import { parseAlacConfig } from '../mp4/alac-decoder.ts';
import { alacStart, codecStarts, ownAacStart, pcmStart, type CodecStart } from './codec-start.ts';
import { codecName } from './codec-names.ts';
import type { PacketSource } from '../flac/flac-packets.ts';
import { readSampleTable } from '../mp4/read-sample-table.ts';
import { readAdtsTable } from '../aac/read-adts-table.ts';
import { areChunksWithinTracks, findAlacCookie, isFragmented, readMovie } from '../mp4/movie-reader.ts';
import { findSoundCheckInMovie, type SoundCheckComment } from './sound-check-comment.ts';
import { MatroskaPackets } from '../matroska/matroska-packets.ts';
import { withSegmentEnd } from '../matroska/segment-end.ts';
import type { Sound, SoundStream } from './packet-decoder.ts';
import { TablePackets } from './table-packets.ts';

/**
 * The library takes only files that begin with `ftyp` for QuickTime, and tells MP4 and QuickTime apart by a brand that says
 * little: what the file is has been seen by then.
 */
class AnyIsoMedia extends QuickTimeInputFormat {
  _canReadInput(): Promise<boolean> {
    return Promise.resolve(true);
  }
}

const formats: Readonly<Record<MediaContainer, readonly InputFormat[]>> = {
  m4a: [new AnyIsoMedia()],
  aac: [ADTS],
  webm: [MATROSKA, WEBM],
};
/** How far behind damage the next packet is looked for, in samples: near it closely, then farther and farther. */
const nextTry = (ahead: number): number => Math.max(1024, Math.min(ahead * 2, Math.max(ahead + 16_384, ahead * 1.2)));

type MediaContainer = Extract<AudioContainer, 'm4a' | 'aac' | 'webm'>;

/**
 * Opens MP4 and QuickTime, AAC or Matroska, with the platform's decoders where it has one: only where WebCodecs are.
 * Fails with `undecodable` when the bytes are damaged, with `unsupportedCodec` when there is no sound that can be played.
 */
export async function openMedia(bytes: ByteSource, container: MediaContainer): Promise<Result<NativeStem, Failure>> {
  if (bytes.byteLength === 0) return damaged((text) => text.empty);
  const readable = container === 'webm' ? await withSegmentEnd(bytes) : bytes;
  const source = new CustomSource({
    getSize: () => readable.byteLength,
    read: (start, end) => readable.read(start, end - start),
    maxCacheSize: container === 'webm' ? 0 : 512 << 10,
  });
  const input = new Input({ source, formats: [...formats[container]] });
  let opened: Result<NativeStem, Failure>;
  try {
    opened = await openTrack(input, bytes, container);
  } catch (trouble) {
    opened = failFrom('undecodable', trouble);
  }
  if (!opened.ok) input.dispose();
  return opened;
}

async function openTrack(
  input: Input,
  bytes: ByteSource,
  container: MediaContainer,
): Promise<Result<NativeStem, Failure>> {
  const movie = container === 'm4a' ? await readMovie(bytes) : null;
  if (container === 'm4a' && movie === null && !(await isFragmented(bytes)))
    return damaged((text) => text.indexMissing);
  if (movie !== null && !areChunksWithinTracks(movie)) return damaged((text) => text.indexContradicts);
  const track = await input.getPrimaryAudioTrack();
  if (track === null) return unsupported((text) => text.noTrack);
  const refused = refuseShape(await track.getSampleRate(), await track.getNumberOfChannels());
  if (refused !== null) return refused;
  const sink = new EncodedPacketSink(track);
  const packets = await packetsOf(sink, track, bytes, container, movie);
  const starts = await startsOf(track, packets, movie);
  const [usual] = starts;
  if (usual === undefined) return unsupportedSound(await codecOf(track));
  const heard = await firstHeard(packets, usual, starts.slice(1)).catch(async (trouble: unknown) => {
    if (!isUnknownToPlatform(trouble)) throw trouble;
    return unsupportedSound(await codecOf(track));
  });
  if ('ok' in heard) return heard;
  const { start, first } = heard;
  if (first === null) return damaged((text) => text.noSound);
  const unmixed = refuseUnmixed(first);
  if (unmixed !== null) {
    heard.stream?.close();
    return unmixed;
  }
  const total = await lengthOf(track, packets, start, first.sampleRate);
  const isEdited = (await track.getFirstTimestamp()) < 0;
  const gapless = isEdited || movie === null ? null : findSoundCheckInMovie(movie);
  const isDoubled = (await track.getCodec()) === 'aac' && first.left.length > aacFrame;
  const { skipped, length } = placeOf(total, gapless, isEdited, isDoubled);
  const facts = factsOf(first, length);
  const dispose = (): void => {
    input.dispose();
  };
  if (!(packets instanceof TablePackets)) return ok(new MediaStem(packets, heard, skipped, facts, dispose));
  // The library is not asked any more.
  dispose();
  return ok(new MediaStem(packets, heard, skipped, facts, () => undefined));
}

/** Our own reader of the packets where the library takes long, and their places can be told. */
async function packetsOf(
  sink: PacketSource,
  track: InputAudioTrack,
  bytes: ByteSource,
  container: MediaContainer,
  movie: Uint8Array | null,
): Promise<PacketSource> {
  if (container === 'webm') return MatroskaPackets.over(sink, track);
  const table = movie === null ? await readAdtsTable(bytes) : readSampleTable(movie, track.id);
  return table === null ? sink : new TablePackets(bytes, table, await track.getFirstTimestamp());
}

const codecOf = async (track: InputAudioTrack): Promise<OtherCodec> =>
  codecName(await track.getCodec(), await track.getInternalCodecId());

/**
 * Whether the platform's decoder took a configuration when it was asked, and does not when it is to decode, as AAC in four channels:
 * WebCodecs has `NotSupportedError` for that, Chromium says `OperationError`. A damaged packet is an `EncodingError`.
 */
const isUnknownToPlatform = (trouble: unknown): boolean =>
  trouble instanceof DOMException && /^(NotSupported|Operation)Error$/.test(trouble.name);

/** Why this first sound of a stem cannot be mixed down to stereo; null when it is, or can be. */
export const refuseUnmixed = ({ channels, mixedFrom }: Sound): ReturnType<typeof refuseShape> =>
  channels > 2 && mixedFrom === null && usualSpeakers(channels) === null
    ? unsupported((text) => text.tooManyChannels(channels, 8))
    : null;

/** The facts of a stem that begins with this sound and has `length` frames. */
export const factsOf = ({ sampleRate, channels, mixedFrom }: Sound, length: number): StemFacts => ({
  sampleRate: hertz(sampleRate),
  channels: channels === 1 ? 1 : 2,
  lengthFrames: frames(length),
  ...(mixedFrom === null ? {} : { mixedFrom }),
});

const aacFrame = 1024;
/** How late HE-AAC comes out besides, in samples: 577 of its filter banks and 6 steps of 64 (ISO 14496-3 4.6.18). */
const bandReplicationDelay = 961;

/**
 * How many samples come out before the sound, and how many belong to it. What a file says of HE-AAC (`isDoubled`) counts at the rate of
 * its core, which is half, and leaves out what only its decoder does.
 */
function placeOf(
  total: number,
  gapless: SoundCheckComment | null,
  isEdited: boolean,
  isDoubled: boolean,
): { readonly skipped: number; readonly length: number } {
  const late = isDoubled ? bandReplicationDelay : 0;
  if (gapless === null) return isEdited ? { skipped: late, length: total } : { skipped: 0, length: total };
  const { delay, lengthFrames, padding } = gapless;
  const isOfCore = isDoubled && 2 * (delay + lengthFrames + padding) <= total + 2 * aacFrame;
  const scale = isOfCore ? 2 : 1;
  // What the decoder is late by is missing at the end, where it is silent.
  const length = Math.max(0, Math.min(total - delay * scale, lengthFrames * scale));
  return { skipped: delay * scale + late, length };
}

async function lengthOf(
  track: InputAudioTrack,
  packets: PacketSource,
  start: CodecStart,
  sampleRate: number,
): Promise<number> {
  if (packets instanceof TablePackets) return Math.round(packets.lengthSeconds * sampleRate);
  if (!(packets instanceof MatroskaPackets)) return Math.round((await track.computeDuration()) * sampleRate);
  const last = start.preRoll === 0 ? await packets.getPacket(Infinity) : null;
  if (last === null) return packets.lengthSamples(sampleRate);
  // The last packet may be shorter than the others, which nothing but its sound tells.
  const sound = await firstSound(packets, start, last);
  return Math.round(last.timestamp * sampleRate) + (sound?.left.length ?? 0);
}

/** Ways to decode a track; none when that cannot be done. */
async function startsOf(
  track: InputAudioTrack,
  packets: PacketSource,
  movie: Uint8Array | null,
): Promise<readonly CodecStart[]> {
  const codec = await track.getCodec();
  if (codec === null) {
    const cookie = movie !== null && (await track.getInternalCodecId()) === 'alac' ? findAlacCookie(movie) : null;
    const alac = cookie === null ? null : parseAlacConfig(cookie);
    return alac === null ? [] : [alacStart(alac)];
  }
  const pcm = pcmStart(codec, await track.getSampleRate(), await track.getNumberOfChannels());
  if (pcm !== null) return [pcm];
  const config = await track.getDecoderConfig();
  const own = config === null || codec !== 'aac' ? null : await ownAacStartOf(packets, config);
  if (own !== null) return [own];
  return config !== null && (await track.canDecode()) ? codecStarts(codec, config) : [];
}

/** Null when the stream is not for our own decoder, or has no packet that can be read. */
export async function ownAacStartOf(packets: PacketSource, config: AudioDecoderConfig): Promise<CodecStart | null> {
  const first = await packets.getFirstPacket();
  return first && ownAacStart(config, first);
}

/** Only what comes out tells the real rate: AAC may double the rate its container states. */
export async function firstSound(
  packets: PacketSource,
  start: CodecStart,
  from?: EncodedPacket,
): Promise<Sound | null> {
  const decoder = start.decode(packets.packets(from));
  try {
    return await decoder.next();
  } finally {
    decoder.close();
  }
}

/**
 * A way of decoding, its first sound from the start of the stem (null: there is none), and the stream behind that sound, which goes on; null
 * when it is closed.
 */
export type Heard = { readonly start: CodecStart; readonly first: Sound | null; readonly stream: SoundStream | null };

/** The first sound by the first way of decoding that gives some. Rejects with what the last of them does. */
export async function firstHeard(
  packets: PacketSource,
  start: CodecStart,
  others: readonly CodecStart[],
): Promise<Heard> {
  const [next, ...rest] = others;
  const stream = start.decode(packets.packets());
  try {
    const first = await stream.next();
    if (first !== null) return { start, first, stream };
    stream.close();
    return { start, first, stream: null };
  } catch (trouble) {
    stream.close();
    if (next === undefined) throw trouble;
    return firstHeard(packets, next, rest);
  }
}

/** How many packets like this one such a time takes; the first of Vorbis behind damage has no length of its own. */
const packetsIn = (seconds: number, { duration }: EncodedPacket): number =>
  duration > 0 ? Math.max(1, Math.round(seconds / duration)) : 1;

/** A stem in packets that a decoder of the platform or of a package turns into sound. */
export class MediaStem implements NativeStem {
  readonly facts: StemFacts;
  readonly #dispose: () => void;
  readonly #sink: PacketSource;
  readonly #start: CodecStart;
  /** Frames of the codec before the first of the stem. */
  readonly #skipped: number;
  /** Once it was needed. */
  #first: EncodedPacket | null = null;
  /** What was decoded to open the stem, until it is used or something else is read. */
  #opened: Heard | null;
  #decoder: SoundStream | null = null;
  #sound: Sound | null = null;
  #soundStart = 0;
  /** Packets lost before the one with this time. */
  readonly #concealed = new Map<number, { readonly packets: number; readonly seconds: number }>();

  /** `heard`: its start, which a read of it takes over. */
  constructor(sink: PacketSource, heard: Heard, skipped: number, facts: StemFacts, dispose: () => void) {
    this.#skipped = skipped;
    this.#dispose = dispose;
    this.#sink = sink;
    this.#start = heard.start;
    this.#opened = heard;
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
    this.#opened?.stream?.close();
    this.#opened = null;
    this.#stop();
    this.#dispose();
  }

  /** The decoded piece that holds this frame or is the first after it. Null at the end. */
  async #soundFrom(frame: number): Promise<Sound | null> {
    const kept = this.#sound;
    if (kept !== null && this.#soundStart <= frame && frame < this.#soundStart + kept.left.length) return kept;
    const end = this.#soundStart + (kept?.left.length ?? 0);
    const isSequential = this.#decoder !== null && end <= frame && frame - end <= this.#start.preRoll;
    if (!isSequential) await this.#seek(frame);
    const begun = this.#sound;
    if (begun !== null && !isSequential && frame < this.#soundStart + begun.left.length) return begun;
    while (this.#decoder !== null) {
      const sound = await this.#next(this.#decoder);
      if (sound !== null && frame < this.#soundStart + sound.left.length) return sound;
      if (sound === null && !(await this.#resumeBehind())) return null;
    }
    return null;
  }

  /** Null when the codec is at the end of what it can read, or gave up. */
  async #next(decoder: SoundStream): Promise<Sound | null> {
    this.#soundStart += this.#sound?.left.length ?? 0;
    this.#sound = null;
    try {
      this.#take(await decoder.next());
    } catch {
      // The packet is damaged.
    }
    return this.#sound;
  }

  #take(sound: Sound | null): void {
    this.#sound = sound;
    const broken = sound?.brokenMoments ?? 0;
    if (broken === 0) return;
    const seconds = (broken * framesPerMoment) / this.facts.sampleRate;
    this.#concealed.set(this.#soundStart / this.facts.sampleRate, { packets: broken, seconds });
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
      this.#concealed.set(packet.timestamp, { packets: packetsIn(seconds, packet), seconds });
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
    const first = (this.#first ??= await this.#sink.getFirstPacket());
    const from = (frame - this.#start.preRoll + 0.5) / sampleRate;
    // At the time of Vorbis' first packet, which has no sound of its own, the second is found.
    const isStart = first !== null && from <= first.timestamp;
    const packet = isStart ? first : ((await this.#sink.getPacket(from).catch(() => null)) ?? first);
    if (packet !== null) this.#begin(packet, packet.sequenceNumber === first?.sequenceNumber);
  }

  #begin(packet: EncodedPacket, isFirst: boolean): void {
    this.#soundStart = Math.round(this.#start.firstSound(packet, isFirst) * this.facts.sampleRate);
    const opened = this.#opened;
    this.#opened = null;
    if (isFirst && opened?.stream != null) {
      this.#decoder = opened.stream;
      this.#take(opened.first);
      return;
    }
    opened?.stream?.close();
    this.#decoder = this.#sink.soundFrom?.(packet) ?? this.#start.decode(this.#sink.packets(packet));
  }

  #stop(): void {
    this.#decoder?.close();
    this.#decoder = null;
    this.#sound = null;
  }
}
