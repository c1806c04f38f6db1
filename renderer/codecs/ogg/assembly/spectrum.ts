import { applyCurve, curveBytes, readCurve } from './floor';
import { mostChannels, mostLines, readVectors, Residue, setVector } from './residue';
import { floorOfSubmap, Mapping, residueOfSubmap, Setup, submapOf } from './setup';

const channelBytes: usize = mostLines * 4;
/** The lines of each channel, and 16 bytes that are written with the last. */
const spectra = memory.data(mostChannels * mostLines * 4 + 16, 16);
/** Lines of several channels in turns. */
const interleaved = memory.data(mostChannels * mostLines * 4 + 16, 16);
const curves = memory.data(mostChannels * (curveBytes as i32), 16);
const hasCurve = memory.data(mostChannels, 16);
/** Whether a channel's lines are in the packet: its own, or those of the one it is coupled with, count. */
const isNeeded = memory.data(mostChannels, 16);
/** The channels of a submap. */
const members = memory.data(mostChannels, 16);

/** Where the lines of a channel lie. */
export function spectrumOf(channel: i32): usize {
  return spectra + channelBytes * (channel as usize);
}

/** Whether anything but silence was read for a channel. */
export function isHeard(channel: i32): bool {
  return load<u8>(hasCurve + channel) !== 0;
}

/** Reads the lines of all channels from a packet (Vorbis I, section 4.3.2 to 4.3.6), of what comes behind its modes and windows. */
export function readSpectra(setup: Setup, mapping: Mapping, lines: i32): void {
  const channels = setup.channels;
  for (let channel = 0; channel < channels; channel++) {
    const floor = floorOfSubmap(setup, mapping, submapOf(mapping, channel));
    const isThere = readCurve(floor, curves + curveBytes * (channel as usize));
    store<u8>(hasCurve + channel, u8(isThere));
    store<u8>(isNeeded + channel, u8(isThere));
  }
  for (let coupling = 0; coupling < mapping.couplings; coupling++) {
    const one = load<u8>(mapping.coupled + 2 * coupling) as i32;
    const other = load<u8>(mapping.coupled + 2 * coupling, 1) as i32;
    const isOne = load<u8>(isNeeded + one) | load<u8>(isNeeded + other);
    store<u8>(isNeeded + one, isOne);
    store<u8>(isNeeded + other, isOne);
  }
  for (let channel = 0; channel < channels; channel++) memory.fill(spectrumOf(channel), 0, 4 * lines);
  for (let submap = 0; submap < mapping.submaps; submap++) {
    let count = 0;
    for (let channel = 0; channel < channels; channel++)
      if (submapOf(mapping, channel) === submap) store<u8>(members + count++, u8(channel));
    if (count > 0) readSubmap(residueOfSubmap(setup, mapping, submap), count, lines);
  }
  for (let coupling = mapping.couplings - 1; coupling >= 0; coupling--)
    uncouple(
      spectrumOf(load<u8>(mapping.coupled + 2 * coupling)),
      spectrumOf(load<u8>(mapping.coupled + 2 * coupling, 1)),
      lines,
    );
  for (let channel = 0; channel < channels; channel++)
    if (isHeard(channel)) applyCurve(curves + curveBytes * (channel as usize), spectrumOf(channel), lines);
}

/** Lines of the first `count` members. */
function readSubmap(residue: Residue, count: i32, lines: i32): void {
  if (residue.type !== 2 || count === 1) {
    for (let member = 0; member < count; member++) {
      const channel = load<u8>(members + member) as i32;
      setVector(member, load<u8>(isNeeded + channel) === 0 ? 0 : spectrumOf(channel));
    }
    readVectors(residue, count, lines);
    return;
  }
  let isAny: u8 = 0;
  for (let member = 0; member < count; member++) isAny |= load<u8>(isNeeded + load<u8>(members + member));
  if (isAny === 0) return;
  memory.fill(interleaved, 0, 4 * lines * count);
  setVector(0, interleaved);
  readVectors(residue, 1, lines * count);
  if (count === 2) partTwo(spectrumOf(load<u8>(members)), spectrumOf(load<u8>(members, 1)), lines);
  else {
    for (let member = 0; member < count; member++) {
      let from = interleaved + 4 * member;
      const to = spectrumOf(load<u8>(members + member));
      for (let at = to; at < to + 4 * lines; at += 4, from += 4 * count) store<f32>(at, load<f32>(from));
    }
  }
}

function partTwo(one: usize, other: usize, lines: i32): void {
  let from = interleaved;
  for (let at: usize = 0; at < 4 * (lines as usize); at += 16, from += 32) {
    const low = v128.load(from);
    const high = v128.load(from, 16);
    v128.store(one + at, v128.shuffle<f32>(low, high, 0, 2, 4, 6));
    v128.store(other + at, v128.shuffle<f32>(low, high, 1, 3, 5, 7));
  }
}

/** A magnitude and an angle become two channels (section 4.3.5): one is the magnitude, the other less by the angle's size. */
function uncouple(one: usize, other: usize, lines: i32): void {
  const zero = f32x4.splat(0);
  const sign = i32x4.splat(0x8000_0000);
  for (let at: usize = 0; at < 4 * (lines as usize); at += 16) {
    const magnitude = v128.load(one + at);
    const angle = v128.load(other + at);
    // The angle with its sign turned where the magnitude is not above 0.
    const turn = v128.andnot(sign, f32x4.gt(magnitude, zero));
    const inward = v128.xor(angle, turn);
    const isFirst = f32x4.gt(angle, zero);
    const less = f32x4.sub(magnitude, inward);
    const more = f32x4.add(magnitude, inward);
    v128.store(one + at, v128.bitselect(magnitude, more, isFirst));
    v128.store(other + at, v128.bitselect(less, magnitude, isFirst));
  }
}
