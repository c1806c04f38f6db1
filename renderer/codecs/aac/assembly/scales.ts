import { isInside, readBits } from './bits';
import {
  bookAt,
  Channel,
  intensityBook,
  isShort,
  noiseBook,
  reservedBook,
  scaleAt,
  setBook,
  setScale,
  silentBook,
  slotOf,
} from './channel';
import { readScaleDifference } from './codebooks';

/** Reads the codebook of each band (`section_data`, ISO 14496-3 table 4.52). False when it contradicts itself. */
export function readSections(channel: Channel): bool {
  const lengthBits = isShort(channel) ? 3 : 5;
  const goesOn: u32 = (1 << lengthBits) - 1;
  channel.isHeard = false;
  for (let group = 0; group < channel.groupCount; group++) {
    for (let band = 0; band < channel.bandCount;) {
      const book = readBits(4) as i32;
      let end = band;
      let part: u32;
      do {
        part = readBits(lengthBits);
        end += part;
      } while (part === goesOn && end <= channel.bandCount);
      if (book === reservedBook || end > channel.bandCount || !isInside()) return false;
      if (book !== silentBook && end > band) channel.isHeard = true;
      for (; band < end; band++) setBook(channel, slotOf(group, band), book);
    }
  }
  return true;
}

const mostScale = 255;
/** What the first energy of noise is counted from, and how many bits it has (ISO 14496-3 4.6.13.3). */
const noiseOffset = 90;
const noiseBits = 9;

/** Reads the scale factors (`scale_factor_data`, ISO 14496-3 table 4.53); `gain` is the global one. False when one is out of range. */
export function readScales(channel: Channel, gain: i32): bool {
  let scale = gain;
  let energy = gain - noiseOffset;
  let position = 0;
  let isFirstNoise = true;
  for (let group = 0; group < channel.groupCount; group++) {
    for (let band = 0; band < channel.bandCount; band++) {
      const slot = slotOf(group, band);
      const book = bookAt(channel, slot);
      if (book === silentBook) continue;
      if (book >= intensityBook) {
        position += readScaleDifference();
        setScale(channel, slot, min(max(position, -155), 100));
      } else if (book === noiseBook) {
        energy += isFirstNoise ? i32(readBits(noiseBits)) - (1 << (noiseBits - 1)) : readScaleDifference();
        isFirstNoise = false;
        setScale(channel, slot, min(max(energy, -100), 155));
      } else {
        scale += readScaleDifference();
        if (scale < 0 || scale > mostScale) return false;
        setScale(channel, slot, scale);
      }
    }
    if (!isInside()) return false;
  }
  return true;
}

/** 2^(-200/4) to 2^(200/4), in quarters of the exponent. */
const quarters = memory.data(401 * 4, 16);
for (let quarter = -200; quarter <= 200; quarter++)
  store<f32>(quarters + 4 * (quarter + 200), f32(Math.pow(2, f64(quarter) / 4)));

function quarterPower(quarter: i32): f32 {
  return load<f32>(quarters + 4 * (quarter + 200));
}

/** The scale factor that leaves lines as they are (ISO 14496-3 4.6.2.3.3). */
const unit = 100;

/**
 * The factor by which lines are raised or the energy of noise is: by what the packet says, from 16 bits to full scale at 1, and by what the
 * transform of a window of this length asks for (ISO 14496-3 4.6.11.3.1).
 */
export function gainOf(channel: Channel, slot: i32): f32 {
  const inPacket = scaleAt(channel, slot);
  const scale = quarterPower(bookAt(channel, slot) === noiseBook ? inPacket : inPacket - unit);
  return scale * (isShort(channel) ? f32(1.0 / (128.0 * 32_768.0)) : f32(1.0 / (1024.0 * 32_768.0)));
}

/** By what the right channel is the left one, in intensity stereo (ISO 14496-3 4.6.8.2.3). */
export function intensityOf(channel: Channel, slot: i32): f32 {
  const gain = quarterPower(-scaleAt(channel, slot));
  return bookAt(channel, slot) === intensityBook ? -gain : gain;
}
