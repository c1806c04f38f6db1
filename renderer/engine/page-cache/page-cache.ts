/** Who holds a slot. */
export type Holder = { readonly row: number; readonly page: number };

/**
 * The slots one filler owns, and which page is in each: hands out free ones, then the one whose page went unused longest and
 * is not pinned.
 */
export class SlotBook {
  readonly slotCount: number;
  readonly #firstSlot: number;
  readonly #holders: (Holder | null)[];
  readonly #free: number[];
  /** The slots in use as a ring, the one unused longest behind the end mark, whose index is `slotCount`. */
  readonly #next: Int32Array;
  readonly #previous: Int32Array;

  /** Owns the slots `[firstSlot, firstSlot + slotCount)`. */
  constructor(firstSlot: number, slotCount: number) {
    this.slotCount = slotCount;
    this.#firstSlot = firstSlot;
    this.#holders = Array.from({ length: slotCount }, () => null);
    // Handed out from the end: low slots first, so that a short song touches little memory.
    this.#free = Array.from({ length: slotCount }, (_, index) => slotCount - 1 - index);
    this.#next = new Int32Array(slotCount + 1).fill(slotCount);
    this.#previous = new Int32Array(slotCount + 1).fill(slotCount);
  }

  get freeCount(): number {
    return this.#free.length;
  }

  /** A slot for a page, and whose it was until now; null when all are pinned. */
  take(holder: Holder, isPinned: (holder: Holder) => boolean): { slot: number; evicted: Holder | null } | null {
    const free = this.#free.pop();
    const index = free ?? this.#oldest(isPinned);
    if (index === null) return null;
    const evicted = this.#holders[index] ?? null;
    this.#holders[index] = holder;
    if (free === undefined) this.#takeOut(index);
    this.#putLast(index);
    return { slot: this.#firstSlot + index, evicted };
  }

  /** The page was near the playhead. */
  touch(slot: number): void {
    const index = slot - this.#firstSlot;
    if (this.#holders[index] == null) return;
    this.#takeOut(index);
    this.#putLast(index);
  }

  release(slot: number): void {
    const index = slot - this.#firstSlot;
    if (this.#holders[index] == null) return;
    this.#holders[index] = null;
    this.#takeOut(index);
    this.#free.push(index);
  }

  /** What is pinned is put last, so that nobody comes upon it again soon. */
  #oldest(isPinned: (holder: Holder) => boolean): number | null {
    for (let tried = 0; tried < this.slotCount; tried += 1) {
      const index = this.#next[this.slotCount] ?? this.slotCount;
      const holder = this.#holders[index] ?? null;
      if (holder === null) return null;
      if (!isPinned(holder)) return index;
      this.#takeOut(index);
      this.#putLast(index);
    }
    return null;
  }

  #takeOut(index: number): void {
    const next = this.#next[index] ?? this.slotCount;
    const previous = this.#previous[index] ?? this.slotCount;
    this.#next[previous] = next;
    this.#previous[next] = previous;
  }

  #putLast(index: number): void {
    const last = this.#previous[this.slotCount] ?? this.slotCount;
    this.#next[last] = index;
    this.#previous[index] = last;
    this.#next[index] = this.slotCount;
    this.#previous[this.slotCount] = index;
  }
}
