/** Each block is twice the one of the class before, from 2^6 bytes on; in its first 16 bytes stand its class and the next of its list. */
const smallest = 6;
const classes = 32;
const headBytes = 16;
/** For each class the first of the blocks that wait to be used again. */
const idle = memory.data(classes * 4, 16);

/** All that one set-up may take: forty times what the usual encoder needs. */
const mostKept: usize = 16 << 20;
/** What is kept since `keepFrom`, as a list, and its bytes. */
let kept: usize = 0;
let keptBytes: usize = 0;

// What lies behind the static data belongs to this alone.
let top: usize = (__heap_base + 15) & ~15;

/** Returns the place of at least `bytes`, on a multiple of 16, with anything in them; 0 when there is no memory. */
export function take(bytes: usize): usize {
  if (bytes > mostKept) return 0;
  const kind = max(smallest, 32 - i32(clz(u32(bytes + headBytes - 1))));
  const waiting = idle + 4 * (kind as usize);
  let block = load<u32>(waiting) as usize;
  if (block !== 0) store<u32>(waiting, load<u32>(block, 4));
  else {
    block = top;
    const next = top + ((1 as usize) << kind);
    const pages = i32((next + 0xffff) >> 16) - memory.size();
    if (pages > 0 && memory.grow(pages) < 0) return 0;
    top = next;
    store<i32>(block, kind);
  }
  return block + headBytes;
}

/** Lets others use what was taken. */
export function giveBack(place: usize): void {
  const block = place - headBytes;
  const waiting = idle + 4 * (load<i32>(block) as usize);
  store<u32>(block, load<u32>(waiting), 4);
  store<u32>(waiting, block as u32);
}

/** Begins a list of what is kept together. */
export function keepFrom(): void {
  kept = 0;
  keptBytes = 0;
}

/** What was kept since `keepFrom`, for `giveAllBack`. */
export function allKept(): usize {
  return kept;
}

/** Takes `bytes`, all 0, that are kept with the others; 0 when there is no memory or they have too much together. */
export function keep(bytes: usize): usize {
  const place = take(bytes);
  if (place === 0 || !keepToo(place)) return 0;
  memory.fill(place, 0, bytes);
  return place;
}

/** Keeps what was taken with the others. False, and it is given back, when they have too much together. */
export function keepToo(place: usize): bool {
  const block = place - headBytes;
  keptBytes += (1 as usize) << load<i32>(block);
  if (keptBytes > mostKept) {
    giveBack(place);
    return false;
  }
  store<u32>(block, kept as u32, 4);
  kept = place;
  return true;
}

/** Gives a whole list back. */
export function giveAllBack(list: usize): void {
  while (list !== 0) {
    const next = load<u32>(list - headBytes, 4) as usize;
    giveBack(list);
    list = next;
  }
}
