import { takePeak } from '../../shared/assembly/cosine-transform';
import { bitsLeft, readBits, readFrom } from './bits';
import { giveBack, take } from './memory';
import { mostChannels, mostLines } from './residue';
import { closeSetup as close, isLongMode, mappingOf, readSetup, Setup } from './setup';
import { isHeard, readSpectra, spectrumOf } from './spectrum';
import { overlap, transform } from './transform';

/** Behind a packet, so that its last bits are read with those that follow. */
const slack = 16;

let packet: usize = 0;
let packetBytes = 0;

/** Returns where to put `length` bytes, headers or a packet, for the next call. 0 when there is no memory. */
export function placeBytes(length: i32): usize {
  if (length > packetBytes) {
    if (packet !== 0) giveBack(packet);
    packet = take(length + slack);
    packetBytes = packet === 0 ? 0 : length;
  }
  return packet;
}

/**
 * Reads the first and the third header of a stream, which lie one behind the other at `placeBytes`. Returns a set-up, 0 when they contradict
 * themselves or are not for this decoder.
 */
export function openSetup(firstLength: i32, thirdLength: i32): usize {
  return readSetup(packet, firstLength, packet + firstLength, thirdLength);
}

/** Lets others use the memory of a set-up, which no stream uses any more. */
export function closeSetup(setup: usize): void {
  close(setup);
}

/** What is kept of a stream from packet to packet: its set-up, the lines of the block before as a power of two (0: there is none). */
@unmanaged
class Stream {
  setup: usize = 0;
  beforeBits: i32 = 0;
}

/** Behind these, for each channel the lower half of the transform of the block before. */
const beforeAt: usize = 16;

function beforeOf(stream: usize, channel: i32): usize {
  const setup = changetype<Setup>(changetype<Stream>(stream).setup);
  return stream + beforeAt + (2 << setup.longBits) * channel;
}

/** Returns a new stream, 0 when there is no memory. */
export function openStream(setup: usize): usize {
  const bytes = beforeAt + (((2 << changetype<Setup>(setup).longBits) * changetype<Setup>(setup).channels) as usize);
  const stream = take(bytes);
  if (stream === 0) return 0;
  changetype<Stream>(stream).setup = setup;
  changetype<Stream>(stream).beforeBits = 0;
  return stream;
}

/** Lets others use its memory. */
export function closeStream(stream: usize): void {
  giveBack(stream);
}

const sound = memory.data(mostChannels * mostLines * 4, 16);

/** Where the samples of a channel are found once a packet was decoded. */
export function soundOf(channel: i32): usize {
  return sound + (channel as usize) * (mostLines * 4);
}

/** Beyond this, 42 dB above full scale, no encoder was given sound; a wrong bit in a height or an angle leads there. */
const loudest: f32 = 128;

/**
 * Decodes the packet of `length` bytes at `placeBytes` (Vorbis I, section 4.3). Returns how many samples each channel has, none for the first
 * packet; below 0 when it is damaged: it is no packet of sound, or its sound is none.
 */
export function decodePacket(stream: usize, length: i32): i32 {
  const setup = changetype<Setup>(changetype<Stream>(stream).setup);
  readFrom(packet, length);
  memory.fill(packet + length, 0, slack);
  if (readBits(1) !== 0) return -1;
  const mode = readBits(setup.modeBits) as i32;
  if (mode >= setup.modeCount || bitsLeft() < 0) return -1;
  const isLong = isLongMode(setup, mode);
  const bits = isLong ? setup.longBits : setup.shortBits;
  // What the windows of its neighbours are shows in them.
  if (isLong) readBits(2);
  readSpectra(setup, mappingOf(setup, mode), 1 << bits);
  const beforeBits = changetype<Stream>(stream).beforeBits;
  let samples = 0;
  for (let channel = 0; channel < setup.channels; channel++) {
    const block = spectrumOf(channel);
    if (isHeard(channel)) transform(block, bits);
    else memory.fill(block, 0, 4 << bits);
    const before = beforeOf(stream, channel);
    if (beforeBits > 0) samples = overlap(before, beforeBits, block, bits, soundOf(channel));
    memory.copy(before, block, 2 << bits);
  }
  changetype<Stream>(stream).beforeBits = bits;
  return takePeak() <= loudest ? samples : -1;
}
