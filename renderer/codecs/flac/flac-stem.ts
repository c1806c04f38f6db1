import { ok, type Failure, type Result } from '#contract';
import type { ByteReader } from '../byte-source.ts';
import type { NativeStem } from '../stem-source.ts';
import { damaged, refuseShape } from '../refusal.ts';
import { codecStarts } from '../shared/codec-start.ts';
import { factsOf, firstHeard, MediaStem } from '../shared/media-stem.ts';
import { flacDescription } from './flac-header.ts';
import { FlacPackets, type PacketSource } from './flac-packets.ts';

/** Opens a FLAC file. Fails as `openMedia` does. */
export async function openFlac(bytes: ByteReader): Promise<Result<NativeStem, Failure>> {
  const packets = await FlacPackets.open(bytes);
  if (packets === null) return damaged((text) => text.noFrames('FLAC'));
  const { stream } = packets;
  const { sampleRate, channels } = stream;
  const refused = refuseShape(sampleRate, channels);
  if (refused !== null) return refused;
  const config = { codec: 'flac', sampleRate, numberOfChannels: channels, description: flacDescription(stream) };
  const [usual, ...others] = codecStarts('flac', config);
  const heard = usual && (await firstHeard(packets, usual, others).catch(() => null));
  if (heard?.first == null) return damaged((text) => text.noSound);
  const facts = factsOf({ ...heard.first, sampleRate }, await packets.lengthSamples());
  if (heard.start !== usual) return ok(new MediaStem(packets, heard, 0, facts, () => undefined));
  // What decodes a packet at a time is not what goes on.
  heard.stream?.close();
  const opened = { ...heard, stream: null };
  return ok(new MediaStem(decodedHere(packets, bytes), opened, 0, facts, () => undefined));
}

/** These frames, whose sound is read through without a packet for each. */
const decodedHere = (packets: FlacPackets, bytes: ByteReader): PacketSource => ({
  getFirstPacket: () => packets.getFirstPacket(),
  getPacket: (seconds) => packets.getPacket(seconds),
  getNextPacket: (packet) => packets.getNextPacket(packet),
  packets: (first) => packets.packets(first),
  soundFrom: (packet) => packets.decodeFrom(packet, bytes),
});
