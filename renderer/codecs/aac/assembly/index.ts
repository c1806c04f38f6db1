import { takePeak } from '../../shared/assembly/cosine-transform';
import { rateCount } from './bands';
import { mostPacketBytes } from './bits';
import { channelAt, frameLines } from './channel';
import { hasBandReplication, readElements } from './elements';
import { Before, beforeBytes, synthesise } from './filter-bank';

/** How many packets are decoded at a time. */
export const mostPackets = 8;
/** The longest packet there may be. */
export const mostBytes = mostPacketBytes;

/** For packets, one behind the other, with 16 bytes that are read with the last. */
export const packets = memory.data(mostPackets * (mostPacketBytes + 1) + 16, 16);
/** For the length of each in bytes. */
export const lengths = memory.data(mostPackets * 4, 16);

/** The samples of the packets, all of a channel one behind the other. */
export const left = memory.data(mostPackets * 4 * frameLines, 16);
export const right = memory.data(mostPackets * 4 * frameLines, 16);

/** What is kept of a stream from packet to packet. */
@unmanaged
class Stream {
  rate: i32 = 0;
  channels: i32 = 0;
  // Behind these fields, for each of two channels, what is kept of it.
}

const beforeAt: usize = 16;
const streamBytes = beforeAt + 2 * beforeBytes;

function beforeOf(stream: usize, channel: i32): Before {
  return changetype<Before>(stream + beforeAt + (channel as usize) * beforeBytes);
}

/** The first stream that is not used any more; the next of them stands in its place. */
let idle: usize = 0;
let top: usize = (__heap_base + 15) & ~15;

/**
 * Returns a new stream of 1 or 2 channels whose rate is this one of ISO 14496-3 table 1.18, 0 to 11; 0 when there is no memory, or no such
 * rate.
 */
export function openStream(rate: i32, channels: i32): usize {
  if (rate < 0 || rate >= rateCount || channels < 1 || channels > 2) return 0;
  let stream = idle;
  if (stream !== 0) idle = load<u32>(stream);
  else {
    const next = top + streamBytes;
    const pages = i32((next + 0xffff) >> 16) - memory.size();
    if (pages > 0 && memory.grow(pages) < 0) return 0;
    stream = top;
    top = next;
  }
  memory.fill(stream, 0, streamBytes);
  changetype<Stream>(stream).rate = rate;
  changetype<Stream>(stream).channels = channels;
  return stream;
}

/** Lets others use its memory. */
export function closeStream(stream: usize): void {
  store<u32>(stream, idle as u32);
  idle = stream;
}

/** Beyond this, 42 dB above full scale, no encoder was given sound; a wrong bit in a scale factor leads there. */
const loudest: f32 = 128;

/** Decodes `count` packets of a stream, each to 1024 samples. Returns how many there are before one that is damaged. */
export function decodePackets(stream: usize, count: i32): i32 {
  let packet = packets;
  for (let at = 0; at < count; at++) {
    const length = load<i32>(lengths + 4 * at);
    if (!decodePacket(stream, packet, length, at * 4 * frameLines)) return at;
    packet += length;
  }
  return count;
}

function decodePacket(stream: usize, packet: usize, length: i32, offset: usize): bool {
  const channels = changetype<Stream>(stream).channels;
  if (length > mostPacketBytes || !readElements(packet, length, changetype<Stream>(stream).rate, channels))
    return false;
  synthesise(channelAt(0), beforeOf(stream, 0), left + offset);
  if (channels === 2) synthesise(channelAt(1), beforeOf(stream, 1), right + offset);
  return takePeak() <= loudest;
}

/** Whether the packet that was decoded last has spectral band replication in it, of which this decoder hears nothing. */
export function isHalfRate(): bool {
  return hasBandReplication();
}
