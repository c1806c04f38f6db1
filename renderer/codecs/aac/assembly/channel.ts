import { readBits, skipBits } from './bits';
import { Bands, bandsOf } from './bands';

export const frameLines = 1024;
/** Lines of each of the eight windows of a frame of short ones. */
export const shortLines = 128;

// Sequences of windows (ISO 14496-3 table 4.80); 0 is a long one whose neighbours are long.
export const longStart = 1;
export const eightShort = 2;
export const longStop = 3;

// Codebooks that are none (ISO 14496-3 table 4.118).
export const silentBook = 0;
export const reservedBook = 12;
export const noiseBook = 13;
/** Intensity stereo out of phase; one more is in phase. */
export const intensityBook = 14;

/** Room for the bands of each group: 8 groups of 16, or 51. */
const mostSlots = 128;

/** What a packet says of one channel (ISO 14496-3 4.4.2.7). */
@unmanaged
export class Channel {
  sequence: i32 = 0;
  /** Of the right half of the window: 0 is a sine, 1 Kaiser and Bessel's. */
  shape: i32 = 0;
  /** Bands that are in the packet, of each window. */
  bandCount: i32 = 0;
  /** Windows that share their scale factors stand in a group. */
  groupCount: i32 = 0;
  bands: Bands = changetype<Bands>(0);
  /** Whether there is anything but silence. */
  isHeard: bool = false;
  // Behind these fields: for each group how many windows it has, for each slot a codebook, and what its scale factor says.
}

const groupsAt: usize = 32;
const booksAt = groupsAt + 8;
const scalesAt = booksAt + mostSlots;
const linesAt = (scalesAt + 4 * mostSlots + 15) & ~15;
const channelBytes = linesAt + 4 * frameLines;

/** Two, and one for what is read and not heard. */
const channels = memory.data(3 * (channelBytes as i32), 16);

export function channelAt(index: i32): Channel {
  return changetype<Channel>(channels + (index as usize) * channelBytes);
}

export function isShort(channel: Channel): bool {
  return channel.sequence === eightShort;
}

/** The 1024 lines, of eight short windows one after the other. */
export function linesOf(channel: Channel): usize {
  return changetype<usize>(channel) + linesAt;
}

/** How many windows a group has. */
export function groupLength(channel: Channel, group: i32): i32 {
  return load<u8>(changetype<usize>(channel) + group, groupsAt);
}

/** Where what belongs to a band of a group stands. */
export function slotOf(group: i32, band: i32): i32 {
  return (group << 4) + band;
}

export function bookAt(channel: Channel, slot: i32): i32 {
  return load<u8>(changetype<usize>(channel) + slot, booksAt);
}

export function setBook(channel: Channel, slot: i32, book: i32): void {
  store<u8>(changetype<usize>(channel) + slot, u8(book), booksAt);
}

/** What the scale factor of a slot is; of noise its energy, of intensity stereo its position. */
export function scaleAt(channel: Channel, slot: i32): i32 {
  return load<i32>(changetype<usize>(channel) + 4 * slot, scalesAt);
}

export function setScale(channel: Channel, slot: i32, scale: i32): void {
  store<i32>(changetype<usize>(channel) + 4 * slot, scale, scalesAt);
}

/** Reads which windows a channel has (`ics_info`, ISO 14496-3 table 4.6). False when it contradicts itself, or predicts, which this profile does not. */
export function readWindows(channel: Channel, rate: i32): bool {
  skipBits(1);
  channel.sequence = readBits(2);
  channel.shape = readBits(1);
  channel.groupCount = 1;
  channel.bands = bandsOf(rate, isShort(channel));
  if (isShort(channel)) {
    channel.bandCount = readBits(4);
    readGroups(channel, readBits(7));
  } else {
    channel.bandCount = readBits(6);
    store<u8>(changetype<usize>(channel), 1, groupsAt);
    if (readBits(1) === 1) return false;
  }
  return channel.bandCount <= channel.bands.count;
}

/** `grouping`: for each window but the first, highest bit first, whether it is in the group of the one before. */
function readGroups(channel: Channel, grouping: u32): void {
  let length = 1;
  for (let bit = 6; bit >= 0; bit--) {
    if (((grouping >> bit) & 1) === 1) length++;
    else {
      store<u8>(changetype<usize>(channel) + channel.groupCount - 1, u8(length), groupsAt);
      channel.groupCount++;
      length = 1;
    }
  }
  store<u8>(changetype<usize>(channel) + channel.groupCount - 1, u8(length), groupsAt);
}

/** Takes over the windows of the other channel of a pair. */
export function shareWindows(from: Channel, to: Channel): void {
  memory.copy(changetype<usize>(to), changetype<usize>(from), booksAt);
}
