import { EncodedPacket } from 'mediabunny';
import { opusSamples } from './ogg-codec.ts';

/** The longest packet, in samples (RFC 6716 section 3.2.5). */
const mostSamples = 5760;
/** The longest frame, in bytes (section 3.2.1). */
const mostFrameBytes = 1275;

/** A packet that is one frame and nothing else; several of like kind can be one packet. */
const isOneFrame = ({ data }: EncodedPacket): boolean =>
  ((data[0] ?? 3) & 3) === 0 && data.length > 1 && data.length <= mostFrameBytes + 1;

/**
 * The same frames in fewer packets: neighbours of one kind become one of at most 120 ms, which a decoder turns into the same samples with
 * less ado. For streams of one or two channels, whose packets are no more than their frames. Where the source throws, what came before is
 * given first.
 */
export async function* joinedOpus(packets: AsyncGenerator<EncodedPacket, void>): AsyncGenerator<EncodedPacket, void> {
  let held: EncodedPacket[] = [];
  let heldSamples = 0;
  try {
    for await (const packet of packets) {
      const [first] = held;
      const samples = opusSamples(packet.data);
      const fits =
        first !== undefined &&
        isOneFrame(packet) &&
        packet.data[0] === first.data[0] &&
        heldSamples + samples <= mostSamples;
      if (first !== undefined && !fits) {
        yield joined(held);
        held = [];
        heldSamples = 0;
      }
      if (isOneFrame(packet)) {
        held.push(packet);
        heldSamples += samples;
      } else yield packet;
    }
  } catch (trouble) {
    if (held.length > 0) yield joined(held);
    throw trouble;
  }
  if (held.length > 0) yield joined(held);
}

/** One packet of code 3 with a length for each frame but the last (section 3.2.5). */
function joined(packets: readonly EncodedPacket[]): EncodedPacket {
  const [first] = packets;
  if (first === undefined) throw new RangeError('There is nothing to join.');
  if (packets.length === 1) return first;
  const lengths = packets.slice(0, -1).flatMap(({ data }) => lengthBytes(data.length - 1));
  const frameBytes = packets.reduce((sum, { data }) => sum + data.length - 1, 0);
  const whole = new Uint8Array(2 + lengths.length + frameBytes);
  whole.set([(first.data[0] ?? 0) | 3, 0x80 | packets.length, ...lengths]);
  let at = 2 + lengths.length;
  for (const { data } of packets) {
    whole.set(data.subarray(1), at);
    at += data.length - 1;
  }
  const duration = packets.reduce((sum, packet) => sum + packet.duration, 0);
  return new EncodedPacket(whole, 'key', first.timestamp, duration, first.sequenceNumber);
}

/** Section 3.2.1. */
function lengthBytes(length: number): readonly number[] {
  if (length < 252) return [length];
  const first = 252 + (length & 3);
  return [first, (length - first) >> 2];
}
