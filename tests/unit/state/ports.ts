import { fail, ok } from '#contract';
import type { AnalysisPort, BouncePort, OverviewPort, Ports } from '../../../renderer/state/ports.ts';
import type { Bridge } from '#contract';
import type { FakeBridge } from '../../fakes/fake-bridge.ts';
import { FakePlayer } from '../../fakes/fake-player.ts';

const noOverviews: OverviewPort = {
  load: () => Promise.resolve(null),
  make: () => Promise.resolve(fail('undecodable')),
};
const quickBounce: BouncePort = (_task, onProgress) => {
  onProgress(1);
  return Promise.resolve(ok({ peakDb: -3, clippedSamples: 0 }));
};

const deaf: AnalysisPort = () => Promise.resolve(fail('undecodable'));

export function portsOf(
  bridge: FakeBridge,
  instead: Partial<Ports> = {},
  answers: Partial<Bridge> = {},
): Ports & { readonly player: FakePlayer } {
  return {
    api: bridge.api(answers),
    overviews: noOverviews,
    bounce: quickBounce,
    analyse: deaf,
    ...instead,
    player: new FakePlayer(),
  };
}
