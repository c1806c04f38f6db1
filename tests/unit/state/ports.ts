import { fail, ok, type Bridge, type LoudnessFigures } from '#contract';
import type { RenderReport } from '../../../renderer/export/render-job.ts';
import type { AnalysisPort, WaveformPort, Ports, RenderPort } from '../../../renderer/state/ports.ts';
import type { FakeBridge } from '../../fakes/fake-bridge.ts';
import { FakeCue } from '../../fakes/fake-cue.ts';
import { FakeMidi } from '../../fakes/fake-midi.ts';
import { FakePlayer } from '../../fakes/fake-player.ts';

const noWaveforms: WaveformPort = {
  load: () => Promise.resolve(null),
  make: () => Promise.resolve(fail('undecodable')),
};

const loud: LoudnessFigures = { integratedLufs: -16.34, rangeLu: 6.1, truePeakDb: -0.8, samplePeakDb: -1 };

/** How a file turned out that was made without trouble. */
export const outcomeOf = (change: Partial<RenderReport> = {}): RenderReport => ({
  ...{ peakDb: -1, clippedSamples: 0, lengthFrames: 4900, before: loud, after: loud, gainDb: 0, limitedDb: 0 },
  ...{ problems: [], stems: 3, concealed: [] },
  ...change,
});

const quickRender: RenderPort = ({ targets }, onProgress) => {
  onProgress(1);
  return Promise.resolve(ok(targets.map(() => outcomeOf())));
};

const deaf: AnalysisPort = () => Promise.resolve(fail('undecodable'));

export function portsOf(
  bridge: FakeBridge,
  instead: Partial<Ports> = {},
  answers: Partial<Bridge> = {},
): Ports & { readonly player: FakePlayer } {
  return {
    api: bridge.api(answers),
    system: { show: () => undefined, onAction: () => undefined },
    waveforms: noWaveforms,
    prepareToRender: () => undefined,
    renderFiles: quickRender,
    renderStemFile: () => Promise.resolve(ok(outcomeOf())),
    putBytes: () => Promise.resolve(ok()),
    readCover: () => Promise.resolve(null),
    analyse: deaf,
    probe: () => Promise.resolve(fail('undecodable')),
    compareLoudness: () => Promise.resolve(fail('cancelled')),
    encodeSong: () => Promise.resolve(ok()),
    midi: new FakeMidi(),
    cue: new FakeCue(),
    ...instead,
    player: new FakePlayer(),
  };
}
