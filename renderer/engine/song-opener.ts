import { fail, frames, ok, type Frames, type Hertz, type Mix, type Result, type Sha256 } from '#contract';
import type { AudioDevice, OpenDevice } from './device/audio-device.ts';
import type { BytePlace } from '../codecs/library-byte-source.ts';
import type { FillerPool } from './page-cache/filler-pool.ts';
import { gatherOpened, majorityRate, withFirstTrouble, withLost, type OpenedStems } from './opened-stems.ts';
import { createSongMemory, PageTable, type PoolMemory } from './page-cache/pages.ts';
import type { PlayerStem } from './player.ts';
import { offsetFrames } from '../mix/strip-stems.ts';
import { commandOf, PlayLine } from './play-line.ts';
import type { CueSources } from './cue/cue-source.ts';
import type { ChangeManner } from './mixer-nodes.ts';
import { SongGraph } from './song-graph.ts';

/** A song that is ready: its nodes, its page table and the line to its reader. */
export type OpenSong = {
  /** By row; null where a stem was withdrawn. */
  readonly stems: readonly (PlayerStem | null)[];
  readonly rate: Hertz;
  readonly opened: OpenedStems;
  readonly lengthFrames: Frames;
  readonly device: OpenDevice;
  readonly line: PlayLine;
  readonly graph: SongGraph;
  readonly table: PageTable;
};

/** A song whose stems are open but whose page table does not exist yet. */
type Unfilled = Omit<OpenSong, 'lengthFrames' | 'table'>;

/** What the opener works with. `onEnd`: the reader of `line` reached the end of the song. */
export type OpenerParts = {
  readonly device: AudioDevice;
  readonly fillers: FillerPool;
  readonly pool: PoolMemory;
  readonly placeOf: (sha256: Sha256) => BytePlace;
  readonly hasLimiter: () => boolean;
  /** Where the cue of each song goes; default: there is none. */
  readonly cue?: CueSources;
  readonly onEnd: (line: PlayLine, seekSerial: number) => void;
};

/** Longer than the fade of a pause and the largest buffer of a device. */
const silenceTimeoutMs = 150;
/** Longer than the glide of a strip and the largest buffer of a device. */
const withdrawalMs = 120;

/** Opens and closes songs in the device, the fillers and the page pool. The caller waits for each call before the next. */
export class SongOpener {
  readonly #parts: OpenerParts;
  /** Resolves when the song closed last is silent and its nodes are gone. */
  #left: Promise<void> = Promise.resolve();

  constructor(parts: OpenerParts) {
    this.#parts = parts;
  }

  /**
   * Opens a song; the one before must be closed. `isStale`: the caller no longer wants it. Fails with `noAudioDevice` or `cancelled`.
   * Frees everything when it fails or throws.
   */
  async open(stems: readonly PlayerStem[], mix: Mix, isStale: () => boolean): Promise<Result<OpenSong>> {
    const { fillers, device: devices } = this.#parts;
    const known = stems.flatMap(({ sampleRate }) => sampleRate ?? []);
    const likely = known.length === 0 ? null : majorityRate(known);
    const early = this.#left.then(() => (likely === null ? null : devices.at(likely)));
    const [rows] = await Promise.all([fillers.open(this.#toOpen(stems, 0)), this.#left]);
    const rate = majorityRate(rows.flatMap(({ outcome }) => (outcome.ok ? [outcome.facts.sampleRate] : [])));
    const [resampled, device] = await Promise.all([
      fillers.setRate(rate),
      early.then((opened) => (opened === null || likely !== rate ? devices.at(rate) : opened)),
    ]);
    if (isStale() || !device.ok) {
      await fillers.close();
      return device.ok ? fail('cancelled') : device;
    }
    void devices.start(device.value);
    const opened = gatherOpened(stems, withFirstTrouble(rows, resampled));
    const line = new PlayLine();
    let graph: SongGraph | null = null;
    try {
      graph = this.#graphOf(device.value, stems.length, line);
      return ok(await this.#enter({ stems, rate, opened, device: device.value, line, graph }, mix, 'jump'));
    } catch (reason) {
      graph?.dispose();
      await Promise.all([fillers.close(), devices.close()]);
      throw reason;
    }
  }

  /** Adds stems that arrived later at the current position; the others play on. */
  async extend(song: OpenSong, added: readonly PlayerStem[], mix: Mix): Promise<OpenSong> {
    const { fillers } = this.#parts;
    const stems = [...song.stems, ...added];
    const rows = await fillers.open(this.#toOpen(added, song.stems.length), 'beside');
    // Keep the failures from the first opening.
    const refused = song.stems.flatMap((stem, row) => {
      const problem = song.opened.problems.find(({ stemId }) => stemId === stem?.id);
      return problem === undefined ? [] : [{ row, outcome: { ok: false, failure: problem.failure } } as const];
    });
    const opened = gatherOpened(stems, withFirstTrouble([...refused, ...rows], await fillers.setRate(song.rate)));
    if (stems.length <= song.graph.stripCount) return this.#enter({ ...song, stems, opened }, mix, 'glide');
    return this.#enterLarger({ ...song, stems, opened }, mix);
  }

  /** Fades out the stems in the rows `gone` and drops them; the others play on. */
  async withdraw(song: OpenSong, gone: readonly number[], mix: Mix): Promise<OpenSong> {
    const stems = song.stems.map((stem, row) => (gone.includes(row) ? null : stem));
    song.graph.assign(stems);
    song.graph.applyMix(mix, 'glide');
    await pauseFor(withdrawalMs);
    await this.#parts.fillers.drop(gone);
    const ids = new Set(gone.map((row) => song.stems[row]?.id));
    const problems = song.opened.problems.filter(({ stemId }) => !ids.has(stemId));
    return { ...song, stems, opened: { ...song.opened, problems } };
  }

  /** Moves the song to a new device, paused at its last audible position. Fails with `noAudioDevice`. */
  async toNewDevice(song: OpenSong, mix: Mix): Promise<Result<OpenSong>> {
    const { line, stems, lengthFrames } = song;
    const position = line.positionAt(song.device.heard.frame(), lengthFrames);
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
   * Frees what the song holds. It may fade out until `left` resolves; the next song can be read meanwhile, because nothing overwrites
   * the pages of the fade before that.
   */
  async close(song: OpenSong): Promise<void> {
    // An error of a broken device must not keep the next song from opening.
    this.#left = fadeOutAndDispose(song).catch(() => undefined);
    await this.#parts.fillers.close();
  }

  /** Resolves when the song closed last is silent and its nodes are gone. */
  left(): Promise<void> {
    return this.#left;
  }

  /** For more stems than strips: fades out and continues in a larger graph at the audible position. */
  async #enterLarger(song: Unfilled, mix: Mix): Promise<OpenSong> {
    const { line, device, graph } = song;
    const { isPlaying } = line.command;
    const position = line.positionAt(device.heard.frame(), Infinity);
    line.ask({ isPlaying: false });
    await fadedOut(song);
    graph.dispose();
    const larger = this.#graphOf(device, song.stems.length, line);
    line.seek(Math.round(position));
    line.ask({ isPlaying });
    return this.#enter({ ...song, graph: larger }, mix, 'jump');
  }

  async #enter(song: Unfilled, mix: Mix, manner: ChangeManner): Promise<OpenSong> {
    const { stems, rate, opened, line, graph } = song;
    const { fillers, pool } = this.#parts;
    const memory = createSongMemory(opened.rowLengths);
    const table = new PageTable(memory);
    shiftRows(table, stems, mix, rate);
    line.ask(commandOf(mix));
    const request = { song: memory, command: line.commandMemory, log: line.logMemory, sampleRate: rate };
    const lost = await fillers.fill(request);
    graph.setSong(memory, pool, stems);
    graph.applyMix(mix, manner);
    return { ...song, opened: withLost(opened, stems, lost), lengthFrames: frames(memory.lengthFrames), table };
  }

  #graphOf(device: OpenDevice, stemCount: number, line: PlayLine): SongGraph {
    const { hasLimiter, onEnd, cue } = this.#parts;
    const ended = (seekSerial: number): void => {
      onEnd(line, seekSerial);
    };
    const way = cue === undefined ? null : { sources: cue, heard: device.heard };
    return new SongGraph(device.context, device.parts, stemCount, line, hasLimiter(), ended, way);
  }

  #toOpen(stems: readonly PlayerStem[], firstRow: number): Parameters<FillerPool['open']>[0] {
    return stems.map(({ audio }, index) => ({
      row: firstRow + index,
      place: this.#parts.placeOf(audio.sha256),
      byteLength: audio.byteLength,
      container: audio.container,
    }));
  }
}

/**
 * Writes each stem's offset (frames, positive: later than in its file) into the page table. Returns whether any changed; reader and fillers
 * notice a change only with the next command.
 */
export function shiftRows(table: PageTable, stems: readonly (PlayerStem | null)[], mix: Mix, songRate: Hertz): boolean {
  let isChanged = false;
  stems.forEach((stem, row) => {
    const strip = mix.strips.find(({ stemId }) => stemId === stem?.id);
    const shift = strip === undefined ? 0 : offsetFrames(strip, songRate);
    isChanged ||= shift !== table.shiftOf(row);
    table.setShift(row, shift);
  });
  return isChanged;
}

async function fadeOutAndDispose(song: OpenSong): Promise<void> {
  song.line.ask({ isPlaying: false });
  await fadedOut(song);
  song.graph.dispose();
}

/** Waits until the reader has faded out, so that its pages can be reused; 158 ms at most. */
async function fadedOut({ device, line }: Pick<OpenSong, 'device' | 'line'>): Promise<void> {
  const isMoving = (): boolean => (line.log.spanAt(Infinity)?.rate ?? 0) > 0;
  if (device.context.state !== 'running' || !isMoving()) return;
  const deadline = performance.now() + silenceTimeoutMs;
  while (isMoving() && performance.now() < deadline) await pauseFor(2);
  // The rest of the fade.
  await pauseFor(8);
}

const pauseFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
