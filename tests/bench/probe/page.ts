import { frames, hertz, overviewUrl, unpackSongs } from '#contract';
import { encodePeaks, PeaksBuilder } from '../../../renderer/dsp/waveform-peaks.ts';
import { HeardClock } from '../../../renderer/engine/device/heard-clock.ts';
import { PageTable, type SongMemory } from '../../../renderer/engine/page-cache/pages.ts';
import {
  CommandCell,
  PlayLog,
  type ReaderMessage,
  readerName,
  type ReaderOptions,
} from '../../../renderer/engine/play-line.ts';
import { largestLag, recordTogether } from './lag.ts';
import type { Delay, Probe, Reader } from './probe.ts';
import { soon } from './soon.ts';

// Runs in the page of the app before a song is opened. It looks on while the app makes its nodes and keeps the shared memory
// through which the engine's threads talk, so that what is measured is what the reader did, frame by frame, at no cost.

let reader: Reader | null = null;
let heard: HeardClock | null = null;
let sought: Promise<Delay> | null = null;
const longestWaitMs = 20_000;
const longTasks: number[] = [];

globalThis.AudioWorkletNode = new Proxy(AudioWorkletNode, {
  construct(Node, [context, name, options]: [AudioContext, string, AudioWorkletNodeOptions]) {
    const node = new Node(context, name, options);
    if (name !== readerName) return node;
    const { command, log } = options.processorOptions as ReaderOptions;
    const made = {
      context,
      node,
      command: new CommandCell(command),
      log: new PlayLog(log),
      table: null as PageTable | null,
    };
    const tell = node.port.postMessage.bind(node.port);
    node.port.postMessage = (message: ReaderMessage) => {
      if (message.kind === 'song') made.table = new PageTable(message.song satisfies SongMemory);
      tell(message);
    };
    if (reader?.context !== context) heard = new HeardClock(context);
    reader = made;
    return node;
  },
});

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longTasks.push(duration);
}).observe({ type: 'longtask' });

function current(): Reader {
  if (reader === null) throw new Error('No song is open.');
  return reader;
}

const buttonOf = (label: string): HTMLButtonElement | null =>
  document.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`);

/** Waits until the reader moves, as of the last seek that was asked for. */
async function moving(isNew: (of: Reader) => boolean = () => true): Promise<number> {
  const deadline = performance.now() + longestWaitMs;
  while (performance.now() < deadline) {
    if (reader !== null && isNew(reader)) {
      const span = reader.log.spanAt(Infinity);
      if (span !== null && span.rate > 0 && span.seekSerial === reader.command.read()?.seekSerial)
        return span.contextFrame;
    }
    await soon();
  }
  throw new Error('The reader did not start.');
}

/** Waits until this frame of the clock leaves the speakers. */
async function isHeard(contextFrame: number): Promise<void> {
  while (heard !== null && heard.frame() < contextFrame) await soon();
}

async function songCalled(title: string) {
  const listed = await stemroom.listSongs();
  const song = listed.ok ? unpackSongs(listed.value).find((one) => one.title === title) : undefined;
  const opened = song === undefined ? null : await stemroom.openSession(song.id);
  if (opened?.ok !== true) throw new Error(`There is no song called ${title}.`);
  return opened.value.session;
}

const probe: Probe = {
  async openAndPlay(title) {
    const song = buttonOf(title);
    if (song === null) throw new Error(`There is no song called ${title}.`);
    const before = reader;
    // The song that came last is open by itself.
    const isOpen = song.ariaCurrent === 'true';
    const began = performance.now();
    song.click();
    const play = (): HTMLButtonElement | null => buttonOf('Play');
    while ((!isOpen && reader === before) || play()?.disabled !== false) {
      if (performance.now() > began + longestWaitMs) throw new Error(`${title} did not open.`);
      await soon();
    }
    const ready = performance.now();
    play()?.click();
    const frame = await moving((now) => isOpen || now !== before);
    const rendered = performance.now();
    await isHeard(frame);
    return { readyMs: ready - began, renderedMs: rendered - began, heardMs: performance.now() - began };
  },

  seekTarget(kind) {
    const { table, log } = current();
    const slider = document.querySelector('[aria-label="Position"]')?.getBoundingClientRect();
    if (table === null || slider === undefined) throw new Error('There is nothing to seek in.');
    const rows = Array.from({ length: table.rowCount }, (_, row) => row);
    const isThere = (frame: number): boolean[] =>
      [0, 8192, 16_384].flatMap((ahead) => rows.map((row) => table.isResident(row, frame + ahead)));
    const fits = (frame: number): boolean =>
      kind === 'cold' ? !isThere(frame).includes(true) : !isThere(frame).includes(false);
    for (let attempt = 0; attempt < 20_000; attempt += 1) {
      const x = Math.floor(slider.left + 1 + Math.random() * (slider.width - 2));
      const frame = ((x - slider.left) / slider.width) * table.lengthFrames;
      if (frame < table.lengthFrames - 88_200 && Math.abs(frame - log.cursor()) > 88_200 && fits(frame))
        return { x, y: Math.round(slider.top + slider.height / 2) };
    }
    return null;
  },

  awaitPress() {
    const { log } = current();
    const serial = log.seekSerialTaken();
    const press = new Promise<PointerEvent>((resolve) => {
      addEventListener('pointerdown', resolve, { capture: true, once: true });
    });
    sought = press.then(async ({ timeStamp }) => {
      const frame = await moving(({ log: now }) => now.seekSerialTaken() > serial);
      const renderedMs = performance.now() - timeStamp;
      await isHeard(frame);
      return { renderedMs, heardMs: performance.now() - timeStamp };
    });
  },

  seekDone() {
    if (sought === null) throw new Error('No press was waited for.');
    return sought;
  },

  moveStrip(action) {
    const mutes = document.querySelectorAll<HTMLButtonElement>('button[aria-label^="Mute "]');
    const faders = document.querySelectorAll('[role=slider]:not([aria-label="Position"])');
    mutes.item(action % mutes.length).click();
    const key = action % 2 === 0 ? 'ArrowDown' : 'ArrowUp';
    faders.item(action % faders.length).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  },

  unmuteAll() {
    document.querySelectorAll<HTMLButtonElement>('button[aria-label^="Mute "][aria-pressed=true]').forEach((mute) => {
      mute.click();
    });
  },

  async offsetFrames() {
    const { context, node, table } = current();
    if (table === null) throw new Error('The reader has no song.');
    const sounds = await recordTogether(context, table.rowCount, 8192, (merger, row) => {
      node.connect(merger, row, row);
    });
    for (let row = 0; row < table.rowCount; row += 1)
      if (!sounds[row]?.some(Boolean)) throw new Error('A stem is silent.');
    return largestLag(sounds, 700);
  },

  setPace(speed, transposeCents) {
    const { command } = current();
    const now = command.read();
    if (now === null) throw new Error('The page is at work on a command.');
    command.write({ ...now, speed, transposeRatio: 2 ** (transposeCents / 1200), keepsDrumPitch: true });
  },

  async meterFps(seconds) {
    const pictures = OffscreenCanvasRenderingContext2D.prototype;
    const before = Object.getOwnPropertyDescriptor(pictures, 'clearRect');
    if (before === undefined) throw new Error('There are no offscreen canvases.');
    const steps = new Set<number>();
    let isNewStep = true;
    const clear = before.value as OffscreenCanvasRenderingContext2D['clearRect'];
    const counted = new Proxy(clear, {
      apply(real, picture, rect) {
        if (isNewStep) {
          isNewStep = false;
          steps.add(performance.now());
          setTimeout(() => (isNewStep = true));
        }
        Reflect.apply(real, picture, rect);
      },
    });
    Object.defineProperty(pictures, 'clearRect', { ...before, value: counted });
    await new Promise((resolve) => {
      setTimeout(resolve, seconds * 1000);
    });
    Object.defineProperty(pictures, 'clearRect', before);
    return steps.size / seconds;
  },

  dropouts: () => current().log.dropouts(),
  longTasks: () => longTasks.splice(0),

  async idsOf(title) {
    const { id, stems } = await songCalled(title);
    return { id, stemIds: stems.map((stem) => stem.id) };
  },

  isDrawn: async (title) => (await songCalled(title)).stems.every(({ hasOverview }) => hasOverview),

  async lendAnalysis(title) {
    const { id, stems } = await songCalled(title);
    const heard = stems.flatMap(({ id: stemId, file }) =>
      file.state === 'saved'
        ? [{ stemId, sha256: file.audio.sha256, integratedLufs: -20, truePeakDb: -3, isSilent: false, shiftHint: null }]
        : [],
    );
    const stated = { bpm: null, key: null };
    const analysis = { stems: heard, tempo: null, key: null, residualDb: null, stated };
    const saved = await stemroom.saveAnalysis({ id, analysis });
    if (!saved.ok) throw new Error(saved.failure.kind);
  },

  async lendOverviews(title, sampleRate, lengthFrames) {
    const song = await songCalled(title);
    const body = encodePeaks(new PeaksBuilder(hertz(sampleRate), frames(lengthFrames)).finish());
    for (const { file } of song.stems)
      if (file.state === 'saved') await fetch(overviewUrl(file.audio.sha256), { method: 'PUT', body });
  },
};

Object.assign(globalThis, { probe });
