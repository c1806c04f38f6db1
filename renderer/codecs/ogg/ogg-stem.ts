import { ok, type Failure, type Result } from '#contract';
import type { ByteSource } from '../byte-source.ts';
import { chainStems } from '../chained-stem.ts';
import type { NativeStem } from '../stem-source.ts';
import { damaged, refuseShape, unsupportedSound, variantOf } from '../refusal.ts';
import { oggCodecName } from '../shared/codec-names.ts';
import { codecStart, ownCodecStart, type CodecStart } from '../shared/codec-start.ts';
import { factsOf, firstHeard, type Heard, MediaStem, refuseUnmixed } from '../shared/media-stem.ts';
import { headerCount, type OggCodec, readOggCodec } from './ogg-codec.ts';
import { type OggLink, OggPackets } from './ogg-packets.ts';
import { leastSearchBytes, type OggHead, type OggPage, OggPages, PacketJoiner } from './ogg-pages.ts';

/** A stream and what its headers say. */
type OggStream = OggLink & { readonly codec: OggCodec };

/** The most chained streams of a file that are read; the rest is ignored. */
const mostLinks = 1000;

/**
 * Opens Opus or Vorbis in Ogg, also several streams one after the other. The platform decodes Opus: only where WebCodecs are. Fails as
 * `openMedia` does.
 */
export async function openOgg(bytes: ByteSource): Promise<Result<NativeStem, Failure>> {
  // In one request with the head: one after the other, a song of many stems would wait for each.
  for (const place of placesOf(bytes.byteLength)) bytes.read(place, leastSearchBytes).catch(() => undefined);
  const pages = await OggPages.of(bytes);
  const streams = await readOggStreams(pages);
  if (streams.length === 0) {
    const other = await oggCodecName(bytes);
    return other === null ? damaged((text) => text.noSound) : unsupportedSound(other);
  }
  const stems: NativeStem[] = [];
  let failed: Result<NativeStem, Failure> | null = null;
  for (const stream of streams) {
    const opened = await openStream(pages, stream);
    if (opened.ok) stems.push(opened.value);
    else failed ??= opened;
  }
  return stems.length === 0 && failed !== null ? failed : ok(chainStems(stems));
}

async function openStream(pages: OggPages, { codec, ...link }: OggStream): Promise<Result<NativeStem, Failure>> {
  const { name, sampleRate, channels, description } = codec;
  const refused = refuseShape(sampleRate, channels);
  if (refused !== null) return refused;
  const config = { codec: name, sampleRate, numberOfChannels: channels, description };
  const packets = new OggPackets(pages, codec, link);
  const heard =
    (await heardBy(ownCodecStart(name, config), packets)) ?? (await heardByPlatform(codec, config, packets));
  if (heard === null) return unsupportedSound(variantOf(name));
  const { first, stream } = heard;
  if (first === null) return damaged((text) => text.noSound);
  const unmixed = refuseUnmixed(first);
  // What is not the file's start need not go on, and a file may hold a thousand streams.
  if (unmixed !== null || link.start > 0) stream?.close();
  if (unmixed !== null) return unmixed;
  const length = (await packets.lengthSamples()) * (first.sampleRate / sampleRate);
  const begun = link.start > 0 ? { ...heard, stream: null } : heard;
  return ok(new MediaStem(packets, begun, 0, factsOf(first, length), () => undefined));
}

/** The first sound that comes out; null when there is no way to decode it, or it fails. */
async function heardBy(start: CodecStart | null, packets: OggPackets): Promise<Heard | null> {
  return start && firstHeard(packets, start, []).catch(() => null);
}

/** Null when the platform has no decoder for it. */
async function heardByPlatform(
  codec: OggCodec,
  config: AudioDecoderConfig,
  packets: OggPackets,
): Promise<Heard | null> {
  const start = startOf(codec, codecStart(codec.name, config));
  if (start === null || !('AudioDecoder' in globalThis)) return null;
  const { supported } = await AudioDecoder.isConfigSupported(config);
  return supported === true ? ((await heardBy(start, packets)) ?? { start, first: null, stream: null }) : null;
}

/** Here the time of every packet of Opus leaves out what is skipped at the start. */
const startOf = ({ name }: OggCodec, start: CodecStart | null): CodecStart | null =>
  start !== null && name === 'opus' ? { ...start, firstSound: ({ timestamp }) => timestamp } : start;

/** The streams of sound that can be played, in the order in which they sound. */
export async function readOggStreams(pages: OggPages): Promise<readonly OggStream[]> {
  const end = pages.bytes.byteLength;
  const beginnings = (await isChained(pages)) ? await findBeginnings(pages) : [0];
  const streams: OggStream[] = [];
  for (const [index, start] of beginnings.entries()) {
    const stream = await readStream(pages, start, beginnings[index + 1] ?? end);
    if (stream !== null) streams.push(stream);
  }
  return streams;
}

const probes = [0.25, 0.5, 0.75] as const;
/** A file as short as this is looked through, page by page. */
const shortBytes = 131_072;

/** Where a file is looked into to tell whether streams follow each other in it: here and there, and at its end. */
const placesOf = (byteLength: number): readonly number[] => [
  ...probes.map((part) => Math.floor(part * byteLength)),
  Math.max(0, byteLength - leastSearchBytes),
];

/**
 * Whether streams follow each other, by a few looks: there are other serial numbers than at the start, or positions begin anew. What only
 * looks like a header costs no more than the look at every page that follows.
 */
async function isChained(pages: OggPages): Promise<boolean> {
  const { byteLength } = pages.bytes;
  const serials = new Set<number>();
  let at = 0;
  for (let page = await pages.from(0, byteLength); page?.isFirst === true; page = await pages.from(at, byteLength)) {
    serials.add(page.serial);
    at = page.offset + page.byteLength;
  }
  if (byteLength - at <= shortBytes) return hasOthers(await pagesFrom(pages, at), serials);
  const looks = await Promise.all([
    ...probes.map((part) => pages.headFrom(Math.floor(part * byteLength))),
    pages.lastIn(at, byteLength, () => true),
  ]);
  return hasOthers(
    looks.filter((page) => page !== null),
    serials,
  );
}

async function pagesFrom(pages: OggPages, start: number): Promise<readonly OggPage[]> {
  const { byteLength } = pages.bytes;
  const found: OggPage[] = [];
  let page = await pages.from(start, byteLength);
  for (; page !== null; page = await pages.from(page.offset + page.byteLength, byteLength)) found.push(page);
  return found;
}

/** Whether one of these pages, in order, belongs to a stream that did not begin at the start. */
function hasOthers(seen: readonly OggHead[], serials: ReadonlySet<number>): boolean {
  let before: OggHead | null = null;
  for (const page of seen) {
    if (!serials.has(page.serial)) return true;
    if (page.position < 0) continue;
    if (before?.serial === page.serial && before.offset < page.offset && page.position < before.position) return true;
    before = page;
  }
  return false;
}

/** Where streams begin that follow each other, by looking at every page. */
async function findBeginnings(pages: OggPages): Promise<readonly number[]> {
  const { byteLength } = pages.bytes;
  const found: number[] = [];
  let hasSound = true;
  for (let page = await pages.from(0, byteLength); page !== null && found.length < mostLinks;) {
    // Several streams may begin together, and headers may be written twice.
    if (page.isFirst && hasSound) found.push(page.offset);
    hasSound = page.isFirst ? false : hasSound || page.position > 0;
    page = await pages.from(page.offset + page.byteLength, byteLength);
  }
  return found;
}

const mostHeaderPages = 1000;

/** The first stream that begins at `start` and holds sound that can be played; null when there is none. */
async function readStream(pages: OggPages, start: number, end: number): Promise<OggStream | null> {
  const joiner = new PacketJoiner();
  const headers: Uint8Array[] = [];
  let serial: number | null = null;
  let page = await pages.from(start, end);
  for (let count = 0; page !== null && count < mostHeaderPages; count++) {
    const isOwn: boolean = serial === null ? page.isFirst : page.serial === serial && !page.isFirst;
    for (const packet of isOwn ? joiner.add(page) : []) {
      if (headers.length === 0 && headerCount(packet) === 0) break;
      serial = page.serial;
      headers.push(packet);
      const [first] = headers;
      if (first === undefined || headers.length < headerCount(first)) continue;
      const codec = readOggCodec(headers, pages.isFirstSpoilt && start === 0);
      return codec && { codec, serial, start, end };
    }
    page = await pages.from(page.offset + page.byteLength, end);
  }
  return null;
}
