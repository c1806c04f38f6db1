import { register } from 'tsx/esm/api';
import { startDesktop } from './desktop.js';
import { orExplain, setUp, setUpElectron } from './setup/set-up.js';
import { provideSystemPackages } from './setup/system-packages.js';

// npm run bench            every row, as often as a claim needs (about 20 minutes)
// npm run bench -- --quick every row with fewer repeats
// npm run bench -- --exports only the rows of exports
// npm run bench -- --formats only the rows of formats other than MP3
// npm run bench -- --library only the rows of large libraries
// npm run bench -- --playing only the rows of many stems and of a full sheet
// npm run bench -- --words only the rows of lyrics
// --app=<folder>           measures the build in that folder instead of the project's own
const isQuick = process.argv.includes('--quick');
const only =
  /** @type {const} */ (['exports', 'formats', 'library', 'playing', 'words']).find((name) =>
    process.argv.includes(`--${name}`),
  ) ?? null;
const appFolder = process.argv.find((word) => word.startsWith('--app='))?.slice('--app='.length);

if (appFolder === undefined) await orExplain(setUp);
await orExplain(() => {
  provideSystemPackages('tests');
});
const executable = await orExplain(setUpElectron);
register();
const { bench } = await import('../tests/bench/bench.ts');
const desktop = process.platform === 'linux' ? await startDesktop() : { env: {}, stop: () => Promise.resolve() };
try {
  const rows = await bench({ executable, env: { ...process.env, ...desktop.env }, appFolder, isQuick, only });
  process.exitCode = rows.some(({ ok }) => ok === false) ? 1 : 0;
} finally {
  await desktop.stop();
}
