import type { StemSource } from '../../codecs/stem-source.ts';
import { varispeedReach } from '../../dsp/varispeed.ts';
import { missingPage, pageFrames, type PagePool, type PageTable, silentPage, writePage } from './pages.ts';
import type { CommandCell, PlayLog } from '../play-line.ts';
import {
  type FillPlan,
  type FillRow,
  firstIdleTier,
  holdsPage,
  runsAtOnce,
  nextRun,
  type Place,
  placeInFile,
  planFill,
  type Run,
} from './fill-plan.ts';
import type { CachedPage, PageCache } from './page-cache.ts';

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Lets pending messages run. A message channel, because nested timers wait 4 ms. */
const yieldTask = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });

/** A filler's share of the page pool, and where it reads what the page wants. */
type FillerParts = {
  readonly pool: PagePool;
  readonly cache: PageCache;
  readonly command: CommandCell;
  readonly log: PlayLog;
  readonly sampleRate: number;
  /** The stem of this row cannot be read any more; it stays silent. */
  readonly onLost: (row: number, reason: unknown) => void;
};

type Stem = FillRow & {
  readonly source: StemSource;
  /** The page being read. */
  readonly page: { readonly left: Float32Array; readonly right: Float32Array };
  isBusy: boolean;
  failureCount: number;
};

/** How long a filler without urgent work sleeps unless a command wakes it. */
const sleepMs = 40;
const failuresAllowed = 2;

/**
 * Decodes the pages of some stems ahead of the playhead. Reads playhead and commands from shared memory, so that neither a busy page nor
 * a late message starves the sound. A seek, a change of the loop or of the speed cancels the run under way after its current page; no
 * other change of the mix does.
 */
export class Filler {
  readonly #parts: FillerParts;
  #table: PageTable;
  #stems: readonly Stem[] = [];
  /** Rows that cannot be read any more: their cached pages play, the others are silent. */
  readonly #lost = new Set<number>();
  /** By shift, since a shifted stem needs other pages of its file. */
  #plans = new Map<number, FillPlan>();
  #planKey = '';
  /** Sequence of the command that the plans follow. */
  #planSequence = 0;
  /** The last readable value, for the moment in which the page writes a command. */
  #lastWanted = '';
  #runs = 0;
  #isClosed = false;
  /** Every slot is pinned: wait until the playhead moves. */
  #isFull = false;
  #wake: () => void = () => undefined;

  constructor(parts: FillerParts, table: PageTable, sources: ReadonlyMap<number, StemSource>) {
    this.#parts = parts;
    this.#table = table;
    this.#adopt(sources);
  }

  /** Continues the song with more stems, in up to `mostSlots`: moves the cached pages to the new table. */
  extend(table: PageTable, sources: ReadonlyMap<number, StemSource>, mostSlots: number): void {
    this.#parts.cache.limit = mostSlots;
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

  /** Silences the stems of these rows and frees their pages. */
  drop(rows: readonly number[]): void {
    const own = [...this.#stems.map((stem) => stem.row), ...this.#lost];
    for (const row of own.filter((one) => rows.includes(one))) {
      for (let page = 0; page < this.#table.pagesOfRow(row); page += 1) {
        this.#parts.cache.release(this.#table.slotOf(row, page));
        this.#table.publish(row, page, silentPage);
      }
      this.#lost.delete(row);
    }
    this.#stems = this.#stems.filter((stem) => !rows.includes(stem.row));
  }

  /** Fills until it is closed. An error that stops it loses all of its stems. */
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
      if (run === null || this.#runs >= runsAtOnce(run.tier, this.#stems.length)) await this.#sleep();
      else if (run.tier < firstIdleTier) void this.#fill(run);
      else await this.#fillSlowly(run);
      // Runs of the first tier start in one task, so that their bytes come in one request.
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
    return nextRun(({ row }) => this.#planOf(row), this.#stems, this.#parts.cache.freeCount > 0);
  }

  #renewPlans(): void {
    const { command, log } = this.#parts;
    this.#planSequence = command.sequence();
    const { position } = this.#place();
    const turn = log.turnUnder(command.sequence());
    const key = [
      ...[Math.floor(position / pageFrames), command.sequence(), log.seekSerialTaken()],
      ...[turn?.end ?? -1, turn?.target ?? -1],
    ].join();
    if (key === this.#planKey) return;
    this.#plans.clear();
    this.#planKey = key;
    for (const { row } of this.#stems) {
      for (const { first, end } of this.#planOf(row).window) {
        for (let page = first; page < end; page += 1) this.#parts.cache.touch(this.#table.slotOf(row, page));
      }
    }
  }

  #planOf(row: number): FillPlan {
    const { cache, sampleRate } = this.#parts;
    const shift = this.#table.shiftOf(row);
    const known = this.#plans.get(shift);
    if (known !== undefined) return known;
    const place = placeInFile(this.#place(), shift);
    const plan = planFill(place, sampleRate, cache.limit / Math.max(1, this.#stems.length));
    this.#plans.set(shift, plan);
    return plan;
  }

  /** Where the reader will be. A seek counts at once, before the reader takes it up. */
  #place(): Place {
    const { command, log } = this.#parts;
    const songFrames = this.#table.lengthFrames;
    const asked = command.read();
    if (asked === null) return { position: log.cursor(), loop: null, songFrames, speed: 1 };
    const { speed } = asked;
    const isTaken = asked.seekSerial === log.seekSerialTaken();
    // Once the reader has taken up the command it says where it turns next, which a chain or a last pass decides.
    const turn = isTaken ? log.turnUnder(command.sequence()) : undefined;
    const asAsked = { start: Math.max(0, asked.loopStart), end: Math.min(asked.loopEnd, songFrames) };
    const next = turn == null ? null : { start: turn.target, end: turn.end };
    const loop = !asked.isLoopOn ? null : turn === undefined ? asAsked : next;
    const position = (isTaken ? log.cursor() : asked.seekTarget) - (speed === 1 ? 0 : varispeedReach(speed));
    return { position, loop, songFrames, speed };
  }

  /** The part of the command that decides which pages are needed. */
  #wanted(): string {
    const asked = this.#parts.command.read();
    if (asked !== null) {
      const { seekSerial, isLoopOn, loopStart, loopEnd, speed } = asked;
      this.#lastWanted = [seekSerial, isLoopOn, loopStart, loopEnd, speed].join();
    }
    return this.#lastWanted;
  }

  /** Runs that are not urgent take a small part of the core. */
  async #fillSlowly(run: Run): Promise<void> {
    await this.#fill(run);
    await this.#sleep();
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

  /** Decodes one page into the cache. False when every slot is pinned. */
  async #fillPage(stem: Stem, page: number): Promise<boolean> {
    const { cache, pool } = this.#parts;
    this.#renewPlans();
    const taken = cache.take({ row: stem.row, page }, (holder) =>
      holdsPage(this.#planOf(holder.row).pinned, holder.page),
    );
    if (taken === null) {
      this.#isFull = true;
      return false;
    }
    // The page leaves the table long before its slot is overwritten, so the reader cannot be in the middle of it.
    if (taken.evicted !== null) this.#evict(taken.evicted);
    const { left, right } = stem.page;
    try {
      await stem.source.read(page * pageFrames, left, right);
    } catch (reason) {
      cache.release(taken.slot);
      throw reason;
    }
    stem.failureCount = 0;
    const isWanted = !this.#isClosed && this.#stems.includes(stem);
    const isStored = isWanted && writePage(pool, taken.slot, left, right);
    if (!isStored) cache.release(taken.slot);
    if (isWanted) this.#table.publish(stem.row, page, isStored ? taken.slot : silentPage);
    return true;
  }

  #evict({ row, page }: CachedPage): void {
    // The pages of a lost stem cannot be decoded again.
    const isReadable = this.#stems.some((stem) => stem.row === row);
    this.#table.publish(row, page, isReadable ? missingPage : silentPage);
  }

  #fail(stem: Stem, reason: unknown): void {
    stem.failureCount += 1;
    if (stem.failureCount >= failuresAllowed && !this.#isClosed) this.#lose(stem, reason);
  }

  /** Gives up a stem and reports it, once. */
  #lose(stem: Stem, reason: unknown): void {
    if (!this.#stems.includes(stem)) return;
    for (let page = 0; page < stem.pageCount; page += 1) {
      if (stem.isMissing(page)) this.#table.publish(stem.row, page, silentPage);
    }
    this.#stems = this.#stems.filter((other) => other !== stem);
    this.#lost.add(stem.row);
    this.#parts.onLost(stem.row, reason);
  }

  /** Sleeps until a run ends, a command arrives or 40 ms have passed. */
  async #sleep(): Promise<void> {
    const { words } = this.#parts.command;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    // Returns at once when a command arrived while a page was being decoded.
    const waiting = Atomics.waitAsync(words, 0, this.#planSequence, sleepMs);
    await (waiting.async ? Promise.race([waiting.value, woken]) : undefined);
  }
}
