import { fail, frames, ok, type Frames, type Hertz, type Mix, type Result, type Sha256 } from '#contract';
import type { AudioDevice, OpenDevice } from './audio-device.ts';
import type { BytePlace } from '../codecs/library-byte-source.ts';
import type { FillerCrew } from './filling/filler-pool.ts';
import { gatherOpened, majorityRate, withFirstTrouble, withLost, type OpenedStems } from './opened-stems.ts';
import { createSongMemory, PageTable, type PoolMemory } from './pages/pages.ts';
import type { PlayerStem } from './player.ts';
import { commandOf, positionOf } from './position.ts';
import { PlayLine } from './shared/play-command.ts';
import { SongGraph } from './song-graph.ts';
import type { ChangeManner } from './mixer-nodes.ts';

/** A song that is ready: its nodes, and the line to its reader. */
export type OpenSong = {
  /** In the order of their rows; null where a stem has gone. */
  readonly stems: readonly (PlayerStem | null)[];
  readonly rate: Hertz;
  readonly opened: OpenedStems;
  readonly lengthFrames: Frames;
  readonly device: OpenDevice;
  readonly line: PlayLine;
  readonly graph: SongGraph;
  readonly table: PageTable;
};

/** A song whose stems are open and whose pages are still to come. */
type Unfilled = Omit<OpenSong, 'lengthFrames' | 'table'>;

export type OpenerParts = {
  readonly device: AudioDevice;
  readonly crew: FillerCrew;
  readonly pool: PoolMemory;
  readonly placeOf: (sha256: Sha256) => BytePlace;
  readonly hasLimiter: () => boolean;
  readonly onEnd: (line: PlayLine, seekSerial: number) => void;
};

/** Longer than the fade of a pause and the largest buffer of a device. */
const silenceTimeoutMs = 150;
/** Longer than the glide of a strip and the largest buffer of a device. */
const withdrawalMs = 120;

/** Brings songs in and out of the device, the workers and the pool. One at a time: the caller waits for each step. */
export class SongOpener {
  readonly #parts: OpenerParts;
  /** Resolves when the song that was closed last is silent and its nodes are gone. */
  #left: Promise<void> = Promise.resolve();

  constructor(parts: OpenerParts) {
    this.#parts = parts;
  }

  /**
   * The song before must have been closed. `isStale`: another song is wanted. Fails with `noAudioDevice` or `cancelled`. Leaves
   * nothing behind when it fails or throws.
   */
  async open(stems: readonly PlayerStem[], mix: Mix, isStale: () => boolean): Promise<Result<OpenSong>> {
    const { crew, device: devices } = this.#parts;
    const [rows] = await Promise.all([crew.open(this.#toOpen(stems, 0)), this.#left]);
    const rate = majorityRate(rows.flatMap(({ outcome }) => (outcome.ok ? [outcome.facts.sampleRate] : [])));
    const [tuned, device] = await Promise.all([crew.tune(rate), devices.at(rate)]);
    if (isStale() || !device.ok) {
      await crew.close();
      return device.ok ? fail('cancelled') : device;
    }
    void devices.start(device.value);
    const opened = gatherOpened(stems, withFirstTrouble(rows, tuned));
    const line = new PlayLine();
    let graph: SongGraph | null = null;
    try {
      graph = this.#graphOf(device.value, stems.length, line);
      return ok(await this.#enter({ stems, rate, opened, device: device.value, line, graph }, mix, 'jump'));
    } catch (reason) {
      graph?.dispose();
      await Promise.all([crew.close(), devices.close()]);
      throw reason;
    }
  }

  /** Stems that arrived later join the song where it stands; the ones that were there sound on. */
  async extend(song: OpenSong, added: readonly PlayerStem[], mix: Mix): Promise<OpenSong> {
    const { crew } = this.#parts;
    const stems = [...song.stems, ...added];
    const rows = await crew.open(this.#toOpen(added, song.stems.length), 'beside');
    // What a stem was refused for when it was opened stays true.
    const refused = song.stems.flatMap((stem, row) => {
      const problem = song.opened.problems.find(({ stemId }) => stemId === stem?.id);
      return problem === undefined ? [] : [{ row, outcome: { ok: false, failure: problem.failure } } as const];
    });
    const opened = gatherOpened(stems, withFirstTrouble([...refused, ...rows], await crew.tune(song.rate)));
    if (stems.length <= song.graph.stripCount) return this.#enter({ ...song, stems, opened }, mix, 'glide');
    return this.#enterLarger({ ...song, stems, opened }, mix);
  }

  /** Stems that are not wanted any more fade out, and the others sound on. */
  async withdraw(song: OpenSong, gone: readonly number[], mix: Mix): Promise<OpenSong> {
    const stems = song.stems.map((stem, row) => (gone.includes(row) ? null : stem));
    song.graph.assign(stems);
    song.graph.applyMix(mix, 'glide');
    await pauseFor(withdrawalMs);
    await this.#parts.crew.drop(gone);
    const ids = new Set(gone.map((row) => song.stems[row]?.id));
    const problems = song.opened.problems.filter(({ stemId }) => !ids.has(stemId));
    return { ...song, stems, opened: { ...song.opened, problems } };
  }

  /** The same song where it was heard last, in a new device, since its own was lost. Fails with `noAudioDevice`. */
  async toNewDevice(song: OpenSong, mix: Mix): Promise<Result<OpenSong>> {
    const { line, stems, lengthFrames } = song;
    const position = positionOf(line.log, line.command, song.device.heard.frame(), lengthFrames);
    const renewed = await this.#parts.device.renew(song.rate);
    if (!renewed.ok) return renewed;
    song.graph.dispose();
    line.ask({ isPlaying: false });
    line.seek(Math.round(position));
    const device = renewed.value;
    const graph = this.#graphOf(device, stems.length, line);
    return ok(await this.#enter({ ...song, device, graph }, mix, 'jump'));
  }

  /**
   * Gives up all that the song holds. It may fade out a little longer, until `left`: the next one is being read meanwhile,
   * but nothing is written over the pages that fade.
   */
  async close(song: OpenSong): Promise<void> {
    // Whatever a broken device says to it, the next song opens.
    this.#left = leave(song).catch(() => undefined);
    await this.#parts.crew.close();
  }

  /** Resolves when the song that was closed last is silent and its nodes are gone. */
  left(): Promise<void> {
    return this.#left;
  }

  /** More stems than strips: a larger graph takes over where the old one was heard, after a short silence. */
  async #enterLarger(song: Unfilled, mix: Mix): Promise<OpenSong> {
    const { line, device, graph } = song;
    const { isPlaying } = line.command;
    const position = positionOf(line.log, line.command, device.heard.frame(), Infinity);
    line.ask({ isPlaying: false });
    await silence(song);
    graph.dispose();
    const larger = this.#graphOf(device, song.stems.length, line);
    line.seek(Math.round(position));
    line.ask({ isPlaying });
    return this.#enter({ ...song, graph: larger }, mix, 'jump');
  }

  async #enter(song: Unfilled, mix: Mix, manner: ChangeManner): Promise<OpenSong> {
    const { stems, rate, opened, line, graph } = song;
    const { crew, pool } = this.#parts;
    const memory = createSongMemory(opened.rowLengths);
    const table = new PageTable(memory);
    shiftRows(table, stems, mix);
    line.ask(commandOf(mix));
    const order = { song: memory, command: line.commandMemory, log: line.logMemory, sampleRate: rate };
    const lost = await crew.fill(order);
    graph.setSong(memory, pool, stems);
    graph.applyMix(mix, manner);
    return { ...song, opened: withLost(opened, stems, lost), lengthFrames: frames(memory.lengthFrames), table };
  }

  #graphOf(device: OpenDevice, stemCount: number, line: PlayLine): SongGraph {
    return new SongGraph(device.context, device.parts, stemCount, line, this.#parts.hasLimiter(), (seekSerial) => {
      this.#parts.onEnd(line, seekSerial);
    });
  }

  #toOpen(stems: readonly PlayerStem[], firstRow: number): Parameters<FillerCrew['open']>[0] {
    return stems.map(({ audio }, index) => ({
      row: firstRow + index,
      place: this.#parts.placeOf(audio.sha256),
      byteLength: audio.byteLength,
      container: audio.container,
    }));
  }
}

/**
 * Writes how much later than its file each stem is to sound. Returns whether any of it changed: reader and fillers look when they are
 * asked something.
 */
export function shiftRows(table: PageTable, stems: readonly (PlayerStem | null)[], mix: Mix): boolean {
  let isChanged = false;
  stems.forEach((stem, row) => {
    const shift = mix.strips.find(({ stemId }) => stemId === stem?.id)?.shiftFrames ?? 0;
    isChanged ||= shift !== table.shiftOf(row);
    table.setShift(row, shift);
  });
  return isChanged;
}

async function leave(song: OpenSong): Promise<void> {
  song.line.ask({ isPlaying: false });
  await silence(song);
  song.graph.dispose();
}

/** Waits until the reader has faded out, so that its pages may be given to others. */
async function silence({ device, line }: Pick<OpenSong, 'device' | 'line'>): Promise<void> {
  const isMoving = (): boolean => (line.log.spanAt(Infinity)?.rate ?? 0) > 0;
  if (device.context.state !== 'running' || !isMoving()) return;
  const deadline = performance.now() + silenceTimeoutMs;
  while (isMoving() && performance.now() < deadline) await pauseFor(2);
  // The fade itself.
  await pauseFor(8);
}

const pauseFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
