import { ok } from '#contract';
import type { Overview } from '../dsp/overview.ts';
import { overviewSlice } from '../dsp/overview-slice.ts';
import { loadOverview, makeOverview, saveOverview } from '../engine/overviews.ts';
import type { WaveShape } from '../mix/wave-shape.ts';
import type { OverviewPort } from './ports.ts';

/** Overviews made by the engine and kept by main beside the stems. */
export const engineOverviews: OverviewPort = {
  load: async (audio) => {
    const loaded = await loadOverview(audio.sha256);
    return loaded.ok ? shapeOf(loaded.value) : null;
  },
  make: async ({ audio }) => {
    const made = await makeOverview({ audio });
    if (!made.ok) return made;
    const { overview, facts } = made.value;
    // One that could not be kept is made again next time.
    await saveOverview(audio.sha256, overview);
    return ok({ shape: shapeOf(overview), facts });
  },
};

function shapeOf(overview: Overview): WaveShape {
  const coarsest = overview.levels.at(-1) ?? new Int8Array(0);
  return {
    peak: coarsest.reduce((peak, point) => Math.max(peak, Math.abs(point)), 0) / 127,
    columns: (startFrames, endFrames, sampleRate, count) =>
      overviewSlice(overview, { startFrames, endFrames, sampleRate }, count),
  };
}
