/** A page of a stem. */
export type CachedPage = { readonly row: number; readonly page: number };

/**
 * The slots of one filler and the page in each. Hands out free slots first, then the least recently used one whose page is not
 * pinned.
 */
export class PageCache {
  readonly slotCount: number;
  /** The most slots to hand out; changes when stems arrive. */
  limit: number;
  readonly #firstSlot: number;
  readonly #pages: (CachedPage | null)[];
  readonly #free: number[];
  /** The slots in use as a ring, from the least to the most recently used, after the end mark at index `slotCount`. */
  readonly #next: Int32Array;
  readonly #previous: Int32Array;

  /** Owns the slots `[firstSlot, firstSlot + slotCount)`. */
  constructor(firstSlot: number, slotCount: number, limit = slotCount) {
    this.slotCount = slotCount;
    this.limit = limit;
    this.#firstSlot = firstSlot;
    this.#pages = Array.from({ length: slotCount }, () => null);
    // Handed out from the end, low slots first, so that a short song touches little memory.
    this.#free = Array.from({ length: slotCount }, (_, index) => slotCount - 1 - index);
    this.#next = new Int32Array(slotCount + 1).fill(slotCount);
    this.#previous = new Int32Array(slotCount + 1).fill(slotCount);
  }

  get freeCount(): number {
    return Math.max(0, this.limit - this.slotCount + this.#free.length);
  }

  /** Takes a slot for a page. Returns it with the page it evicts, if any, or null when all are pinned. */
  take(page: CachedPage, isPinned: (page: CachedPage) => boolean): { slot: number; evicted: CachedPage | null } | null {
    const free = this.freeCount > 0 ? this.#free.pop() : undefined;
    const index = free ?? this.#oldest(isPinned);
    if (index === null) return null;
    const evicted = this.#pages[index] ?? null;
    this.#pages[index] = page;
    if (free === undefined) this.#takeOut(index);
    this.#putLast(index);
    return { slot: this.#firstSlot + index, evicted };
  }

  /** Marks the page in a slot as recently used. */
  touch(slot: number): void {
    const index = slot - this.#firstSlot;
    if (this.#pages[index] == null) return;
    this.#takeOut(index);
    this.#putLast(index);
  }

  /** Frees a slot; does nothing for one that is free or not its own. */
  release(slot: number): void {
    const index = slot - this.#firstSlot;
    if (this.#pages[index] == null) return;
    this.#pages[index] = null;
    this.#takeOut(index);
    this.#free.push(index);
  }

  /** The least recently used slot that is not pinned. Moves pinned ones to the end, so that the next search passes them over. */
  #oldest(isPinned: (page: CachedPage) => boolean): number | null {
    for (let tried = 0; tried < this.slotCount; tried += 1) {
      const index = this.#next[this.slotCount] ?? this.slotCount;
      const page = this.#pages[index] ?? null;
      if (page === null) return null;
      if (!isPinned(page)) return index;
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
