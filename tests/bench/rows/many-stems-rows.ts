import type { BenchApp } from '../support/bench-app.ts';
import { song40, song64 } from '../support/corpus.ts';
import { pause } from '../support/driven-app.ts';
import { loadText, rowOf, type Row } from '../support/results.ts';

const demo = 'Ferry Lights';

/** 40 and 64 stems that play: how often a second their meters are drawn, and the renderer's largest resident set. */
export async function manyStemsRows(app: BenchApp): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { title, stemCount } of [song40, song64]) {
    await app.probe('openAndPlay', demo);
    await app.forgetPeak();
    await app.probe('openAndPlay', title);
    await pause(3000);
    const fps = await app.probe('meterFps', 5);
    const { peakMB } = await app.usage();
    const dropouts = await app.probe('dropouts');
    const stems = `${String(stemCount)} stems`;
    console.log(
      `  ${stems}: ${fps.toFixed(1)} fps, peak ${peakMB.toFixed(0)} MB, ${String(dropouts)} dropouts (${loadText()})`,
    );
    rows.push(
      rowOf(`${stems}, meters`, fps, 'fps', '>= 59'),
      rowOf(`${stems}, memory`, peakMB, 'MB', '<= 350'),
      rowOf(`${stems}, dropouts`, dropouts, 'pages', '= 0'),
    );
  }
  return rows;
}
