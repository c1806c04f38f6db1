import { bitsLeft, bitsOf, isInside, readBits, readFrom } from './bits';
import { Book, readBook } from './codebooks';
import { Floor, floorBytes, readFloor } from './floor';
import { allKept, giveAllBack, keep, keepFrom } from './memory';
import { mostChannels, readResidue, Residue } from './residue';
import { layTables } from './transform';

/** What the headers of a stream say (Vorbis I, section 4.2), ready to decode with. */
@unmanaged
export class Setup {
  /** All memory that it has, its own as well. */
  kept: usize = 0;
  channels: i32 = 0;
  /** Lines of short and long blocks as powers of two: half of their samples. */
  shortBits: i32 = 0;
  longBits: i32 = 0;
  books: usize = 0;
  bookCount: i32 = 0;
  floors: usize = 0;
  floorCount: i32 = 0;
  residues: usize = 0;
  residueCount: i32 = 0;
  mappings: usize = 0;
  mappingCount: i32 = 0;
  modes: usize = 0;
  modeCount: i32 = 0;
  /** How many bits of a packet say its mode. */
  modeBits: i32 = 0;
}

/** Of one channel or the next, how they are coded together (section 4.2.4). */
@unmanaged
export class Mapping {
  submaps: i32 = 1;
  couplings: i32 = 0;
  /** For each coupling two channels, a byte each. */
  coupled: usize = 0;
}

/** In a mapping behind its fields: for each channel its submap, and for each submap its floor and its residue, a byte each. */
const submapAt: usize = 16;
const floorAt = submapAt + mostChannels;
const residueAt = floorAt + 16;
const mappingBytes = residueAt + 16;

/** A mode: whether its blocks are long, and its mapping. */
const modeBytes: usize = 2;

/** "vorbis" behind the number of a header. */
const nameLow = 0x62_72_6f_76;
const nameHigh = 0x73_69;

/**
 * Reads the first and the third header of a stream. Returns a set-up, or 0 when they contradict themselves, when there is no memory,
 * or when it is of a kind that is not decoded here: floors of type 0, more than 8 channels.
 */
export function readSetup(first: usize, firstLength: i32, third: usize, thirdLength: i32): usize {
  keepFrom();
  const setup = keep(offsetof<Setup>());
  if (setup === 0) return 0;
  const isRight =
    readIdentification(changetype<Setup>(setup), first, firstLength) &&
    readRest(changetype<Setup>(setup), third, thirdLength);
  changetype<Setup>(setup).kept = allKept();
  if (isRight) return setup;
  closeSetup(setup);
  return 0;
}

/** Lets others use its memory. */
export function closeSetup(setup: usize): void {
  giveAllBack(changetype<Setup>(setup).kept);
}

function isHeader(kind: i32): bool {
  return readBits(8) === kind && readBits(32) === nameLow && readBits(16) === nameHigh;
}

/** Section 4.2.2. */
function readIdentification(setup: Setup, place: usize, length: i32): bool {
  readFrom(place, length);
  if (!isHeader(1) || readBits(32) !== 0) return false;
  setup.channels = readBits(8);
  // The rate, and three bit rates.
  for (let word = 0; word < 4; word++) readBits(32);
  setup.shortBits = (readBits(4) as i32) - 1;
  setup.longBits = (readBits(4) as i32) - 1;
  const areSizes = setup.shortBits >= 5 && setup.longBits <= 12 && setup.shortBits <= setup.longBits;
  const isFramed = readBits(1) === 1 && isInside();
  if (!isFramed || !areSizes || setup.channels < 1 || setup.channels > mostChannels) return false;
  return layTables(setup.shortBits) && layTables(setup.longBits);
}

/** Section 4.2.4. */
function readRest(setup: Setup, place: usize, length: i32): bool {
  readFrom(place, length);
  if (!isHeader(5) || !readBooks(setup)) return false;
  // Times, which are always 0.
  for (let left = readBits(6) + 1; left > 0; left--) if (readBits(16) !== 0) return false;
  return readFloors(setup) && readResidues(setup) && readMappings(setup) && readModes(setup) && readBits(1) === 1;
}

function readBooks(setup: Setup): bool {
  setup.bookCount = readBits(8) + 1;
  setup.books = keep(offsetof<Book>() * setup.bookCount);
  if (setup.books === 0) return false;
  for (let book = 0; book < setup.bookCount; book++)
    if (!readBook(changetype<Book>(setup.books + offsetof<Book>() * (book as usize)))) return false;
  return true;
}

function readFloors(setup: Setup): bool {
  setup.floorCount = readBits(6) + 1;
  setup.floors = keep(floorBytes * (setup.floorCount as usize));
  if (setup.floors === 0) return false;
  for (let floor = 0; floor < setup.floorCount; floor++)
    if (readBits(16) !== 1 || !readFloor(floorOf(setup, floor), setup.books, setup.bookCount)) return false;
  return true;
}

function readResidues(setup: Setup): bool {
  setup.residueCount = readBits(6) + 1;
  setup.residues = keep(offsetof<Residue>() * setup.residueCount);
  if (setup.residues === 0) return false;
  for (let residue = 0; residue < setup.residueCount; residue++) {
    const type = readBits(16) as i32;
    if (type > 2 || !readResidue(residueOf(setup, residue), type, setup.books, setup.bookCount)) return false;
  }
  return true;
}

function readMappings(setup: Setup): bool {
  setup.mappingCount = readBits(6) + 1;
  setup.mappings = keep(mappingBytes * (setup.mappingCount as usize));
  if (setup.mappings === 0) return false;
  for (let mapping = 0; mapping < setup.mappingCount; mapping++)
    if (
      readBits(16) !== 0 ||
      !readMapping(setup, changetype<Mapping>(setup.mappings + mappingBytes * (mapping as usize)))
    )
      return false;
  return true;
}

function readMapping(setup: Setup, mapping: Mapping): bool {
  const at = changetype<usize>(mapping);
  mapping.submaps = readBits(1) === 1 ? readBits(4) + 1 : 1;
  mapping.couplings = readBits(1) === 1 ? readBits(8) + 1 : 0;
  const bits = bitsOf(setup.channels - 1);
  if (bitsLeft() < 2 * bits * mapping.couplings) return false;
  mapping.coupled = keep(2 * mapping.couplings + 1);
  if (mapping.coupled === 0) return false;
  for (let coupling = 0; coupling < mapping.couplings; coupling++) {
    const magnitude = readBits(bits) as i32;
    const angle = readBits(bits) as i32;
    if (magnitude === angle || max(magnitude, angle) >= setup.channels) return false;
    store<u8>(mapping.coupled + 2 * coupling, u8(magnitude));
    store<u8>(mapping.coupled + 2 * coupling, u8(angle), 1);
  }
  if (readBits(2) !== 0) return false;
  for (let channel = 0; channel < setup.channels; channel++) {
    const submap = mapping.submaps > 1 ? (readBits(4) as i32) : 0;
    if (submap >= mapping.submaps) return false;
    store<u8>(at + channel, u8(submap), submapAt);
  }
  for (let submap = 0; submap < mapping.submaps; submap++) {
    readBits(8);
    const floor = readBits(8) as i32;
    const residue = readBits(8) as i32;
    if (floor >= setup.floorCount || residue >= setup.residueCount) return false;
    store<u8>(at + submap, u8(floor), floorAt);
    store<u8>(at + submap, u8(residue), residueAt);
  }
  return isInside();
}

function readModes(setup: Setup): bool {
  setup.modeCount = readBits(6) + 1;
  setup.modeBits = bitsOf(setup.modeCount - 1);
  setup.modes = keep(modeBytes * (setup.modeCount as usize));
  if (setup.modes === 0) return false;
  for (let mode = 0; mode < setup.modeCount; mode++) {
    const isLong = readBits(1);
    if (readBits(32) !== 0) return false;
    const mapping = readBits(8) as i32;
    if (mapping >= setup.mappingCount) return false;
    store<u8>(setup.modes + 2 * mode, u8(isLong));
    store<u8>(setup.modes + 2 * mode, u8(mapping), 1);
  }
  return isInside();
}

function floorOf(setup: Setup, index: i32): Floor {
  return changetype<Floor>(setup.floors + floorBytes * (index as usize));
}

function residueOf(setup: Setup, index: i32): Residue {
  return changetype<Residue>(setup.residues + offsetof<Residue>() * (index as usize));
}

/** Whether blocks of this mode are long. */
export function isLongMode(setup: Setup, mode: i32): bool {
  return load<u8>(setup.modes + 2 * mode) !== 0;
}

export function mappingOf(setup: Setup, mode: i32): Mapping {
  const index = load<u8>(setup.modes + 2 * mode, 1) as usize;
  return changetype<Mapping>(setup.mappings + mappingBytes * index);
}

export function submapOf(mapping: Mapping, channel: i32): i32 {
  return load<u8>(changetype<usize>(mapping) + channel, submapAt);
}

export function floorOfSubmap(setup: Setup, mapping: Mapping, submap: i32): Floor {
  return floorOf(setup, load<u8>(changetype<usize>(mapping) + submap, floorAt));
}

export function residueOfSubmap(setup: Setup, mapping: Mapping, submap: i32): Residue {
  return residueOf(setup, load<u8>(changetype<usize>(mapping) + submap, residueAt));
}
