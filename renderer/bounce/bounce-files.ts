import { ok, type ExportTicket, type Hertz, type Mix, type Result } from '#contract';
import { bounceMix } from './bounce-mix.ts';
import type { Region, StemToBounce } from './bounce-plan.ts';
import type { BounceReport } from './bounce-protocol.ts';

type Job = {
  readonly stems: readonly StemToBounce[];
  readonly region: Region;
  readonly sampleRate: Hertz;
  readonly targets: readonly { readonly ticket: ExportTicket; readonly mix: Mix }[];
};
const nothing = { integratedLufs: null, rangeLu: null, truePeakDb: -Infinity, samplePeakDb: -Infinity };

export async function bounceFiles(
  { targets, ...job }: Job,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<
  Result<
    readonly (BounceReport & { before: typeof nothing; after: typeof nothing; gainDb: number; limitedDb: number })[]
  >
> {
  const reports = [];
  for (const [index, { ticket, mix }] of targets.entries()) {
    const bounced = await bounceMix(
      { ...job, mix, ticket },
      (fraction) => {
        onProgress((index + fraction) / targets.length);
      },
      signal,
    );
    if (!bounced.ok) return bounced;
    reports.push({ ...bounced.value, before: nothing, after: nothing, gainDb: 0, limitedDb: 0 });
  }
  return ok(reports);
}
