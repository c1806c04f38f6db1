import { alignToByte, isInside, isOver, readBits, readFrom, skipBits } from './bits';
import { channelAt, readWindows, shareWindows } from './channel';
import { readFilters, shapeNoise } from './noise-shaping';
import { readScales, readSections } from './scales';
import { addPulses, readLines, readPulses, scaleLines, sowNoise } from './spectrum';
import { clearJoint, readJoint, unjoin } from './stereo';

// Elements of a packet (ISO 14496-3 table 4.85), all but those that couple channels.
const singleChannel = 0;
const channelPair = 1;
const lowFrequencies = 3;
const dataStream = 4;
const programConfig = 5;
const fill = 6;
const end = 7;

/** Where a channel is read that is not heard. */
const unheard = 2;
/** In a fill element: spectral band replication, without a checksum and with one (ISO 14496-3 table 4.121). */
const bandReplication = 13;

/** Whether the last packet had spectral band replication in it. */
let isReplicated = false;

export function hasBandReplication(): bool {
  return isReplicated;
}

/**
 * Reads a packet of `length` bytes (`raw_data_block`, ISO 14496-3 table 4.3) into the lines of its channels. False when it contradicts itself,
 * ends too early or too late, or does not have one element of sound with as many channels.
 */
export function readElements(packet: usize, length: i32, rate: i32, channels: i32): bool {
  readFrom(packet, length);
  sowNoise();
  isReplicated = false;
  let isRead = false;
  for (let element = readBits(3); element !== end; element = readBits(3)) {
    if (!isInside()) return false;
    if (element === singleChannel || element === channelPair) {
      const found = element === singleChannel ? 1 : 2;
      if (isRead || found !== channels) return false;
      if (!(found === 1 ? readSingle(rate) : readPair(rate))) return false;
      isRead = true;
    } else if (element === lowFrequencies) {
      skipBits(4);
      if (!readChannel(unheard, false, rate)) return false;
    } else if (element === dataStream) skipData();
    else if (element === programConfig) skipProgramConfig();
    else if (element === fill) readFill();
    else return false;
  }
  return isRead && isOver();
}

function readSingle(rate: i32): bool {
  skipBits(4);
  if (!readChannel(0, false, rate)) return false;
  shapeNoise(channelAt(0), 0);
  return true;
}

function readPair(rate: i32): bool {
  skipBits(4);
  const left = channelAt(0);
  const right = channelAt(1);
  clearJoint();
  const isShared = readBits(1) === 1;
  if (isShared) {
    if (!readWindows(left, rate)) return false;
    shareWindows(left, right);
    if (!readJoint(left)) return false;
  }
  if (!readChannel(0, isShared, rate) || !readChannel(1, isShared, rate)) return false;
  if (left.isHeard || right.isHeard) {
    unjoin(left, right);
    left.isHeard = right.isHeard = true;
  }
  shapeNoise(left, 0);
  shapeNoise(right, 1);
  return true;
}

/** Reads the channel that is number `index` (`individual_channel_stream`, ISO 14496-3 table 4.50). */
function readChannel(index: i32, hasWindows: bool, rate: i32): bool {
  const channel = channelAt(index);
  const gain = readBits(8) as i32;
  if (!hasWindows && !readWindows(channel, rate)) return false;
  if (!readSections(channel) || !readScales(channel, gain)) return false;
  if (!readPulses(channel) || !readFilters(channel, index)) return false;
  // Gain control belongs to another profile.
  if (readBits(1) === 1 || !readLines(channel)) return false;
  addPulses(channel);
  scaleLines(channel);
  return true;
}

function skipData(): void {
  skipBits(4);
  const isAligned = readBits(1) === 1;
  const length = readBits(8) as i32;
  const more = length === 255 ? (readBits(8) as i32) : 0;
  if (isAligned) alignToByte();
  skipBits(8 * (length + more));
}

function readFill(): void {
  const length = readBits(4) as i32;
  const more = length === 15 ? i32(readBits(8)) - 1 : 0;
  const bits = 8 * (length + more);
  if (bits === 0) return;
  const kind = readBits(4);
  if (kind === bandReplication || kind === bandReplication + 1) isReplicated = true;
  skipBits(bits - 4);
}

/** ISO 14496-3 table 4.2. What the channels are is known by then. */
function skipProgramConfig(): void {
  skipBits(10);
  const front = readBits(4) as i32;
  const side = readBits(4) as i32;
  const back = readBits(4) as i32;
  const low = readBits(2) as i32;
  const associated = readBits(3) as i32;
  const coupling = readBits(4) as i32;
  if (readBits(1) === 1) skipBits(4);
  if (readBits(1) === 1) skipBits(4);
  if (readBits(1) === 1) skipBits(3);
  skipBits(5 * (front + side + back + coupling) + 4 * (low + associated));
  alignToByte();
  skipBits(8 * i32(readBits(8)));
}
