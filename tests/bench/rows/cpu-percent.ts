import { type CpuPart, rendererParts } from '../support/cpu-parts.ts';
import { type DrivenApp, pause } from '../support/driven-app.ts';
import { loadText } from '../support/results.ts';

/** In percent of one core: all of the renderer, and its threads that make the sound. */
export type CpuPercent = { readonly all: number; readonly sound: number };

/** What a page that goes on as it is uses from now on, after a moment in which it comes to rest. */
export async function cpuPercent(app: DrivenApp, seconds: number, what = 'cpu'): Promise<CpuPercent> {
  await pause(3000);
  const before = await app.usage();
  await pause(seconds * 1000);
  const after = await app.usage();
  const percents = [...after.cpuSeconds].map(([part, used]): readonly [CpuPart, number] => [
    part,
    ((used - (before.cpuSeconds.get(part) ?? 0)) / seconds) * 100,
  ]);
  const texts = percents.map(([part, percent]) => `${part} ${percent.toFixed(1)}`);
  console.log(`  ${what}: ${texts.join(', ')} % (${loadText()})`);
  const sumOf = (parts: readonly CpuPart[]): number =>
    percents.reduce((sum, [part, percent]) => sum + (parts.includes(part) ? percent : 0), 0);
  return { all: sumOf(rendererParts), sound: sumOf(['workers', 'sound']) };
}
