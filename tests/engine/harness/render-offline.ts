import type { Sha256 } from '#contract';
import { FillerPool } from '../../../renderer/engine/page-cache/filler-pool.ts';
import {
  createPoolMemory,
  createSongMemory,
  missingPage,
  pagesOf,
  PageTable,
} from '../../../renderer/engine/page-cache/pages.ts';
import { commandOf, PlayLine } from '../../../renderer/engine/play-line.ts';
import { shiftRows } from '../../../renderer/engine/song-opener.ts';
import { gainCurve } from '../../../renderer/mix/automation.ts';
import { clickTrack } from '../../../renderer/song/click.ts';
import { loadWorklets, SongGraph } from '../../../renderer/engine/song-graph.ts';
import type { OfflineAction, OfflineRequest, OfflineResult } from './harness-api.ts';

/** Holds every page of each test's song, though a song of few stems uses a share of it. */
const poolBytes = 192 * 2 ** 20;

export const urlOf = (sha256: Sha256 | string): string => `/stem/${sha256}`;

/** The live graph in an OfflineAudioContext, which begins when every page of the song is there: it cannot be late, only wrong. */
export async function renderOffline(request: OfflineRequest): Promise<OfflineResult> {
  const { stems, sampleRate, lengthFrames } = request;
  const pool = createPoolMemory(poolBytes, request.format);
  const fillers = new FillerPool(1, pool, {
    onLost: (row) => {
      throw new Error(`Row ${String(row)} was lost.`);
    },
    onConcealed: () => undefined,
  });
  const rows = await fillers.open(
    stems.map(({ audio }, row) => ({
      row,
      place: { in: 'web', url: new URL(urlOf(audio.sha256), location.href).href } as const,
      byteLength: audio.byteLength,
      container: audio.container,
    })),
  );
  const rate = sampleRate as never;
  const resampled = await fillers.setRate(rate);
  const lengths = stems.map((_, row) => {
    const outcome = [...rows, ...resampled].findLast((opened) => opened.row === row)?.outcome;
    if (outcome?.ok !== true) throw new Error(`Row ${String(row)} did not open.`);
    return outcome.lengthFrames;
  });
  const context = new OfflineAudioContext(2, lengthFrames, sampleRate);
  const parts = await loadWorklets(context);
  const line = new PlayLine();
  const graph = new SongGraph(context, parts, stems.length, line, request.hasLimiter, () => undefined);
  const memory = createSongMemory(lengths);
  const table = new PageTable(memory);
  shiftRows(table, stems, request.mix, rate);
  line.ask(commandOf(request.mix));
  await fillers.fill({ song: memory, command: line.commandMemory, log: line.logMemory, sampleRate: rate });
  graph.setSong(memory, pool, stems);
  graph.applyMix(request.mix, 'jump');
  if (request.click !== undefined) {
    const { grid, click, countIn } = request.click;
    graph.applyClick(click, 'jump');
    const track = clickTrack(grid, click.perBeat, memory.lengthFrames, sampleRate);
    graph.setClick({ track, sound: click.sound, isOn: click.isOn, countIn });
  }

  const { stretches = [] } = request;
  graph.setAutomation(stems.map(({ id }) => gainCurve(stretches, id, sampleRate)));

  // What a late stem has beyond the song's end is never read.
  const isWhole = (): boolean =>
    lengths.every((length, row) => {
      const pageCount = pagesOf(Math.min(length, memory.lengthFrames - table.shiftOf(row)));
      return Array.from({ length: pageCount }, (_, page) => table.slotOf(row, page)).every(
        (slot) => slot !== missingPage,
      );
    });
  const songIsThere = async (): Promise<void> => {
    const patienceEnds = performance.now() + 60_000;
    while (!isWhole()) {
      if (performance.now() > patienceEnds) throw new Error('The song is not whole in the page pool.');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };

  function act(action: OfflineAction): void {
    if (action.seek !== undefined) line.seek(action.seek);
    if (action.isPlaying !== undefined) line.ask({ isPlaying: action.isPlaying });
    if (action.mix !== undefined) {
      shiftRows(table, stems, action.mix, rate);
      line.ask(commandOf(action.mix));
      graph.applyMix(action.mix, 'glide', action.glideSeconds);
    }
    if (action.isStarved === true) {
      fillers.dispose();
      for (let row = 0; row < stems.length; row += 2) {
        for (let page = 0; page < table.pagesPerRow; page += 1) table.publish(row, page, missingPage);
      }
    }
  }

  const stops = new Set(request.actions.map(({ atFrame }) => atFrame));
  const suspensions = [...stops]
    .filter((frame) => frame > 0 && frame < lengthFrames)
    .map(async (frame) => {
      await context.suspend(frame / sampleRate);
      for (const action of request.actions.filter(({ atFrame }) => atFrame === frame)) act(action);
      await context.resume();
    });
  for (const action of request.actions.filter(({ atFrame }) => atFrame === 0)) act(action);
  await songIsThere();
  // The song's message to the worklet must be there before the first quantum.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const buffer = await context.startRendering();
  await Promise.all(suspensions);
  fillers.dispose();
  return { left: buffer.getChannelData(0), right: buffer.getChannelData(1), dropouts: line.log.dropouts() };
}
