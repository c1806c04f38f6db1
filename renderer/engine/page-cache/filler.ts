import type { StemSource } from '../../codecs/stem-source.ts';
import { varispeedReach } from '../../dsp/varispeed.ts';
import { missingPage, pageFrames, type PagePool, type PageTable, silentPage, writePage } from './pages.ts';
import type { CommandCell, PlayLog } from '../play-line.ts';
import {
  type FillPlan,
  type FillRow,
  firstIdleTier,
  holdsPage,
  lanesOf,
  nextRun,
  type Place,
  placeInFile,
  planFill,
  type Run,
} from './fill-plan.ts';
import type { Holder, SlotBook } from './page-cache.ts';

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Lets messages and answers of the network in. A timer would do, but nested timers wait 4 ms. */
const yieldTask = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });

/** What a filler works on: its share of the pool, and where to learn what is wanted. */
type FillerTools = {
  readonly pool: PagePool;
  readonly book: SlotBook;
  readonly command: CommandCell;
  readonly log: PlayLog;
  readonly sampleRate: number;
  /** A stem that cannot be read any more: from now on it is silent. */
  readonly onLost: (row: number, reason: unknown) => void;
};

type Stem = FillRow & {
  readonly source: StemSource;
  /** The page being read. */
  readonly page: { readonly left: Float32Array; readonly right: Float32Array };
  isBusy: boolean;
  failureCount: number;
};

/** How long a filler with nothing urgent to do sleeps when no command wakes it. */
const napMs = 40;
const failuresAllowed = 2;

/**
 * Keeps the pages of some stems filled around the playhead. It reads playhead and commands from shared memory, so neither a
 * busy page nor a late message can starve the sound; what a seek, a loop or another speed made stale is dropped after the page under
 * way. Whatever else of the mix changes, what is being read is read on.
 */
export class Filler {
  readonly #tools: FillerTools;
  #table: PageTable;
  #stems: readonly Stem[] = [];
  /** Rows that cannot be read any more: what they hold is played, all else of them is silent. */
  readonly #lost = new Set<number>();
  /** By shift: stems that sound later than their file need other pages of it. */
  #plans = new Map<number, FillPlan>();
  #planKey = '';
  /** Of the command that the plan follows. */
  #planSequence = 0;
  /** As it was read last: for the moment in which the page writes a command. */
  #lastWanted = '';
  #runs = 0;
  #isClosed = false;
  /** Everything that is wanted and not there had no room: wait for the playhead to move. */
  #isFull = false;
  #wake: () => void = () => undefined;

  constructor(tools: FillerTools, table: PageTable, sources: ReadonlyMap<number, StemSource>) {
    this.#tools = tools;
    this.#table = table;
    this.#adopt(sources);
  }

  /** The same song with more stems: pages that are there move to the new table. */
  extend(table: PageTable, sources: ReadonlyMap<number, StemSource>): void {
    for (const row of [...this.#stems.map((stem) => stem.row), ...this.#lost]) {
      const isLost = this.#lost.has(row);
      for (let page = 0; page < table.pagesOfRow(row); page += 1) {
        const slot = this.#table.slotOf(row, page);
        table.publish(row, page, isLost && slot === missingPage ? silentPage : slot);
      }
    }
    this.#table = table;
    this.#adopt(sources);
    this.#planKey = '';
    this.#wake();
  }

  /** The stems in these rows are silent from now on, and their pages free. */
  drop(rows: readonly number[]): void {
    const own = [...this.#stems.map((stem) => stem.row), ...this.#lost];
    for (const row of own.filter((one) => rows.includes(one))) {
      for (let page = 0; page < this.#table.pagesOfRow(row); page += 1) {
        this.#tools.book.release(this.#table.slotOf(row, page));
        this.#table.publish(row, page, silentPage);
      }
      this.#lost.delete(row);
    }
    this.#stems = this.#stems.filter((stem) => !rows.includes(stem.row));
  }

  /** Fills until it is closed. What keeps it from going on loses it all of its stems. */
  async work(): Promise<void> {
    try {
      await this.#fillOn();
    } catch (reason) {
      for (const stem of this.#stems) this.#lose(stem, reason);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  async #fillOn(): Promise<void> {
    while (!this.#isClosed) {
      const run = this.#isFull ? null : this.#next();
      this.#isFull = false;
      if (run === null || this.#runs >= lanesOf(run.tier)) await this.#nap();
      else if (run.tier < firstIdleTier) void this.#fill(run);
      else await this.#fillAtLeisure(run);
      // The most urgent all ask for their bytes in one turn, and so in one request.
      if (run === null || run.tier > 0) await yieldTask();
    }
  }

  #adopt(sources: ReadonlyMap<number, StemSource>): void {
    const known = new Map(this.#stems.map((stem) => [stem.row, stem]));
    const readable = [...sources].filter(([row]) => !this.#lost.has(row));
    this.#stems = readable.map(([row, source]) => known.get(row) ?? this.#stemOf(row, source));
  }

  #stemOf(row: number, source: StemSource): Stem {
    return {
      row,
      source,
      pageCount: this.#table.pagesOfRow(row),
      page: { left: new Float32Array(pageFrames), right: new Float32Array(pageFrames) },
      isBusy: false,
      failureCount: 0,
      isMissing: (page) => this.#table.slotOf(row, page) === missingPage,
    };
  }

  #next(): Run | null {
    this.#renewPlans();
    return nextRun(({ row }) => this.#planOf(row), this.#stems, this.#tools.book.freeCount > 0);
  }

  #renewPlans(): void {
    const { command, log } = this.#tools;
    this.#planSequence = command.sequence();
    const { position } = this.#place();
    const key = [Math.floor(position / pageFrames), command.sequence(), log.seekSerialTaken()].join();
    if (key === this.#planKey) return;
    this.#plans.clear();
    this.#planKey = key;
    for (const { row } of this.#stems) {
      for (const { first, end } of this.#planOf(row).window) {
        for (let page = first; page < end; page += 1) this.#tools.book.touch(this.#table.slotOf(row, page));
      }
    }
  }

  #planOf(row: number): FillPlan {
    const { book, sampleRate } = this.#tools;
    const shift = this.#table.shiftOf(row);
    const known = this.#plans.get(shift);
    if (known !== undefined) return known;
    const place = placeInFile(this.#place(), shift);
    const plan = planFill(place, sampleRate, book.slotCount / Math.max(1, this.#stems.length));
    this.#plans.set(shift, plan);
    return plan;
  }

  /** A seek counts from the moment it is asked for, before the reader has taken it up. */
  #place(): Place {
    const { command, log } = this.#tools;
    const songFrames = this.#table.lengthFrames;
    const asked = command.read();
    if (asked === null) return { position: log.cursor(), loop: null, songFrames, speed: 1 };
    const { speed } = asked;
    const isTaken = asked.seekSerial === log.seekSerialTaken();
    const loop = asked.isLoopOn
      ? { start: Math.max(0, asked.loopStart), end: Math.min(asked.loopEnd, songFrames) }
      : null;
    const position = (isTaken ? log.cursor() : asked.seekTarget) - (speed === 1 ? 0 : varispeedReach(speed));
    return { position, loop, songFrames, speed };
  }

  /** All of the command on which pages are needed depends. */
  #wanted(): string {
    const asked = this.#tools.command.read();
    if (asked !== null) {
      const { seekSerial, isLoopOn, loopStart, loopEnd, speed } = asked;
      this.#lastWanted = [seekSerial, isLoopOn, loopStart, loopEnd, speed].join();
    }
    return this.#lastWanted;
  }

  /** What is not needed soon takes a small part of the core, since others want it. */
  async #fillAtLeisure(run: Run): Promise<void> {
    await this.#fill(run);
    await this.#nap();
  }

  async #fill(run: Run): Promise<void> {
    const stem = this.#stems.find(({ row }) => row === run.row);
    if (stem === undefined) return;
    const wanted = this.#wanted();
    this.#runs += 1;
    stem.isBusy = true;
    try {
      for (let page = run.firstPage; page < run.firstPage + run.pageCount; page += 1) {
        if (this.#isClosed || this.#wanted() !== wanted) break;
        if (!(await this.#fillPage(stem, page))) break;
      }
    } catch (reason) {
      this.#fail(stem, reason);
    } finally {
      stem.isBusy = false;
      this.#runs -= 1;
      this.#wake();
    }
  }

  /** False when there is no room for it. */
  async #fillPage(stem: Stem, page: number): Promise<boolean> {
    const { book, pool } = this.#tools;
    this.#renewPlans();
    const taken = book.take({ row: stem.row, page }, (holder) =>
      holdsPage(this.#planOf(holder.row).pinned, holder.page),
    );
    if (taken === null) {
      this.#isFull = true;
      return false;
    }
    // The page leaves the table long before its slot is written over, so the reader cannot be in the middle of it.
    if (taken.evicted !== null) this.#evict(taken.evicted);
    const { left, right } = stem.page;
    try {
      await stem.source.read(page * pageFrames, left, right);
    } catch (reason) {
      book.release(taken.slot);
      throw reason;
    }
    stem.failureCount = 0;
    const isWanted = !this.#isClosed && this.#stems.includes(stem);
    const isHeld = isWanted && writePage(pool, taken.slot, left, right);
    if (!isHeld) book.release(taken.slot);
    if (isWanted) this.#table.publish(stem.row, page, isHeld ? taken.slot : silentPage);
    return true;
  }

  #evict({ row, page }: Holder): void {
    // Nothing brings back what a lost stem held.
    const isReadable = this.#stems.some((stem) => stem.row === row);
    this.#table.publish(row, page, isReadable ? missingPage : silentPage);
  }

  #fail(stem: Stem, reason: unknown): void {
    stem.failureCount += 1;
    if (stem.failureCount >= failuresAllowed && !this.#isClosed) this.#lose(stem, reason);
  }

  /** Once a stem. */
  #lose(stem: Stem, reason: unknown): void {
    if (!this.#stems.includes(stem)) return;
    for (let page = 0; page < stem.pageCount; page += 1) {
      if (stem.isMissing(page)) this.#table.publish(stem.row, page, silentPage);
    }
    this.#stems = this.#stems.filter((other) => other !== stem);
    this.#lost.add(stem.row);
    this.#tools.onLost(stem.row, reason);
  }

  /** Until a run ends, a command comes or the playhead has moved on. */
  async #nap(): Promise<void> {
    const { words } = this.#tools.command;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    // A command that came while a page was being read is not slept over.
    const waiting = Atomics.waitAsync(words, 0, this.#planSequence, napMs);
    await (waiting.async ? Promise.race([waiting.value, woken]) : undefined);
  }
}
