import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrivenApp, pause } from '../support/driven-app.ts';
import { emptyWindow, oneFrame } from '../support/empty-window.ts';
import { profileOf } from '../support/library-corpus.ts';
import { loadText, median, rowOf, type Row } from '../support/results.ts';

type LibraryBench = {
  readonly executable: string;
  readonly env: NodeJS.ProcessEnv;
  /** Holds `out`. */
  readonly appFolder: string;
  readonly starts: number;
};

/** What one size of library comes to; times in milliseconds. */
type Measured = {
  readonly usableMs: number;
  readonly searchKeyMs: number;
  readonly scrollFrameMs: number;
  readonly pageMB: number;
};

const sizes = [30, 300, 3000, 10_000] as const;
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const firstSong = `document.querySelector('[aria-label=Songs] button[aria-describedby]')`;

/** Types one letter after another into the search; the time from each letter to the end of the frame that shows its songs. */
const typing = `(async () => {
  const field = document.querySelector('input[type=search]');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const times = [];
  for (const text of ['h', 'ha', 'har', 'harb', 'harbour t', 'harbour', 'h', '']) {
    await ${oneFrame};
    const began = performance.now();
    set.call(field, text);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await ${oneFrame};
    times.push(performance.now() - began);
  }
  return times;
})()`;

/** Scrolls by a third of the list's height a frame; how long each frame kept the page at work. */
const scrolling = `(async () => {
  const list = document.querySelector('[aria-label=Songs]');
  const times = [];
  for (let frame = 0; frame < 60; frame += 1) {
    times.push(await new Promise((done) => requestAnimationFrame((began) => {
      list.scrollTop += list.clientHeight / 3;
      requestAnimationFrame((next) => {
        const channel = new MessageChannel();
        channel.port2.onmessage = () => done(performance.now() - next);
        channel.port1.postMessage(0);
      });
    })));
  }
  list.scrollTop = 0;
  return times;
})()`;

/** Libraries of several sizes in the window, against the smallest of them, and commands that need no page against an empty program. */
export async function libraryRows(bench: LibraryBench): Promise<readonly Row[]> {
  const empty = await emptyWindow(bench.executable, bench.env, bench.starts);
  const startOnce = async (profile: string): Promise<void> => (await startedWith(bench, profile)).quit();
  const profiles = new Map<number, string>();
  for (const size of sizes) profiles.set(size, await profileOf(size, startOnce));
  const all = await measureLibraries(bench, profiles);
  const small = all.get(sizes[0]);
  const rows = [...all].flatMap(([size, { usableMs, searchKeyMs, scrollFrameMs, pageMB }]): readonly Row[] => {
    const start = small?.usableMs ?? NaN;
    const isLargest = size === sizes.at(-1);
    const name = `library${String(size)}`;
    return [
      size === sizes[0]
        ? rowOf(`${name} usable`, usableMs, 'ms', null, { name: 'empty window', value: empty.openMs })
        : rowOf(`${name} usable`, usableMs, 'ms', null, { name: '30 songs', value: start }),
      rowOf(`${name} usable over 30 songs`, usableMs / start, 'x', isLargest ? '<= 1.3' : null),
      rowOf(`${name} search key`, searchKeyMs, 'ms', '<= 50'),
      rowOf(`${name} scroll frame`, scrollFrameMs, 'ms', '<= 16'),
      rowOf(`${name} page memory`, pageMB, 'MB', null, { name: 'empty window', value: empty.pageMB }),
      rowOf(`${name} page memory over 30 songs`, pageMB - (small?.pageMB ?? NaN), 'MB', isLargest ? '<= 60' : null),
    ];
  });
  return [...rows, ...(await commandRows(bench, profiles))];
}

const canPlay = `document.querySelector('button[aria-label="Play"]')?.disabled === false`;

/** The app once the song that was open last can be played. */
async function startedWith({ executable, env, appFolder }: LibraryBench, profile: string): Promise<DrivenApp> {
  const app = new DrivenApp(executable, [appFolder, `--user-data-dir=${profile}`], env);
  await app.until(canPlay, 300_000);
  return app;
}

/** Size after size, and all of them again: what else the machine does then meets every size alike. */
async function measureLibraries(
  bench: LibraryBench,
  profiles: ReadonlyMap<number, string>,
): Promise<ReadonlyMap<number, Measured>> {
  // The first start leaves whatever the next ones find.
  for (const profile of profiles.values()) {
    const first = await startedWith(bench, profile);
    await pause(5000);
    await first.quit();
  }
  const all = new Map<number, Measured[]>();
  for (let start = 0; start < bench.starts; start += 1) {
    for (const [size, profile] of profiles) {
      const measured = await measureStart(bench, profile);
      all.set(size, [...(all.get(size) ?? []), measured]);
      console.log(`  ${String(size)} songs: ${JSON.stringify(measured)} (${loadText()})`);
    }
  }
  const medianOf = (every: readonly Measured[], what: keyof Measured): number =>
    median(every.map((measured) => measured[what]));
  return new Map(
    [...all].map(([size, every]) => [
      size,
      {
        ...{ usableMs: medianOf(every, 'usableMs'), searchKeyMs: medianOf(every, 'searchKeyMs') },
        ...{ scrollFrameMs: medianOf(every, 'scrollFrameMs'), pageMB: medianOf(every, 'pageMB') },
      },
    ]),
  );
}

async function measureStart({ executable, env, appFolder }: LibraryBench, profile: string): Promise<Measured> {
  const began = performance.now();
  const app = new DrivenApp(executable, [appFolder, `--user-data-dir=${profile}`], env);
  try {
    await app.until(firstSong, 300_000, 10);
    await app.evaluate(oneFrame);
    const usableMs = performance.now() - began;
    await app.until(canPlay, 300_000);
    await pause(1000);
    const keys = (await app.evaluate(typing)) as readonly number[];
    const frames = (await app.evaluate(scrolling)) as readonly number[];
    const pageMB = (await app.usage()).peakMB;
    return { usableMs, searchKeyMs: median(keys), scrollFrameMs: median(frames), pageMB };
  } finally {
    await app.quit();
  }
}

/** `--help` and `--list` as whole processes, against an Electron that ends at once. */
async function commandRows(
  { executable, env, appFolder, starts }: LibraryBench,
  profiles: ReadonlyMap<number, string>,
): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-empty-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }));
  writeFileSync(join(folder, 'main.cjs'), `require('electron').app.exit(0);\n`);
  const timeOf = async (words: readonly string[]): Promise<number> => {
    const times: number[] = [];
    for (let start = 0; start < starts; start += 1) {
      const began = performance.now();
      await once(spawn(executable, [...asRoot, ...words], { env, stdio: 'ignore' }), 'exit');
      times.push(performance.now() - began);
    }
    return median(times);
  };
  try {
    const empty = { name: 'Electron that ends at once', value: await timeOf([folder]) };
    const listOf = async (size: number, profile: string): Promise<Row> => {
      const words = [appFolder, '--list', `--user-data-dir=${profile}`];
      return rowOf(`--list of ${String(size)}`, await timeOf(words), 'ms', null, empty);
    };
    const help = rowOf('--help', await timeOf([appFolder, '--help']), 'ms', null, empty);
    const lists: Row[] = [];
    for (const [size, profile] of profiles) lists.push(await listOf(size, profile));
    return [help, ...lists];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
