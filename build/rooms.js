/**
 * Who may import whom: the one table from which the rules of ESLint and of dependency-cruiser are made.
 * A room is a folder; `may` names other rooms; `packages` are those that only this room (and others that name them) may know.
 */
/** @typedef {{ path: string, may: string[], packages: string[] }} Room */

/** @type {Room[]} */
export const rooms = [
  { path: 'electron/contract', may: [], packages: ['zod'] },
  { path: 'electron/preload', may: ['electron/contract'], packages: ['electron'] },
  {
    path: 'electron/main',
    may: ['electron/contract'],
    packages: ['electron', 'node:', 'keytar', 'zod', 'electron-log', 'ipaddr.js', 'music-metadata', 'strtok3', 'yauzl'],
  },
  { path: 'renderer/song', may: ['electron/contract'], packages: [] },
  { path: 'renderer/mix', may: ['electron/contract', 'renderer/song'], packages: [] },
  { path: 'renderer/dsp', may: ['electron/contract'], packages: ['fft.js', 'signalsmith-stretch'] },
  {
    path: 'renderer/codecs',
    may: ['electron/contract', 'renderer/dsp'],
    packages: ['mediabunny', '@mediabunny/flac-encoder', '@mediabunny/aac-encoder', 'wasm-media-encoders', 'hash-wasm'],
  },
  {
    path: 'renderer/engine',
    may: ['electron/contract', 'renderer/song', 'renderer/mix', 'renderer/dsp', 'renderer/codecs'],
    packages: ['tone'],
  },
  {
    path: 'renderer/export',
    may: ['electron/contract', 'renderer/song', 'renderer/mix', 'renderer/dsp', 'renderer/codecs'],
    packages: ['fflate'],
  },
  {
    path: 'renderer/state',
    may: ['electron/contract', 'renderer/song', 'renderer/mix', 'renderer/dsp', 'renderer/engine', 'renderer/export'],
    packages: ['svelte'],
  },
  {
    path: 'renderer/components',
    may: ['electron/contract', 'renderer/song', 'renderer/mix'],
    packages: ['svelte', '@lucide/svelte'],
  },
  {
    path: 'renderer/app',
    may: ['electron/contract', 'renderer/song', 'renderer/mix', 'renderer/state', 'renderer/components'],
    packages: ['svelte', '@lucide/svelte'],
  },
];

/** Files that put a side together and so may know every room of it. */
export const compositionRoots = [
  'electron/main/index.ts',
  'electron/preload/index.ts',
  'renderer/main.ts',
  'renderer/command-line.ts',
];

/** Every package that only some rooms may know. */
export const guardedPackages = [...new Set(rooms.flatMap((room) => room.packages))];
