/** Who holds a slot. */
export type Holder = { readonly row: number; readonly page: number };

type Entry = { holder: Holder | null; usedAt: number };

/**
 * The slots one filler owns, and which page is in each: hands out free ones, then the one whose page went unused longest and
 * is not pinned.
 */
export class SlotBook {
  readonly #firstSlot: number;
  readonly #entries: Entry[];
  readonly #free: number[];
  #clock = 0;

  /** Owns the slots `[firstSlot, firstSlot + slotCount)`. */
  constructor(firstSlot: number, slotCount: number) {
    this.#firstSlot = firstSlot;
    this.#entries = Array.from({ length: slotCount }, () => ({ holder: null, usedAt: 0 }));
    // Handed out from the end: low slots first, so that a short song touches little memory.
    this.#free = Array.from({ length: slotCount }, (_, index) => slotCount - 1 - index);
  }

  get slotCount(): number {
    return this.#entries.length;
  }

  get freeCount(): number {
    return this.#free.length;
  }

  /** A slot for a page, and whose it was until now; null when all are pinned. */
  take(holder: Holder, isPinned: (holder: Holder) => boolean): { slot: number; evicted: Holder | null } | null {
    const index = this.#free.pop() ?? this.#oldest(isPinned);
    const entry = index === undefined ? undefined : this.#entries[index];
    if (index === undefined || entry === undefined) return null;
    const evicted = entry.holder;
    entry.holder = holder;
    entry.usedAt = this.#tick();
    return { slot: this.#firstSlot + index, evicted };
  }

  /** The page was near the playhead. */
  touch(slot: number): void {
    const entry = this.#entries[slot - this.#firstSlot];
    if (entry !== undefined) entry.usedAt = this.#tick();
  }

  release(slot: number): void {
    const entry = this.#entries[slot - this.#firstSlot];
    if (entry?.holder == null) return;
    entry.holder = null;
    this.#free.push(slot - this.#firstSlot);
  }

  #tick(): number {
    this.#clock += 1;
    return this.#clock;
  }

  #oldest(isPinned: (holder: Holder) => boolean): number | undefined {
    let oldest: number | undefined;
    let usedAt = Infinity;
    for (const [index, entry] of this.#entries.entries()) {
      if (entry.holder === null || entry.usedAt >= usedAt || isPinned(entry.holder)) continue;
      oldest = index;
      usedAt = entry.usedAt;
    }
    return oldest;
  }
}
