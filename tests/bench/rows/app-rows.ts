import type { BenchApp } from '../support/bench-app.ts';
import { song12, song15, song60, type Song } from '../support/corpus.ts';
import { pause } from '../support/driven-app.ts';
import { loadText, median, percentile, rowOf, type Row } from '../support/results.ts';
import { cpuPercent } from './cpu-percent.ts';
import type { PeerValues } from './peer-rows.ts';

/** How often and how long. */
export type Effort = {
  readonly opens: number;
  readonly seeks: number;
  readonly playSeconds: number;
  readonly actions: number;
  readonly cpuSeconds: number;
  readonly exports: number;
};

export const fullEffort: Effort = {
  opens: 7,
  seeks: 100,
  playSeconds: 600,
  actions: 100,
  cpuSeconds: 30,
  exports: 3,
};
export const quickEffort: Effort = {
  opens: 3,
  seeks: 20,
  playSeconds: 24,
  actions: 12,
  cpuSeconds: 10,
  exports: 1,
};

const demo = 'Ferry Lights';
const say = (text: string): void => {
  console.log(`  ${text} (${loadText()})`);
};

/** From the click on the song, with another one open and playing, to its first sound at the speakers. */
export async function openRows(app: BenchApp, effort: Effort, peers: PeerValues): Promise<readonly Row[]> {
  const times = new Map<string, number[]>([song12, song15].map(({ title }) => [title, []]));
  for (let round = 0; round < effort.opens; round += 1) {
    for (const { title } of [song12, song15]) {
      await app.probe('openAndPlay', demo);
      await pause(1500);
      const { readyMs, renderedMs, heardMs } = await app.probe('openAndPlay', title);
      times.get(title)?.push(heardMs);
      say(`${title}: ready ${readyMs.toFixed(0)}, rendered ${renderedMs.toFixed(0)}, heard ${heardMs.toFixed(0)} ms`);
      await pause(1500);
    }
  }
  const of = ({ title }: Song): number => median(times.get(title) ?? []);
  return [
    rowOf('open12', of(song12), 'ms', '<= 300', { name: 'Tone.Player, all decoded', value: peers.decodeMs }),
    rowOf('open15', of(song15), 'ms', '<= 400', { name: 'Tone.Player, all decoded', value: null }),
  ];
}

/** The renderer's largest resident set while the song opens and plays with seeks; other songs were open before. */
export async function memoryRows(
  app: BenchApp,
  effort: Effort,
  peers: PeerValues,
  emptyMB: number,
): Promise<readonly Row[]> {
  const peaks: number[] = [];
  for (const { title } of [song12, song15, song60]) {
    await app.probe('openAndPlay', demo);
    await app.forgetPeak();
    await app.probe('openAndPlay', title);
    for (let seek = 0; seek < effort.actions; seek += 1) {
      await seekOnce(app, 'cold');
      await pause(500);
    }
    peaks.push((await app.usage()).peakMB);
    say(`${title}: peak ${(peaks.at(-1) ?? 0).toFixed(0)} MB`);
  }
  const [twelve = NaN, fifteen = NaN, hour = NaN] = peaks;
  return [
    rowOf('rss12', twelve, 'MB', '<= 320', { name: 'Tone.Player, all decoded', value: peers.decodePeakMB }),
    rowOf('rss15', fifteen, 'MB', '<= 340', { name: 'Tone.Player, all decoded', value: null }),
    rowOf('rss15OverEmpty', fifteen - emptyMB, 'MB', '<= 150', { name: 'empty page', value: emptyMB }),
    // Twelve stems of an hour: no more than fifteen of ten minutes may take.
    rowOf('rss60', hour, 'MB', '<= 340', { name: 'Tone.Player, all decoded', value: null }),
  ];
}

/** From the press of the mouse on the position slider until the reader puts out the new sound. 15 stems play. */
export async function seekRows(app: BenchApp, effort: Effort): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [kind, row, goal] of [
    ['cold', 'seekCold', '<= 60'],
    ['warm', 'seekWarm', '<= 20'],
  ] as const) {
    const times: number[] = [];
    while (times.length < effort.seeks) {
      const delay = await seekOnce(app, kind);
      if (delay !== null) times.push(delay);
      await pause(400);
    }
    say(`${kind}: median ${median(times).toFixed(0)}, p95 ${percentile(times, 0.95).toFixed(0)} ms`);
    rows.push(rowOf(row, percentile(times, 0.95), 'ms', goal));
  }
  return rows;
}

/** Plays on with seeks, mutes and fader moves, and then looks what happened. */
export async function endurance(app: BenchApp, effort: Effort, peers: PeerValues): Promise<readonly Row[]> {
  await app.probe('openAndPlay', demo);
  await app.probe('longTasks');
  await app.probe('openAndPlay', song15.title);
  const before = await app.probe('dropouts');
  const restMs = (effort.playSeconds * 1000) / effort.actions;
  for (let action = 0; action < effort.actions; action += 1) {
    await seekOnce(app, action % 2 === 0 ? 'cold' : 'warm');
    await app.probe('moveStrip', action);
    await pause(restMs);
  }
  const dropouts = (await app.probe('dropouts')) - before;
  await app.probe('unmuteAll');
  await pause(1000);
  // Before the offset, whose correlation is a long task of the bench's own.
  const longest = Math.max(0, ...(await app.probe('longTasks')));
  const offset = await app.probe('offsetFrames');
  say(`dropouts ${String(dropouts)}, offset ${String(offset)}, longest task ${longest.toFixed(0)} ms`);
  return [
    rowOf('dropouts', dropouts, 'pages', '= 0'),
    rowOf('offset', offset, 'frames', '= 0', { name: 'media elements', value: peers.elementsOffset }),
    // A browser reports tasks from 50 ms on; 0: there was none.
    rowOf('longTask', longest, 'ms', '<= 50'),
  ];
}

/**
 * Everything in the renderer while 15 stems play on: decoding, mixing, meters and drawing; in percent of one core. What other
 * processes do for it (the screen without a graphics card, the sound device) is told, but is not ours to save.
 */
export async function cpuRow(app: BenchApp, effort: Effort, tonePercent: number): Promise<readonly Row[]> {
  const { all, sound } = await cpuPercent(app, effort.cpuSeconds);
  return [
    rowOf('cpu', all, '%', '<= 20'),
    rowOf('cpuOverTone', all / tonePercent, 'x', '<= 1.5', plainTone(tonePercent)),
    rowOf('cpuSound', sound, '%', null),
    rowOf('meterFps', await app.probe('meterFps', 3), 'fps', '>= 55'),
  ];
}

/** The same at four fifths of the speed and two semitones up, with drums that keep their pitch: both buses are at work. */
export async function cpuStretchRow(app: BenchApp, effort: Effort, tonePercent: number): Promise<readonly Row[]> {
  await app.probe('setPace', 0.8, 200);
  const { all, sound } = await cpuPercent(app, effort.cpuSeconds);
  return [
    rowOf('cpuStretch', all, '%', '<= 40'),
    rowOf('cpuStretchOverTone', all / tonePercent, 'x', '<= 3', plainTone(tonePercent)),
    rowOf('cpuStretchSound', sound, '%', null),
  ];
}

const plainTone = (value: number) => ({ name: 'plain Tone, decoded, %', value });

/** Seeks to a place whose pages are in memory or not; milliseconds to the first new sample, null when there is no such place. */
export async function seekOnce(app: BenchApp, kind: 'cold' | 'warm'): Promise<number | null> {
  const at = await app.probe('seekTarget', kind);
  if (at === null) return null;
  await app.probe('awaitPress');
  await app.ask('click', at);
  return (await app.probe('seekDone')).renderedMs;
}
