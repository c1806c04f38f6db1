import type { BenchApp } from '../support/bench-app.ts';
import { song64 } from '../support/corpus.ts';
import { pause } from '../support/driven-app.ts';
import { loadText, rowOf, type Row } from '../support/results.ts';

const demo = 'Ferry Lights';

/** 64 stems that play: how often a second their meters are drawn, and the renderer's largest resident set. */
export async function manyStemsRows(app: BenchApp): Promise<readonly Row[]> {
  await app.probe('openAndPlay', demo);
  await app.forgetPeak();
  await app.probe('openAndPlay', song64.title);
  await pause(3000);
  const fps = await app.probe('meterFps', 5);
  const { peakMB } = await app.usage();
  const dropouts = await app.probe('dropouts');
  console.log(
    `  64 stems: ${fps.toFixed(1)} fps, peak ${peakMB.toFixed(0)} MB, ${String(dropouts)} dropouts (${loadText()})`,
  );
  return [
    rowOf('64 stems, meters', fps, 'fps', '>= 59'),
    rowOf('64 stems, memory', peakMB, 'MB', '<= 350'),
    rowOf('64 stems, dropouts', dropouts, 'pages', '= 0'),
  ];
}
